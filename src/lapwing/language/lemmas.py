"""Lemmas: a table of what is irregular, and rules for the rest."""

from __future__ import annotations

from lapwing.models.load import Lemmas

_VOWELS = set("aeiou")


def lemma(form: str, upos: str, xpos: str, tables: Lemmas) -> str:
    """The dictionary form of a word, lower case except for proper nouns."""
    low = form.lower()
    known = tables.exceptions.get(f"{low}/{upos}")
    if known is not None:
        return known
    return by_rule(form, upos, xpos, tables.verbs, tables.nouns)


def by_rule(form: str, upos: str, xpos: str, verbs: frozenset[str], nouns: frozenset[str]) -> str:
    """The lemma by suffix rules, checked against known verbs and nouns where two answers are possible."""
    low = form.lower()
    if upos == "PROPN":
        plural = xpos == "NNPS" and len(form) > 3 and low.endswith("s") and not low.endswith(("ss", "ies"))
        return form[:-1] if plural else form
    if upos in ("VERB", "AUX"):
        if xpos == "VBZ":
            return _strip_s(low, verbs)
        if xpos in ("VBD", "VBN") and low.endswith("ed"):
            return _stem(low[:-2], verbs)
        if xpos == "VBG" and low.endswith("ing"):
            return _stem(low[:-3], verbs)
    if upos == "NOUN" and xpos in ("NNS", "NNPS"):
        return _strip_s(low, nouns)
    return low


def _strip_s(low: str, known: frozenset[str]) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("es") and low[:-1] not in known and low[:-2].endswith(("s", "x", "z", "ch", "sh", "o")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


def _stem(stem: str, verbs: frozenset[str]) -> str:
    """The verb whose form is `stem` + "ed" or "ing": as it stands, with "e", with y for i, or without a doubled letter."""
    if not stem:
        return stem
    options = [stem, stem + "e"]
    if stem.endswith("i"):
        options.insert(0, stem[:-1] + "y")
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        options.insert(0, stem[:-1])
        if stem[-1] in "lsz":  # "call", "press", "buzz" more often than not
            options[0], options[1] = options[1], options[0]
    for option in options:
        if option in verbs:
            return option
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiouls":
        return stem[:-1]
    if stem.endswith(("v", "c", "dg", "s", "z", "u")) and not stem.endswith("ss"):
        return stem + "e"
    short = len(stem) > 2 and stem[-1] not in "aeiouwxy" and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
    return stem + "e" if short and stem.endswith(("at", "ut", "iz", "ur", "ir", "or", "ak", "ik", "ok")) else stem
