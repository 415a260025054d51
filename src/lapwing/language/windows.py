"""Cutting a text into the windows that the encoder reads, and batching them.

A window holds whole sentences of one paragraph where that is possible: about as many word pieces as the windows of the training.
Windows of one document are batched by length; documents are never mixed, so that a document's result does not depend on its company.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lapwing.language.pieces import PieceRow, Pieces

Ints = NDArray[np.int64]

LIMIT = 120
"""Pieces from which a window is cut at the next likely sentence end; training windows hold up to about 110."""
HARD_LIMIT = 200
"""Pieces at which a window is cut anywhere; only texts without punctuation get there."""
BATCH = 3072
"""Padded pieces a batch: large enough to be fast, small enough for the memory bar."""

_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’)]»")


@dataclass(frozen=True)
class Window:
    """Token indexes of a document, in order, and their pieces."""

    tokens: tuple[int, ...]
    row: PieceRow


def cut(words: Sequence[str], paragraphs: Sequence[Sequence[int]], pieces: Pieces) -> list[Window]:
    """The windows of a document.

    Args:
        words: all tokens of the document.
        paragraphs: token indexes of each paragraph, white space left out.
    """
    counts = [len(p) for p in pieces.of(words)]
    out = []
    for paragraph in paragraphs:
        for tokens in _cut(words, paragraph, counts):
            out.append(Window(tuple(tokens), pieces.row([words[i] for i in tokens])))
    return out


def _cut(words: Sequence[str], paragraph: Sequence[int], counts: Sequence[int]) -> Iterator[Sequence[int]]:
    total = sum(counts[i] for i in paragraph)
    begin, size, last_end, rest = 0, 0, 0, total
    for k, i in enumerate(paragraph):
        size += counts[i]
        rest -= counts[i]
        ends = words[i] in _ENDS or (words[i] in _CLOSERS and k > begin and words[paragraph[k - 1]] in _ENDS)
        nxt = words[paragraph[k + 1]] if k + 1 < len(paragraph) else ""
        if ends and nxt not in _CLOSERS:
            last_end = k + 1
            full = size >= LIMIT * 0.6 and rest > LIMIT * 0.2
            if full:
                yield paragraph[begin:last_end]
                begin, size = last_end, 0
        elif size >= HARD_LIMIT:
            at = last_end if last_end > begin else k + 1
            yield paragraph[begin:at]
            begin = at
            size = sum(counts[j] for j in paragraph[begin : k + 1])
    if begin < len(paragraph):
        yield paragraph[begin:]


def batches(rows: Sequence[PieceRow]) -> Iterator[list[int]]:
    """Indexes of rows that go together: of like length, at most `BATCH` padded pieces."""
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i]), i))
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * len(rows[i]) > BATCH:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


@dataclass(frozen=True)
class Padded:
    """One batch as the graph takes it."""

    ids: Ints
    case: Ints
    mark: Ints
    mask: Ints
    first: Ints


def pad(rows: Sequence[PieceRow], marks: Sequence[Sequence[int] | None]) -> Padded:
    """Pads rows to one shape; `marks` gives each word's mark (0 none, 1 trigger, 2 actor, 3 recipient) or None."""
    pieces, words = max(map(len, rows)), max(len(r.first) for r in rows)
    ids, case, mark, mask = (np.zeros((len(rows), pieces), np.int64) for _ in range(4))
    first = np.zeros((len(rows), words), np.int64)
    for i, (r, m) in enumerate(zip(rows, marks, strict=True)):
        n = len(r)
        ids[i, :n], case[i, :n], mask[i, :n], first[i, : len(r.first)] = r.ids, r.case, 1, r.first
        if m is not None:
            mark[i, 1 : n - 1] = np.asarray(m, np.int64)[r.word[1:-1]]
    return Padded(ids, case, mark, mask, first)
