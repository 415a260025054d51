"""From words to the encoder's input: word pieces, and the casing of each word.

The encoder is uncased, and "US" and "us" are not one word: the casing of each word is a second input with an embedding of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lapwing.models.wordpieces import WordPieces

CASINGS = ("pad", "lower", "title", "upper", "mixed", "initial")
"""Values of the casing input; `initial` is a lone capital letter ("I", "J")."""

CLS, SEP, PAD, UNKNOWN = 101, 102, 0, 100
"""Piece ids of BERT's uncased vocabulary."""

Ints = NDArray[np.int64]


@lru_cache(maxsize=65536)
def casing(word: str) -> int:
    """The index into `CASINGS` of a word's casing; words without letters count as lower."""
    letters = [c for c in word if c.isalpha()]
    if not any(c.isupper() for c in letters):
        return 1
    if len(letters) == 1:
        return 5
    if all(c.isupper() for c in letters):
        return 3
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return 2
    return 4


class PieceRow:
    """The encoder's input for one window of words.

    Attributes:
        ids: piece ids with [CLS] and [SEP], shape (pieces,).
        case: casing of each piece's word, shape (pieces,).
        first: index of each word's first piece, shape (words,).
        word: index of each piece's word, −1 for the special pieces, shape (pieces,).
    """

    __slots__ = ("case", "first", "ids", "word")

    def __init__(self, ids: Ints, case: Ints, first: Ints, word: Ints) -> None:
        self.ids = ids
        self.case = case
        self.first = first
        self.word = word

    def __len__(self) -> int:
        return len(self.ids)

    def marks(self, words: Sequence[int]) -> Ints:
        """The mark of each piece, shape (pieces,), from that of each word; the special pieces have none."""
        out = np.zeros_like(self.ids)
        out[1:-1] = np.asarray(words, np.int64)[self.word[1:-1]]
        return out


MAX_PIECES_A_WORD = 12
"""Longer words (URLs, noise) are cut; their first pieces say enough."""


class Pieces:
    """Splits words into word pieces.

    Args:
        path: a `tokenizer.json` with BERT's uncased vocabulary.
    """

    def __init__(self, path: Path) -> None:
        self._split = WordPieces.load(path)
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The piece ids of each word, at least one a word (the unknown piece for white space and the like)."""
        known = self._known
        if len(known) > 200_000:  # bound the memory of a long run; the cache fills again in a moment
            known.clear()
        for word in words:
            if word not in known:
                known[word] = tuple(self._split.ids(word)[:MAX_PIECES_A_WORD]) or (UNKNOWN,)
        return [known[w] for w in words]

    def row(self, words: Sequence[str]) -> PieceRow:
        """The encoder's input for a window of words."""
        pieces = self.of(words)
        counts = [len(p) for p in pieces]
        ids = np.fromiter((i for p in pieces for i in p), np.int64, sum(counts))
        word = np.repeat(np.arange(len(words), dtype=np.int64), counts)
        case = np.fromiter((casing(w) for w in words), np.int64, len(words))[word]
        first = np.cumsum([1, *counts[:-1]], dtype=np.int64) if words else np.zeros(0, np.int64)
        edge = np.array([1], np.int64)
        return PieceRow(
            np.concatenate([edge * CLS, ids, edge * SEP]),
            np.concatenate([edge, case, edge]),
            first,
            np.concatenate([-edge, word, -edge]),
        )
