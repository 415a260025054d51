"""Coded texts to training windows: triggers in their context, and each trigger with its roles."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import spacy
from spacy.tokens import Doc

from lapwing.models.pieces import Pieces
from training.data.gold import Coded, Record
from training.labels import ROLES
from training.windows import Window, groups

NLP = spacy.blank("en")
"""The tokenizer that runs at coding time, too."""

Range = tuple[int, int]


@dataclass(frozen=True)
class CodedSentence:
    """The words of one sentence, and its records with ranges in words."""

    doc: str
    order: int
    words: tuple[str, ...]
    records: tuple[tuple[Range, Record, tuple[tuple[str, Range], ...]], ...]
    """(trigger words, record, (role, words)…)"""


def sentences(coded: Iterable[Coded]) -> list[CodedSentence]:
    """Tokenised sentences in order; a role outside its sentence is left out."""
    out = []
    for c in coded:
        for n, (a, b) in enumerate(c.sentences):
            doc = NLP.make_doc(c.text[a:b])
            records = []
            for r in c.records:
                t = r["trigger"]
                if not a <= t["start"] < b:
                    continue
                trigger = _words(doc, t["start"] - a, t["end"] - a)
                if trigger:
                    roles = tuple((k, w) for k, s, e in _roles(r) if a <= s < b and (w := _words(doc, s - a, e - a)))
                    records.append((trigger, r, roles))
            out.append(CodedSentence(c.group, c.order + n, tuple(t.text for t in doc), tuple(records)))
    return out


def _roles(r: Record) -> Iterable[tuple[str, int, int]]:
    for e in r["actors"]:
        yield "actor", e["start"], e["end"]
    for e in r["recipients"]:
        yield "recipient", e["start"], e["end"]
    if r.get("source") and r["source"].get("start") is not None:
        yield "source", r["source"]["start"], r["source"]["end"]
    for role in ("when", "where"):
        if r.get(role) and r[role].get("span"):
            yield role, r[role]["span"]["start"], r[role]["span"]["end"]


def _words(doc: Doc, start: int, end: int) -> Range | None:
    inside = [t.i for t in doc if t.idx < end and t.idx + len(t.text) > start and not t.is_space]
    return (inside[0], inside[-1] + 1) if inside else None


def tags(n: int, spans: Iterable[tuple[str, Range]]) -> tuple[str, ...]:
    """BIO tags; where spans overlap the first wins."""
    out = ["O"] * n
    for name, (a, b) in spans:
        if all(t == "O" for t in out[a:b]):
            out[a:b] = [f"B-{name}"] + [f"I-{name}"] * (b - a - 1)
    return tuple(out)


def trigger_windows(
    items: Sequence[CodedSentence], pieces: Pieces, rng: random.Random, most: int = 110
) -> list[Window]:
    """Windows of consecutive sentences with trigger tags and sentence starts."""

    def follows(a: CodedSentence, b: CodedSentence) -> bool:
        return a.doc == b.doc and b.order == a.order + 1

    return [_triggers(g) for g in groups(items, pieces, rng, most, follows)]


def _triggers(group: Sequence[CodedSentence]) -> Window:
    return Window(
        words=tuple(w for s in group for w in s.words),
        starts=tuple(i == 0 for s in group for i in range(len(s.words))),
        triggers=tuple(t for s in group for t in tags(len(s.words), ((r["type"], w) for w, r, _ in s.records))),
    )


def mention_windows(items: Sequence[CodedSentence], rng: random.Random, negatives: float = 1.0) -> list[Window]:
    """One window a record with its trigger marked; and windows with a word marked that is a trigger elsewhere but not here (kind NONE).

    Args:
        negatives: wrong triggers for each right one, at most.
    """
    out, wrong = [], list[Window]()
    heads: dict[str, int] = {}
    for s in items:
        for (a, _), _, _ in s.records:
            heads[s.words[a].lower()] = heads.get(s.words[a].lower(), 0) + 1
    for s in items:
        taken = {i for (a, b), _, _ in s.records for i in range(a, b)}
        seen = set()
        for trigger, r, roles in s.records:
            if trigger in seen:  # the same words in two records (two sources): the first one teaches
                continue
            seen.add(trigger)
            ordered = sorted(roles, key=lambda x: ROLES.index(x[0]))
            out.append(
                Window(
                    words=s.words,
                    marks=_marks(len(s.words), trigger),
                    roles=tags(len(s.words), ordered),
                    kind=r["type"],
                    mode=f"{r['type']}.{r['mode']}" if r.get("mode") else "",
                    status=r["status"],
                )
            )
        for i, w in enumerate(s.words):
            if i not in taken and heads.get(w.lower(), 0) > 1:
                wrong.append(Window(words=s.words, marks=_marks(len(s.words), (i, i + 1)), kind="NONE"))
    return out + rng.sample(wrong, min(len(wrong), int(negatives * len(out))))


def _marks(n: int, trigger: Range) -> tuple[int, ...]:
    return tuple(int(trigger[0] <= i < trigger[1]) for i in range(n))


UNRELATED = ("NONE",)


def pair_windows(items: Sequence[CodedSentence]) -> list[Window]:
    """Pairs of an actor and a recipient with the types that the records give them, and pairs of participants of a sentence
    between whom nothing is told (`NONE`): the same two the other way round, or out of different records.
    """
    out = []
    for s in items:
        told: dict[tuple[Range, Range], set[str]] = {}
        spans = set[Range]()
        for _, r, roles in s.records:
            sides = {x: [w for role, w in roles if role == x] for x in ("actor", "recipient")}
            spans.update(w for side in sides.values() for w in side)
            for a, b in product(sides["actor"], sides["recipient"]):
                told.setdefault((a, b), set()).add(r["type"])
        for a, b in product(sorted(spans), sorted(spans)):
            if a[1] <= b[0] or b[1] <= a[0]:
                relation = tuple(sorted(told.get((a, b), UNRELATED)))
                out.append(Window(words=s.words, marks=_pair(len(s.words), a, b), relation=relation))
    return out


def _pair(n: int, actor: Range, recipient: Range) -> tuple[int, ...]:
    return tuple(2 if actor[0] <= i < actor[1] else 3 if recipient[0] <= i < recipient[1] else 0 for i in range(n))
