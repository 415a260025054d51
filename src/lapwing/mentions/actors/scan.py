"""Everything in a report that a later word can refer back to: names, persons and role nouns, in order."""

from __future__ import annotations

from collections import Counter

import msgspec
from spacy.tokens import Doc

from lapwing.knowledge.forms import singular
from lapwing.knowledge.rolenouns import role_nouns
from lapwing.mentions.actors.persons import Known
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
    known: Known | None = None
    """The person, where one is named."""
    resolved: bool = True
    """False for a role noun whose code and sector have not been asked for."""


class Grammar:
    """Part of speech, lemma, relation and head of each word; empty strings, and -1, where the document has none."""

    __slots__ = ("_governors", "dep", "head", "lemma", "pos")

    def __init__(self, words: Words, doc: Doc | None) -> None:
        n = len(words)
        self.pos = [""] * n
        self.dep = [""] * n
        self.lemma = [""] * n
        self.head = [-1] * n
        self._governors: dict[tuple[int, int], tuple[str, str, str]] = {}
        if doc is None or not (doc.has_annotation("POS") or doc.has_annotation("DEP")):
            return
        at = {start: k for k, start in enumerate(words.starts)}
        places = [at.get(token.idx, -1) for token in doc]
        for token, k in zip(doc, places, strict=True):
            if k >= 0:
                self.pos[k] = token.pos_
                self.dep[k] = token.dep_
                self.lemma[k] = token.lemma_.lower()
                head = token.head.i
                self.head[k] = places[head] if head != token.i else -1

    def governor(self, i: int, j: int) -> tuple[str, str, str]:
        """What words `i` to `j` depend on: its lemma, its part of speech, and their relation to it with its preposition.

        A conjunct depends on what the first of its row depends on. Empty strings without a parse or for a root.
        """
        known = self._governors.get((i, j))
        if known is None:
            known = self._governors[i, j] = self._governor(i, j)
        return known

    def _governor(self, i: int, j: int) -> tuple[str, str, str]:
        dep, head = self.dep, self.head
        k = next((k for k in range(j - 1, i - 1, -1) if head[k] >= 0 and not i <= head[k] < j), -1)
        for _ in range(CLIMBS):
            if k < 0 or head[k] < 0 or dep[k] not in ("conj", "appos", "flat"):
                break
            k = head[k]
        if k < 0 or head[k] < 0:
            return "", "", ""
        case = next((self.lemma[m] for m in range(k - 1, max(-1, k - 9), -1) if head[m] == k and dep[m] == "case"), "")
        relation = f"{dep[k]}:{case}" if case and dep[k] in ("obl", "nmod") else dep[k]
        return self.lemma[head[k]], self.pos[head[k]], relation


CLIMBS = 4
"""Steps from a conjunct or apposition to what it depends on."""


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


def topics(refs: list[Ref], words: Words) -> Counter[str]:
    """How often each sector is named in the report, by names and role nouns."""
    nouns = role_nouns()
    out: Counter[str] = Counter()
    for ref in refs:
        if ref.kind == "role":
            low = words.lowers[ref.j - 1]
            found = nouns.get(singular(low)) or nouns.get(low)
            if found is not None:
                out[found.sector] += 1
        elif ref.sector and ref.kind in ("person", "body", "group"):
            out[ref.sector] += 1
    return out
