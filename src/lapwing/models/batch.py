"""Batches for the graph: rows of one document, of like length, padded to one shape.

Documents are never mixed: int8 ranges are taken over a batch, and a document's result must not depend on its company.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lapwing.models.pieces import PieceRow

Ints = NDArray[np.int64]

SPREAD = 1.6
"""A row longer than this times the shortest of its batch begins a new one. Padding costs as much as reading, and small batches cost more a
piece: of 1.25, 1.6 and 3, 1.6 was the fastest on short reports."""

BATCH = 3072
"""Padded pieces a batch: large enough to be fast, small enough for the memory bar."""


def batches(rows: Sequence[PieceRow]) -> Iterator[list[int]]:
    """Indexes of rows that go together: of like length, at most `BATCH` padded pieces."""
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i]), i))
    batch: list[int] = []
    for i in order:
        wasteful = batch and len(rows[i]) > SPREAD * len(rows[batch[0]]) + 4
        if batch and (wasteful or (len(batch) + 1) * len(rows[i]) > BATCH):
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
