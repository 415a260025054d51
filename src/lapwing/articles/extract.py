"""From a page to an article: its text, headline, paragraphs and publication date."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import msgspec

from lapwing.articles.body import read_page, squeeze
from lapwing.articles.dates import Evidence, choose, from_lines, from_url
from lapwing.articles.decode import decode
from lapwing.articles.english import not_english
from lapwing.articles.lines import Line, classify, split_lines
from lapwing.articles.markup import from_markup
from lapwing.articles.splices import find_foreign
from lapwing.core.errors import InputError
from lapwing.core.spans import Span
from lapwing.records.article import Article, Paragraph
from lapwing.records.page import Page

MAX_CHARACTERS = 1_000_000
"""Longest text that is read, spaCy's own limit for one document: about 160,000 words."""
_SHORT_WORDS = 20
_CUT = re.compile(
    r"(?:…|\.\.\.|\[[^\]]{0,20}(?:\+?\d+ (?:chars|characters|words)|more|…|\.\.\.)[^\]]{0,10}\]"
    r"|\b(?:continue|keep) reading|\bread more)"
    r"""["'”’)\]]*\s*$""",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"""[.!?:)\]"'”’]\s*$""")


class _Fields(msgspec.Struct, frozen=True):
    text: str
    title: str | None = None


def extract(page: Page) -> Article:
    """The report that a page holds.

    A plain text is taken as it is, to the character; a JSON document is its headline, a line feed and its text (its
    text alone when that begins with the headline); a web page is its headline and its paragraphs, one a line.

    Raises:
        InputError: the page holds no text, no English text, or too much of it; the reason is in the error.
    """
    text, title, author, publisher, url, evidence, notes = _read(page)
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"the text has {len(text):,} characters, more than any report ({MAX_CHARACTERS:,})",
            page.origin,
            "Split it into single reports",
        )
    if not text.strip():
        raise InputError("the document is empty", page.origin)
    if reason := not_english(text):
        raise InputError(f"the text is not English: {reason}", page.origin, "Lapwing reads English only")
    lines = classify(split_lines(text), title)
    choice = choose(
        [*evidence, *from_lines(text, lines), *from_url(url)],
        given=page.published,
        fetched=page.fetched.date() if page.fetched else None,
        story="\n".join(line.text for line in lines if line.kind == "body"),
    )
    return Article(
        id=page.id,
        text=text,
        title=_title(text, lines, title),
        paragraphs=_paragraphs(lines),
        published=choice.date,
        published_basis=choice.basis,
        published_reason=choice.reason,
        dates=choice.candidates,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        url=url,
        author=author or next((item.author for item in evidence if item.author), None) or _byline_author(lines),
        publisher=publisher,
        origin=page.origin,
        notes=(*notes, *_notes(text, lines)),
    )


_Read = tuple[str, str | None, str | None, str | None, str | None, list[Evidence], tuple[str, ...]]


def _read(page: Page) -> _Read:
    """Text, headline, author, publisher, URL, dates of the markup, notes."""
    if page.media == "application/json":
        try:
            fields = msgspec.json.decode(page.content, type=_Fields)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InputError("not a JSON object with a `text`", page.origin) from error
        title = squeeze(page.title or fields.title or "") or None
        text = fields.text
        if title and not text.lstrip().startswith(title):
            text = f"{title}\n{text}"
        return text, title, None, None, page.url, [], ()
    markup = page.media == "text/html"
    text, note = decode(page.content, declared=page.encoding, markup=markup, where=page.origin)
    notes = (note,) if note else ()
    if not markup:
        return text, squeeze(page.title or "") or None, None, None, page.url, [], notes
    if len(text) > 8 * MAX_CHARACTERS:
        raise InputError("the page is larger than any news page", page.origin)
    body = read_page(text, page.origin)
    title = squeeze(page.title or "") or body.title
    lines = [title, *body.paragraphs] if title else list(body.paragraphs)
    return "\n".join(lines), title, body.author, body.publisher, page.url or body.url, from_markup(body.tree), notes


def _title(text: str, lines: Sequence[Line], title: str | None) -> Span | None:
    for line in lines:
        if line.kind == "headline":
            return Span.of(text, line.start, line.end)
    if title and text.lstrip().startswith(title):
        start = len(text) - len(text.lstrip())
        return Span.of(text, start, start + len(title))
    return None


def _paragraphs(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    foreign = find_foreign(lines)
    return tuple(
        Paragraph(
            start=line.start,
            end=line.end,
            kind=line.kind,
            foreign=index in foreign,
            foreign_reason=foreign.get(index, ""),
        )
        for index, line in enumerate(lines)
    )


def _byline_author(lines: Sequence[Line]) -> str | None:
    for line in lines:
        if line.stamp and line.stamp.author and line.place in ("above", "below", "inside"):
            return line.stamp.author
    return None


def _notes(text: str, lines: Sequence[Line]) -> list[str]:
    notes = []
    words = len(text.split())
    if words < _SHORT_WORDS:
        notes.append(f"very short: {words} words")
    last = next((line.text for line in reversed(lines) if line.kind == "body"), "")
    if not last:
        notes.append("headline only: no story follows it")
    elif _CUT.search(last):
        notes.append("cut off: it ends in an ellipsis or an invitation to read on")
    elif len(last.split()) > 6 and not _CLOSED.search(last):
        notes.append("perhaps cut off: its last sentence is not closed")
    return notes
