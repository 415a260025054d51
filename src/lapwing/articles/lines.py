"""The lines of a report: which is the headline, which a byline or date line, which the story.

Nothing is removed or changed here; a line is only given its kind.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from lapwing.articles.days import WEEKDAY, Day, find_days

Kind = Literal["headline", "byline", "body"]

MAX_HEADLINE_WORDS = 30
"""Longest headline; of the 265 Wikinews headlines of 2019–2020 the longest has 22 words."""
MAX_BYLINE_CHARACTERS = 220
_TOP_LINES = 6
"""Lines under the headline among which a byline may stand: deck, byline, date, "updated", place, credit."""
_FOOT_LINES = 3
_WRAPPED = (50, 100)
"""Lengths of the lines of hard-wrapped text; paragraphs on one line are longer, headlines and bylines shorter."""

_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
_ZONE = (
    r"\(?\b(?:GMT|UTC|BST|CES?T|E[SD]?T|C[SD]T|M[SD]T|P[SD]T|IST|IRST|AEDT|AEST|AST|MSK|SGT|HKT|JST)\b"
    r"(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\)?"
)
_LABEL = (
    r"\b(?:first\s+)?(?:published|updated|posted|modified|created|issued|last\s+(?:updated?|modified|edited|changed)"
    r"|publication\s+date|date|dated|release\s+date|uploaded|filed|as\s+of)\b"
)
_TIME = re.compile(rf"{_CLOCK}|{_ZONE}", re.IGNORECASE)
_LABELS = re.compile(_LABEL, re.IGNORECASE)
_MODIFIED = re.compile(r"\b(?:updated?|modified|edited|changed)\b", re.IGNORECASE)
_FILLER = re.compile(
    rf"\b(?:on|at|in|and|the|{WEEKDAY})\b|\d+\s+(?:min(?:ute)?s?|hours?|days?)(?:\s+(?:ago|read))?", re.IGNORECASE
)
_EDGES = ".,;:|/()[]-–—•·@\"'"
_EDGE_FILLER = re.compile(rf"^(?:(?:on|at|in|and|{WEEKDAY})\s+)+|(?:\s+(?:on|at|in|and|{WEEKDAY}))+$", re.IGNORECASE)
_BY = re.compile(
    r"\s*[—–-]?\s*\(?(?:by|from|(?:story|written|words|text|reported|(?:additional )?reporting|editing|writing"
    r"|compiled|edited) by)\s*:?\s+",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*|de|da|di|van|von|der|den|del|al-\w+|el-\w+|bin|ibn|and|of|for|in|the|&|with)$"
)
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|staff|agency|agencies|news|press|desk|service|bureau|wire|columnist)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\s*[(\[—–-]?\s*(?:(?:additional\s+)?(?:reporting|writing|editing|compiled)\s+by\b|(?:™\s*&\s*)?©|copyright\b"
    r"|all rights reserved)|.{2,180}\bcontributed\s+to\s+this\s+(?:report|article|story)\b\.?\W*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"""[.!?…]["'”’)\]]*$""")
_NO_HEADLINE_END = re.compile(r"""(?<!\.\w)[.;:,…]["'”’)\]]*$""")


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What a line that is not part of the story says."""

    days: tuple[Day, ...]
    author: str
    """The words that are neither date nor label: a name, an agency; empty for a bare date."""
    labelled: bool
    """It says "published", "updated" or the like."""
    modified: bool
    """It says "updated" or the like, and not "published"."""
    timed: bool
    """It gives an hour."""

    @property
    def bare(self) -> bool:
        """A date standing alone, as the header of a page shows the day on which it is looked at."""
        return bool(self.days) and not self.author and not self.labelled


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line, or several lines that are one hard-wrapped paragraph."""

    start: int
    end: int
    text: str
    kind: Kind = "body"
    stamp: Stamp | None = None
    """Set when the kind is `byline`."""
    place: Literal["above", "below", "inside", "foot"] = "inside"
    """Above the headline, right below it, inside the story, at its foot."""


def read_stamp(text: str, *, strict: bool = False) -> Stamp | None:
    """The line as a byline, date line or credit; None when it is part of the story.

    With `strict` a date beside capitalised words is not enough: it takes a bare date, a label, an hour or a "by",
    because a headline may look like that as well.
    """
    if len(text) > MAX_BYLINE_CHARACTERS:
        return None
    if _CREDIT.match(text):
        return Stamp(days=tuple(find_days(text)), author="", labelled=False, modified=False, timed=False)
    by = _BY.match(text)
    days = tuple(find_days(text))
    if not by and not days:
        return None
    rest = text[by.end() :] if by else text
    for day in {d.text for d in days}:
        rest = rest.replace(day, " ")
    timed = bool(days) and bool(_TIME.search(rest))
    labels = [m[0] for m in _LABELS.finditer(rest)]
    rest = _LABELS.sub(" ", _TIME.sub(" ", rest))
    words = [w.strip(_EDGES) for w in _FILLER.sub(" ", rest).split()]
    words = [w for w in words if w and not w.isdigit()]
    if len(words) > (12 if by else 8) or not all(_NAME.match(w) or _ROLE.match(w) for w in words):
        return None
    if by and not words:
        return None
    if not by and words and not words[0][:1].isupper() and not _ROLE.match(words[0]):
        return None
    if strict and words and not (by or labels or timed or re.search(r"[|•·—–]", text)):
        return None
    author = " ".join(w for w in (w.strip(_EDGES) for w in rest.split()) if w)
    author = _EDGE_FILLER.sub("", author)
    modified = bool(labels) and all(_MODIFIED.search(label) for label in labels)
    return Stamp(days=days, author=author if words else "", labelled=bool(labels), modified=modified, timed=timed)


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of a text; hard-wrapped paragraphs come as one."""
    lines: list[Line] = []
    for block in re.finditer(r"\S[^\r\n]*(?:(?:\r\n|\r|\n)[^\S\r\n]*\S[^\r\n]*)*", text):
        parts = [
            Line(
                start=block.start() + m.start(), end=block.start() + m.start() + len(m[0].rstrip()), text=m[0].rstrip()
            )
            for m in re.finditer(r"[^\s][^\r\n]*", block[0])
        ]
        if _wrapped(parts):
            start, end = parts[0].start, parts[-1].end
            parts = [Line(start=start, end=end, text=" ".join(part.text for part in parts))]
        lines.extend(parts)
    return lines


def _wrapped(parts: list[Line]) -> bool:
    """Whether lines that follow each other directly are one paragraph broken at a margin: all but the last about
    equally long, most of them ending in the middle of a sentence.
    """
    body = parts[:-1]
    if len(body) < 2 or not all(_WRAPPED[0] <= len(part.text) <= _WRAPPED[1] for part in body):
        return False
    return len(parts[-1].text) <= _WRAPPED[1] and sum(1 for p in body if _SENTENCE_END.search(p.text)) <= len(body) // 2


def looks_like_headline(text: str) -> bool:
    """Whether a line could be a headline by its form: short, and not closed like a sentence."""
    words = text.split()
    if not 2 <= len(words) <= MAX_HEADLINE_WORDS or _NO_HEADLINE_END.search(text):
        return False
    return text.lstrip("'\"\u2018“([")[:1].isalnum()


def classify(lines: list[Line], headline: str | None = None) -> list[Line]:
    """The same lines with kind, stamp and place.

    Args:
        lines: all lines of a text.
        headline: the headline when it is known; its line is the first that has these words. Without one, the first line
            that is neither date nor byline is the headline if it looks like one and a story follows.
    """
    title = _headline_index(lines, headline)
    found: list[Line] = []
    below = story = 0
    for index, line in enumerate(lines):
        if index == title:
            found.append(_with(line, "headline", None, "above"))
            continue
        above = title is not None and index < title
        top = above or (below < _TOP_LINES and story < 2)  # a long deck may stand above the byline
        foot = not top and index >= len(lines) - _FOOT_LINES
        stamp = read_stamp(line.text, strict=above or foot) if top or foot else _middle_stamp(line.text)
        if not above:
            below += 1
        if stamp is None:
            story += not above and _is_story(line.text)
            found.append(line)
            continue
        place: Literal["above", "below", "inside", "foot"] = (
            "above" if above else "below" if top else "foot" if foot else "inside"
        )
        found.append(_with(line, "byline", stamp, place))
    return found


def _with(line: Line, kind: Kind, stamp: Stamp | None, place: Literal["above", "below", "inside", "foot"]) -> Line:
    return Line(start=line.start, end=line.end, text=line.text, kind=kind, stamp=stamp, place=place)


def _middle_stamp(text: str) -> Stamp | None:
    """Inside the story only an unmistakable stamp is one: a line that is wholly a date, or "By Jane Doe"."""
    if len(text) > 90:
        return None
    stamp = read_stamp(text, strict=True)
    if stamp is None or (stamp.author and not stamp.days and not _BY.match(text)):
        return None
    return stamp


def _is_story(text: str) -> bool:
    """Whether a line is a paragraph of the story: a full sentence of some length, unlike a deck or a caption."""
    return len(text) > 140 and bool(_SENTENCE_END.search(text))


def _headline_index(lines: list[Line], headline: str | None) -> int | None:
    if headline:
        wanted = headline.split()
        return next((i for i, line in enumerate(lines) if line.text.split() == wanted), None)
    for index, line in enumerate(lines[:_TOP_LINES]):
        if read_stamp(line.text, strict=True) is not None:
            continue
        follows = any(_SENTENCE_END.search(later.text) and len(later.text.split()) > 7 for later in lines[index + 1 :])
        return index if follows and looks_like_headline(line.text) else None
    return None
