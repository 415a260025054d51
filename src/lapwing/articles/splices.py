"""Paragraphs that belong to another story."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.articles.lines import Line


def find_foreign(lines: Sequence[Line]) -> dict[int, str]:
    """Indices of the lines that belong to another story, each with the reason."""
    return {}
