"""Everything in a report that a later word can refer back to: names, persons and role nouns, in order."""

from __future__ import annotations

from collections import Counter

import msgspec
from spacy.tokens import Doc

from lapwing.knowledge.forms import singular
from lapwing.knowledge.rolenouns import role_nouns
from lapwing.mentions.actors.phrases import DETERMINERS, Hit
from lapwing.mentions.actors.words import Words


class Ref(msgspec.Struct):
    """A mention that can be referred to: words `i` to `j`."""

    i: int
    j: int
    kind: str
    """`country`, `demonym`, `people`, `capital`, `seat`, `place`, `body`, `group`, `person` or `role`."""
    code: str
    sector: str
    name: str
    plural: bool
    subject: bool
    sentence: int
    dep: str = ""
    """Relation of its head to the rest of the sentence; `""` without a parse."""
    resolved: bool = True
    """False for a role noun whose code and sector have not been asked for."""


class Grammar:
    """Part of speech and relation of each word, empty strings where the document has none."""

    __slots__ = ("dep", "pos")

    def __init__(self, words: Words, doc: Doc | None) -> None:
        n = len(words)
        self.pos = [""] * n
        self.dep = [""] * n
        if doc is None or not (doc.has_annotation("POS") or doc.has_annotation("DEP")):
            return
        at = {start: k for k, start in enumerate(words.starts)}
        for token in doc:
            k = at.get(token.idx)
            if k is not None:
                self.pos[k] = token.pos_
                self.dep[k] = token.dep_


MODIFIERS = frozenset(("ADJ", "NOUN", "PROPN", "NUM"))


def role_refs(words: Words, grammar: Grammar, taken: dict[int, Hit]) -> list[tuple[int, int]]:
    """Word ranges of noun phrases whose head is a role noun, determiner included."""
    nouns = role_nouns()
    out = []
    n = len(words)
    for k in range(n):
        if k in taken:
            continue
        low = words.lowers[k]
        if low not in nouns and singular(low) not in nouns:
            continue
        if grammar.pos[k] not in ("", "NOUN", "PROPN"):
            continue
        nxt = k + 1
        if nxt < n and words.before[nxt] == "" and not words.possessive[k]:
            after = words.lowers[nxt]
            if grammar.pos[nxt] in ("NOUN", "PROPN") or (after in nouns or singular(after) in nouns):
                continue  # inside a longer phrase
        i = k
        while i > 0 and words.before[i] in ("", "-") and words.sentence[i - 1] == words.sentence[k]:
            if i - 1 in taken or words.lowers[i - 1] in DETERMINERS or singular(words.lowers[i - 1]) in nouns or (grammar.pos[i - 1] in MODIFIERS and not words.possessive[i - 1]):  # noqa: E501
                i -= 1
            else:
                break
        out.append((i, k + 1))
    return out


def subjects(refs: list[Ref], words: Words, grammar: Grammar) -> None:
    """Marks each sentence's subject: what the parse says, else the first mention of the sentence."""
    parsed = any(grammar.dep)
    seen: set[int] = set()
    for ref in refs:
        if parsed:
            ref.dep = relation(grammar, ref.i, ref.j)
            ref.subject = ref.dep.startswith("nsubj")
        else:
            ref.subject = ref.sentence not in seen
            seen.add(ref.sentence)


INNER = frozenset(("compound", "flat", "amod", "det", "nummod", "case", "punct", "goeswith", "fixed", "cc"))


def relation(grammar: Grammar, i: int, j: int) -> str:
    """The relation of the head of words `i` to `j`: the first that does not lead inside a phrase; coordination counts as that."""
    for k in range(i, j):
        dep = grammar.dep[k]
        if dep and dep not in INNER:
            return dep
    return grammar.dep[j - 1]


def shares(refs: list[Ref]) -> Counter[str]:
    """How often each code is named in the report."""
    return Counter(r.code for r in refs if r.code and r.kind != "role")
