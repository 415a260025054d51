"""What stands around a trigger: its objects, subjects, prepositions, complement, negation and time.

Read from the dependency parse where the document has one; else from the order of words, which is right often enough for conditions
(not for roles, which stay empty without a parse).
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc, Token

from lapwing.knowledge.frames.schema import PREPOSITIONS, Match

_BE = frozenset("be is are was were been being am get got gets getting".split())
_NEGATIONS = frozenset("not n't n’t never no without neither nor cannot nobody".split())
_FUTURE = frozenset("will would shall 'll ’ll".split())
_PLANNED = frozenset(
    "plan plans planned planning agree agreed agrees agreeing expected expects scheduled due intend intends intended ready willing "
    "willingness hope hopes want wants wanted going set prepared promise promised promises pledge pledged pledges vow vowed vows offer "
    "offered offers decide decided decision decides proposed agreement deal pledging offering invited poised commitment committed seek "
    "readiness likely preparing try trying about promising hoping attempt attempts".split()
)
_COMING = frozenset(
    "planned upcoming next future scheduled proposed forthcoming coming possible tomorrow potential eventual expected impending".split()
)
_STOP = frozenset(
    "that who which whose where when while because although if as after before since until and but or so than".split()
)
_PRONOUNS = frozenset("we i they it he she his its their our my to".split())
_LEFT, _RIGHT = 10, 22
"""Tokens looked at on each side without a parse: the length of a clause, chosen on the training sentences."""


class Context(msgspec.Struct, kw_only=True):
    """The surroundings of one match. Token positions; `pps` by lower-case preposition."""

    objects: list[int]
    subjects: list[int]
    modifiers: list[int]
    pps: dict[str, list[int]]
    right: range
    sentence: range
    complements: set[str]
    negated: bool
    future: bool
    passive: bool
    plural: bool
    own: bool


def surroundings(doc: Doc, match: Match, parsed: bool) -> Context:
    """The context of a match; `parsed` says whether to trust `dep_`."""
    sentence = _sentence(doc, match.head)
    right = range(match.end, min(sentence.stop, match.end + _RIGHT))
    head = doc[match.head]
    passive = is_passive(head, match, parsed)
    if parsed:
        objects, subjects, modifiers, pps = _by_parse(head, passive, match)
    else:
        objects, subjects, modifiers, pps = _by_order(doc, match, passive, sentence, right)
    near = [doc[j].lower_ for j in range(max(sentence.start, match.start - 4), match.start)]
    return Context(
        objects=objects,
        subjects=subjects,
        modifiers=modifiers,
        pps=pps,
        right=right,
        sentence=sentence,
        complements=_complements(doc, right),
        negated=any(w in _NEGATIONS for w in near) or doc[match.start].lower_ in _NEGATIONS,
        future=_is_future(doc, match, near, right),
        passive=passive,
        plural=head.lower_.endswith("s"),
        own=any(doc[j].lower_ in _PRONOUNS for j in right[:4]),
    )


def _sentence(doc: Doc, i: int) -> range:
    """The tokens of the sentence of `i`; the whole document when no boundaries are set."""
    if not doc.has_annotation("SENT_START"):
        return range(0, len(doc))
    start, end = i, i + 1
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    return range(start, end)


def is_passive(head: Token, match: Match, parsed: bool) -> bool:
    """Whether a verb is passive: by its relations, else by a form of *be* before a participle or *by* behind it."""
    if match.entry.pos not in ("V", "A"):
        return False
    if head.lower_.endswith("ing"):
        return False
    if parsed and head.dep:
        deps = {c.dep_ for c in head.children}
        if deps & {"nsubj:pass", "aux:pass"}:
            return True
        return head.tag_ == "VBN" and head.dep_ in ("acl", "amod") and "obj" not in deps
    word = head.lower_
    if word.endswith(("ing", "s")) or word == match.entry.lemma.split()[0]:
        return False
    doc = head.doc
    before = [doc[j].lower_ for j in range(max(0, head.i - 3), head.i)]
    if any(w in _BE for w in before) and before[-1] not in ("has", "have", "had"):
        return True
    return match.end < len(doc) and doc[match.end].lower_ == "by"


def case_of(token: Token) -> str:
    """The preposition of a nominal, lower case; `""` when it has none."""
    for child in token.children:
        if child.dep_ == "case":
            return str(child.lower_)
    return ""


def _by_parse(head: Token, passive: bool, match: Match) -> tuple[list[int], list[int], list[int], dict[str, list[int]]]:
    objects: list[int] = []
    subjects: list[int] = []
    modifiers: list[int] = []
    pps: dict[str, list[int]] = {}
    nominal = match.entry.pos in ("N", "L")
    spots = [head, head.head] if nominal and head.dep_ in ("obj", "nsubj:pass", "obl") else [head]
    for spot in spots:
        for child in spot.children:
            dep = child.dep_
            if match.start <= child.i < match.end:
                continue
            group = [child.i, *(c.i for c in child.children if c.dep_ in ("conj", "compound"))]
            if dep in ("obj", "iobj", "nsubj:pass") and not (nominal and spot is not head and dep != "iobj"):
                objects += group
            elif dep in ("nsubj", "csubj"):
                subjects += group
            elif dep in ("obl", "nmod", "obl:agent", "obl:tmod"):
                case = case_of(child)
                if case:
                    pps.setdefault(case, []).extend(group)
                    if nominal and spot is head and case in ("of", "on", "against", "for"):
                        objects += group
            elif dep in ("amod", "compound", "advmod", "nmod:poss"):
                modifiers += group
                if nominal and dep == "compound":
                    objects += group
            elif dep == "compound:prt":
                pps.setdefault(child.lower_, []).append(child.i)
    if passive:
        subjects = pps.get("by", [])
        if head.dep_ == "acl":
            objects.append(head.head.i)
    return objects, subjects, modifiers, pps


def _chunk(doc: Doc, at: int, stop: int, most: int = 7) -> list[int]:
    """Words from `at` to the next preposition, punctuation mark or joining word."""
    out: list[int] = []
    for j in range(at, min(stop, at + most)):
        word = doc[j].lower_
        if word in PREPOSITIONS or word in _STOP or word == "to" or (doc[j].is_punct and word != "-"):
            if out or doc[j].is_punct:
                break
            if word in PREPOSITIONS or word in _STOP:
                break
        out.append(j)
    return out


def _by_order(
    doc: Doc, match: Match, passive: bool, sentence: range, right: range
) -> tuple[list[int], list[int], list[int], dict[str, list[int]]]:
    left: list[int] = []
    for j in range(match.start - 1, max(sentence.start, match.start - _LEFT) - 1, -1):
        if doc[j].lower_ in (";", ":", "that", '"', "(", ")"):
            break
        left.append(j)
    pps: dict[str, list[int]] = {}
    for j in right[:14]:
        word = doc[j].lower_
        if word in PREPOSITIONS or word == "to":
            pps.setdefault(word, []).extend(_chunk(doc, j + 1, sentence.stop, 6))
    modifiers = [j for j in range(max(sentence.start, match.start - 3), match.start)] + list(right[:1])
    if match.entry.pos in ("N", "L"):
        objects = [j for p in ("of", "on", "against", "for") for j in pps.get(p, [])]
        objects += [j for j in range(max(sentence.start, match.start - 2), match.start)]
        return objects, left, modifiers, pps
    inner = (
        [j for j in range(match.start + 1, match.end)]
        if "sb" in match.entry.lemma or "sth" in match.entry.lemma
        else []
    )
    if passive:
        return left + inner, pps.get("by", []), modifiers, pps
    return inner + _chunk(doc, match.end, sentence.stop), left, modifiers, pps


def _complements(doc: Doc, right: range) -> set[str]:
    out: set[str] = set()
    for j in right[:9]:
        word = doc[j].lower_
        if word == "that" and j - right.start < 4:
            out.add("that")
        elif word == "to":
            out.add("to")
        elif word in ('"', "“", "``"):
            out.add("quote")
    if right and doc[right.start].lower_.endswith("ing"):
        out.add("ing")
    return out


def _is_future(doc: Doc, match: Match, near: list[str], right: range) -> bool:
    if any(w in _FUTURE for w in near):
        return True
    if near and near[-1] == "to" and any(w in _PLANNED for w in near[:-1]):
        return True
    if match.entry.pos in ("N", "L"):
        after = [doc[j].lower_ for j in right[:9]]
        if any(w in _COMING for w in near) or any(w in _COMING or w in _FUTURE or w == "scheduled" for w in after):
            return True
        return any(
            w in ("agreed", "plans", "planned", "expected", "plan", "propose", "proposed", "offered", "promised")
            for w in near
        )
    return near[-2:] in (["about", "to"], ["is", "to"], ["are", "to"]) or (near[-1:] == ["to"] and len(near) == 1)
