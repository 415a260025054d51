"""Spans: half-open ranges of characters in `Article.text`."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Ranged(Protocol):
    """Anything with character offsets."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last character."""


class Span(msgspec.Struct, frozen=True, order=True):
    """Characters `start` to `end` (exclusive) of a text, with the words they hold.

    `text == article.text[start:end]` always; build spans with `Span.of`, which makes it so.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span `text[start:end]`.

        Raises:
            ValueError: the range is empty or not inside `text`.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}:{end} is not a non-empty range inside a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def __len__(self) -> int:
        return self.end - self.start


def overlap(a: Ranged, b: Ranged) -> bool:
    """Whether two ranges share a character."""
    return a.start < b.end and b.start < a.end


def covers(a: Ranged, b: Ranged) -> bool:
    """Whether `b` lies wholly inside `a`."""
    return a.start <= b.start and b.end <= a.end
