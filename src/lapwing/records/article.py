"""Article: the text of a report, its headline, its candidate dates."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from lapwing.core.spans import Span

DateBasis = Literal["given", "meta", "byline", "dateline", "url", "fetched", "none"]


class DateCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """A date that might be the publication date."""

    date: dt.date
    basis: DateBasis
    origin: str
    """Where it was read, for people: `meta article:published_time`, `byline`, `page header` …"""
    span: Span | None = None
    """The characters in `Article.text` it was read from, when it stands there."""
    text: str = ""
    """The characters it was read from, wherever they stand."""
    rejected: str = ""
    """Why it was not chosen; empty for the one chosen."""


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph of `Article.text`."""

    start: int
    end: int
    kind: Literal["headline", "byline", "body"] = "body"
    """A byline (author, date, header line) is kept in the text but not coded."""
    foreign: bool = False
    """It belongs to another story that the page was mixed with."""
    foreign_reason: str = ""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A report as text. For plain text, `text` is the input unchanged (the byte-order mark of a file is no part of the
    text); for HTML and JSON it is the headline, a line feed, then the body's paragraphs, one a line (unchanged when the
    text already begins with the headline).
    """

    id: str
    text: str
    title: Span | None
    paragraphs: tuple[Paragraph, ...]
    """In order, not overlapping; every non-blank character of `text` is in one."""
    published: dt.date | None
    published_basis: DateBasis
    published_reason: str
    """Why this date was chosen, one sentence."""
    dates: tuple[DateCandidate, ...]
    """Every candidate, the chosen one first."""
    sha256: str
    """Of `text` in UTF-8."""
    url: str | None = None
    author: str | None = None
    publisher: str | None = None
    origin: str = ""
    language: str = "en"
    notes: tuple[str, ...] = ()
    """Things a user should know: truncated, very short, not English …"""
