"""Cutting a text into the windows that the encoder reads.

A window holds whole sentences of one paragraph where that is possible: about as many word pieces as the windows of the training.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lapwing.models.pieces import PieceRow, Pieces

LIMIT = 120
"""Pieces from which a window is cut at the next likely sentence end; training windows hold up to about 110."""
HARD_LIMIT = 200
"""Pieces at which a window is cut anywhere; only texts without punctuation get there."""

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
