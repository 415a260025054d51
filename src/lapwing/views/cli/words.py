"""Words of hostile pages made fit for a terminal, and spans marked in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from lapwing.core.spans import Ranged, covers, overlap

_UNPRINTABLE = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160))}
# Direction marks and overrides can make a line read as something else than it says.
_UNPRINTABLE |= dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")
_UNPRINTABLE |= dict.fromkeys(map(ord, "\t\n\v\f\r\x85"), " ")


def printable(text: str) -> str:
    """The text without control characters: a page cannot send commands to the terminal."""
    return text.translate(_UNPRINTABLE)


def one_line(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join(printable(text).split())


def indented(text: Text, console: Console, *, width: int, by: int, first: Text | None = None) -> Text:
    """The text in lines of at most `width` columns that all begin `by` columns in, without blanks at their ends.

    Args:
        text: what to wrap.
        console: knows the width of characters.
        width: of the whole line.
        by: columns left free.
        first: what stands in the free columns of the first line.
    """
    lines = text.wrap(console, max(width - by, 20), tab_size=1)
    for line in lines:
        line.rstrip()
    head = (first or Text()).copy()
    head.append(" " * max(by - head.cell_len, 0))
    return Text("\n").join([Text.assemble(head if i == 0 else " " * by, line) for i, line in enumerate(lines)])


@dataclass(frozen=True)
class Mark:
    """A span to mark, with the name that stands before it and the style of its words."""

    span: Ranged
    name: str
    style: str


def marked(text: str, start: int, marks: Sequence[Mark], *, brackets: bool) -> Text:
    """A sentence with its spans marked: by colour, and in brackets with their names where `brackets`.

    Args:
        text: the sentence.
        start: its offset; spans count from the start of the article.
        marks: what to mark. One that lies across another's edge is left out, for neither brackets nor eyes could tell.
        brackets: whether the names are written; needed where there is no colour.
    """
    kept: list[Mark] = []
    for mark in marks:
        inside = start <= mark.span.start and mark.span.end <= start + len(text)
        if inside and all(_nest(mark.span, other.span) for other in kept):
            kept.append(mark)
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, int] = {}
    for mark in sorted(kept, key=lambda m: m.span.start - m.span.end):  # the widest opens first
        opening.setdefault(mark.span.start, []).append(mark)
        closing[mark.span.end] = closing.get(mark.span.end, 0) + 1
    line = Text()
    styles: list[str] = []
    edges = sorted({0, len(text), *(place - start for place in (*opening, *closing))})
    for place, until in pairwise([*edges, len(text)]):
        for _ in range(closing.get(start + place, 0)):
            style = styles.pop()
            if brackets:
                line.append("]", style)
        for mark in opening.get(start + place, ()):
            styles.append(mark.style)
            if brackets:
                line.append(f"[{mark.name} " if mark.name else "[", mark.style)
        line.append(printable(text[place:until]), styles[-1] if styles else "")
    return line


def _nest(a: Ranged, b: Ranged) -> bool:
    return not overlap(a, b) or covers(a, b) or covers(b, a)
