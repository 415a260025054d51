"""Numbers of killed and wounded, read along the parse."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Doc, Token

from lapwing.mentions.quantities.numbers import Number, read, read_between
from lapwing.mentions.quantities.words import ACTS, ADJECTIVES, DYING, FORMS, HEDGES, NOT_PEOPLE, NOUNS, Kind

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
REACH = 8
"""Tokens to the right in which a death toll's number is looked for."""


class Casualty(msgspec.Struct, frozen=True):
    """A number with the word that makes it one of killed or wounded, both as token indices."""

    cue: int
    first: int
    last: int
    kind: Kind
    low: int
    high: int
    rule: str


def casualties(doc: Doc) -> Iterator[Casualty]:
    """The numbers of killed and wounded in a document, in the order of their cue words."""
    words = [token.text for token in doc]
    parsed = doc.has_annotation("DEP")
    for at, word in enumerate(words):
        lower = word.lower()
        if (
            lower not in FORMS
            and lower not in ADJECTIVES
            and lower not in NOUNS
            and lower not in ACTS
            and lower != "toll"
        ):
            continue
        found = _by_parse(doc, words, at, lower) if parsed else None
        found = found or _by_order(doc, words, at, lower, parsed)
        if found is not None:
            yield found


def _by_parse(doc: Doc, words: list[str], at: int, lower: str) -> Casualty | None:
    token = doc[at]
    if any(child.dep_ == "advmod" and child.lower_ in {"not", "n't", "never"} for child in token.children):
        return None
    if lower in FORMS and (token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB")):
        lemma, kind = FORMS[lower]
        head = _subject(token) if lemma in DYING else _victim(token)
        if head is not None:
            return _counted(doc, words, at, head, kind, lemma)
    if lower in ADJECTIVES:
        head = _described(token)
        if head is not None:
            return _counted(doc, words, at, head, ADJECTIVES[lower], lower)
    if lower in NOUNS or lower in ACTS:
        kind = NOUNS.get(lower, "killed")
        if lower in NOUNS and (found := _counted(doc, words, at, token, kind, lower)):
            return found
        for child in token.children:
            if child.dep_ in {"nmod", "obl"} and any(c.dep_ == "case" and c.lower_ == "of" for c in child.children):
                return _counted(doc, words, at, child, kind, f"{lower} of")
    return None


def _victim(verb: Token) -> Token | None:
    """The noun that the verb kills or wounds."""
    for dep in ("nsubj:pass", "obj"):
        for child in verb.children:
            if child.dep_ == dep:
                return child
    if verb.dep_ in {"acl", "acl:relcl"} and verb.head.i < verb.i and verb.tag_ in {"VBN", "VBD", ""}:
        return verb.head
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        inherited = _child(verb.head, "nsubj:pass") if verb.tag_ != "VBG" else None
        if inherited is not None and _child(verb, "nsubj") is None:
            return inherited
    for child in verb.children:
        if child.dep_ == "conj" and child.lower_ in FORMS and _child(child, "obj") is not None:
            return _child(child, "obj")
    if verb.dep_ == "ccomp" or verb.tag_ == "VBN":
        return _child(verb, "nsubj")  # "30 others wounded": the parser often takes the passive subject for a plain one
    return None


def _subject(verb: Token) -> Token | None:
    """The subject of a verb of dying, its own or that of the verb it is joined to."""
    own = _child(verb, "nsubj") or _child(verb, "nsubj:pass")
    if own is not None:
        if own.lower_ in {"who", "that", "which"} and verb.dep_ in {"acl:relcl", "acl"}:
            return verb.head
        return own
    if verb.dep_ in {"acl:relcl", "acl"} and verb.head.i < verb.i:
        return verb.head
    return _child(verb.head, "nsubj") if verb.dep_ in {"conj", "xcomp"} else None


def _described(token: Token) -> Token | None:
    """The noun that "dead" describes: "left five people dead", "12 dead"."""
    if token.dep_ in {"xcomp", "advcl", "obj", "ccomp", "advmod", "acl", "amod", "dep", "compound:prt"}:
        head = token.head
        if head.pos_ == "VERB" and token.dep_ != "obj":
            return _child(head, "obj") or _child(head, "nsubj:pass")
        if head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"} and head.i < token.i:
            return head
    subject = _child(token, "nsubj") or _child(token, "nsubj:pass")
    if subject is not None:
        return subject
    return token if token.pos_ in {"NOUN", "ADJ"} or token.tag_.startswith("NN") else None


def _child(token: Token, dep: str) -> Token | None:
    return next((child for child in token.children if child.dep_ == dep), None)


def _counted(doc: Doc, words: list[str], cue: int, head: Token, kind: Kind, rule: str) -> Casualty | None:
    """The number of people that a noun and those joined to it make."""
    low = high = 0
    first, last, exact = cue, cue + 1, False
    for part in (head, *_joined(head)):
        number = _number_of(words, part)
        if number is None:
            if part is not head or any(c.dep_ == "conj" for c in part.children):
                one = any(c.dep_ == "det" and c.lower_ in {"a", "an", "another"} for c in part.children)
                low, high = low + one, high + one
            continue
        if part.lower_ in NOT_PEOPLE or not 0 < number.low <= number.high:
            continue
        low, high, exact = low + number.low, high + number.high, True
        first, last = min(first, number.first), max(last, number.last, min(part.i + 1, cue + 40))
    if not exact:
        return None
    return Casualty(cue, first, last, kind, low, high, rule)


def _joined(head: Token) -> Iterator[Token]:
    """What is joined to a noun by "and", "along with", "as well as"."""
    for child in head.children:
        with_words = {c.lower_ for c in child.children if c.dep_ in {"case", "fixed", "cc"}}
        if (child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}) or (
            child.dep_ in {"nmod", "obl"} and with_words & {"along", "well", "plus"}
        ):
            yield child
            yield from _joined(child)


def _number_of(words: list[str], head: Token) -> Number | None:
    """The number in a noun's own words: before it, or itself ("one of them", "dozens of people")."""
    at = head.left_edge.i
    while at <= head.i:
        number = read_between(words, at) or read(words, at)
        if number is not None:
            if number.last < len(words) and words[number.last] == "-":  # "12-year-old"
                at = number.last + 2
                continue
            return number
        at += 1
    return None


def _by_order(doc: Doc, words: list[str], at: int, lower: str, parsed: bool) -> Casualty | None:
    """The number by the order of words: for texts without a parse, and where the parse leads to none."""
    if lower == "toll":
        if at == 0 or words[at - 1].lower() != "death":
            return None
        for i in range(at + 1, min(len(words), at + REACH)):
            if words[i].lower() in {"to", "at", "of", "reached", "reaches", "is", "was", "hits", "hit"}:
                number = _after(words, i)
                if number is not None:
                    return Casualty(at, number.first, number.last, "killed", number.low, number.high, "death toll")
        return None
    kind = FORMS[lower][1] if lower in FORMS else ADJECTIVES.get(lower) or NOUNS.get(lower)
    if kind is None:
        return None
    if lower in FORMS and FORMS[lower][0] not in DYING and lower != "hurt" and not _passive(words, at):
        number = _after(words, at)
        if number is not None and not _things(words, number.last):
            return Casualty(at, number.first, number.last, kind, number.low, number.high, f"{lower} and a number")
    if parsed and lower in FORMS:
        return None
    reach = 3 if lower in ADJECTIVES and lower == "dead" else 1 if lower in NOUNS else 6
    stops = {".", ";", ":", "?", "!", "\n", "that", "when", "where", "after", "and", "killed", "killing", "wounding"}
    for i in range(at - 1, max(-1, at - 1 - reach), -1):
        if words[i].lower() in stops:
            break
        begin = read(words, i)
        if begin is not None:
            for start in range(max(0, i - 5), i):  # "one hundred and twenty", "between 20 and 30"
                longer = read_between(words, start) or read(words, start)
                if longer is not None and longer.last == begin.last:
                    i, begin = start, longer
                    break
            if not _things(words, begin.last) and (i == 0 or words[i - 1].lower() not in {"in", "on", "for", "after"}):
                return Casualty(at, begin.first, begin.last, kind, begin.low, begin.high, f"a number before {lower}")
            break
    return None


def _passive(words: list[str], at: int) -> bool:
    """Whether a participle follows a form of "be" closely."""
    return any(
        word.lower() in {"was", "were", "been", "being", "is", "are", "be", "got"}
        for word in words[max(0, at - 4) : at]
    )


def _after(words: list[str], at: int) -> Number | None:
    """The number that follows a token, hedges between."""
    for i in range(at + 1, min(len(words), at + 6)):
        number = read_between(words, i) or read(words, i)
        if number is not None:
            return None if number.last < len(words) and words[number.last] == "-" else number
        if words[i].lower() not in HEDGES:
            return None
    return None


def _things(words: list[str], at: int) -> bool:
    """Whether what is counted are days, cars or attacks: the first noun-like words after the number."""
    return any(word.lower() in NOT_PEOPLE for word in words[at : at + 2])
