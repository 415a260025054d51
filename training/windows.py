"""Training examples: windows of words with whatever is known of them. A head learns only from the fields that are set."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from lapwing.models.pieces import Pieces
from training.data import conllu

Entities = tuple[tuple[str, ...], ...]
"""For each word, the tags it may have: one where the annotation settles it, more where a coarser scheme leaves it open."""


@dataclass(frozen=True)
class Window:
    """Words with their known labels; fields that are None are not learnt from."""

    words: tuple[str, ...]
    starts: tuple[bool, ...] | None = None
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    """Index of each word's head in the window; the root's is its own."""
    deps: tuple[str, ...] | None = None
    entities: Entities | None = None
    attributions: tuple[str, ...] | None = None
    triggers: tuple[str, ...] | None = None
    marks: tuple[int, ...] | None = None
    roles: tuple[str, ...] | None = None
    kind: str | None = None
    mode: str | None = None
    status: str | None = None
    relation: tuple[str, ...] | None = None
    """The types the pair may have."""


def from_uner(words: Sequence[str], tags: Sequence[str]) -> Entities:
    """UNER knows PER, ORG, LOC and OTH (nationalities, products, works, events).

    Its O may be a date or an amount, and with a capital a product or a work; its OTH is any of our types that it does not know.
    No more freedom than that: where O could also be a facility, the head put whatever it was unsure of there.
    """
    out: list[tuple[str, ...]] = []
    for word, tag in zip(words, tags, strict=True):
        prefix, _, name = tag.partition("-")
        if tag == "O":
            out.append(_NAMED if word[0].isupper() else _PLAIN)
        elif name in ("PER", "ORG", "LOC"):
            out.append((tag,))
        else:
            out.append(tuple(f"{prefix}-{n}" for n in ("NORP", "MISC", "PRODUCT", "DATE", "MONEY")))
    return tuple(out)


def from_gum(words: Sequence[str], upos: Sequence[str], mentions: Iterable[tuple[int, int, str]]) -> Entities:
    """GUM marks every mention, named or not: names are its proper nouns, their type that of the innermost mention around them.

    Where mentions of several types hold a name, or a mention goes on over other words ("University of Porto"), more tags are left open.

    Args:
        words: of one sentence.
        upos: their parts of speech.
        mentions: (first word, one past the last, GUM's type).
    """
    kinds: list[list[tuple[int, str]]] = [[] for _ in words]
    for start, end, kind in mentions:
        for i in range(start, end):
            kinds[i].append((end - start, kind))
    out: list[tuple[str, ...]] = []
    for word, pos, around in zip(words, upos, kinds, strict=True):
        names = sorted({_GUM[k] for _, k in around if k in _GUM})
        if pos != "PROPN":
            out.append((_NAMED_ANY if word[0].isupper() and pos in ("ADJ", "NOUN") else _PLAIN) + tuple(f"I-{n}" for n in names))
        elif len(names) == 1 and min(around)[1] in _GUM:
            out.append(tuple(f"{p}-{names[0]}" for p in "BI"))
        elif names:
            out.append(("O", *(f"{p}-{n}" for n in names for p in "BI")))
        else:
            out.append(_NAMED_ANY)
    return tuple(out)


_GUM = {"person": "PER", "place": "LOC", "organization": "ORG"}
_PLAIN = ("O", *(f"{p}-{n}" for n in ("DATE", "MONEY") for p in "BI"))
_NAMED = (*_PLAIN, *(f"{p}-{n}" for n in ("MISC", "PRODUCT") for p in "BI"))
_NAMED_ANY = (*_NAMED, "B-NORP", "I-NORP")


class _Worded(Protocol):
    @property
    def words(self) -> tuple[str, ...]: ...


S = TypeVar("S", bound=_Worded)


def groups(
    sentences: Iterable[S], pieces: Pieces, rng: random.Random, most: int, follows: Callable[[S, S], bool]
) -> Iterator[list[S]]:
    """Sentences in a row, up to about `most` pieces together; every sentence is in one group.

    A third of the groups holds one sentence, so that the heads know both.

    Args:
        follows: whether the second sentence comes right after the first.
    """
    group: list[S] = []
    size, limit = 0, most
    for s in sentences:
        n = sum(map(len, pieces.of(s.words)))
        if group and (size + n > limit or not follows(group[-1], s)):
            yield group
            group, size = [], 0
        if not group:
            limit = 0 if rng.random() < 0.33 else rng.randint(most // 3, most)
        group.append(s)
        size += n
    if group:
        yield group


def syntax(sentences: Sequence[conllu.Sentence], pieces: Pieces, rng: random.Random, most: int = 96) -> list[Window]:
    """Windows of one or more sentences in a row of one document (see `groups`)."""
    return [_join(g) for g in groups(sentences, pieces, rng, most, lambda a, b: a.doc == b.doc)]


def _join(group: Sequence[conllu.Sentence]) -> Window:
    heads, starts, at = list[int](), list[bool](), 0
    for s in group:
        heads += [at + i if h < 0 else at + h for i, h in enumerate(s.heads)]
        starts += [True] + [False] * (len(s.words) - 1)
        at += len(s.words)
    known = all(s.entities is not None for s in group)
    return Window(
        words=tuple(w for s in group for w in s.words),
        starts=tuple(starts),
        upos=tuple(t for s in group for t in s.upos),
        xpos=tuple(t for s in group for t in s.xpos),
        heads=tuple(heads),
        deps=tuple(d for s in group for d in s.deps),
        entities=tuple(e for s in group for e in from_uner(s.words, s.entities or ())) if known else None,
    )


def entity(articles: Iterable[Sequence[tuple[Sequence[str], Sequence[str]]]], longest: int = 140) -> list[Window]:
    """Windows from paragraphs with fully typed entities; long ones are cut."""
    out = []
    for article in articles:
        for words, tags in article:
            for at in range(0, len(words), longest):
                w, t = words[at : at + longest], tags[at : at + longest]
                out.append(Window(words=tuple(w), entities=tuple((x,) for x in t)))
    return out


def attribution(paragraphs: Iterable[tuple[Sequence[str], Sequence[str]]], longest: int = 110) -> list[Window]:
    """Windows from paragraphs with attribution tags; long ones are cut, at the end of a sentence where there is one."""
    out = []
    for words, tags in paragraphs:
        at = 0
        while at < len(words):
            end = min(at + longest, len(words))
            if end < len(words):
                stops = [i + 1 for i in range(at + longest // 2, end) if words[i] in ".!?”"]
                end = stops[-1] if stops else end
            out.append(Window(words=tuple(words[at:end]), attributions=tuple(tags[at:end])))
            at = end
    return out
