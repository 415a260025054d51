"""The text of a web page: headline and paragraphs, without what surrounds them.

trafilatura finds the body. Its balanced setting is used: on twelve pages of as many newspapers, read by eye,
`favor_precision` drops linked names out of sentences ("But they're especially high for ."), `favor_recall` adds lists
of links and captions on three pages, and both leave the same newsletter and "read more" lines, which are dropped here.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
import trafilatura

from lapwing.articles.days import MONTH
from lapwing.core.errors import InputError

_SPACE = re.compile(r"\s+")
_FURNITURE = re.compile(
    r"""^(?:read\s+(?:more|also|next)|see\s+also|related|recommended|advertisement|sponsored|newsletter\b.*|loading
        |watch(?:\s+(?:more|now|live))?:|listen:|share\s+this|follow\s+us|click\s+here|sign\s+up|subscribe|stay\s+up\s+to\s+date
        |get\s+the\s+.{0,60}\b(?:edition|newsletter)|support\s+our\s+journalism|more\s+(?:from|on|must-reads)|most\s+(?:read|popular)
        |trending|copyright|(?:™\s*&\s*)?©|all\s+rights\s+reserved|this\s+(?:article|story)\s+(?:was\s+)?(?:originally|first)\s+(?:published|appeared)
        |write\s+to\s+.{1,60}@|•?.{1,60}\b(?:can\s+be\s+reached|contact\s+.{1,40})\s+at\b.{0,40}@|photo:|image\s+(?:caption|source)
        |skip\s+to|jump\s+to|comments?$|print$|email$|tweet$|share$|facebook$|twitter$|whatsapp$|back\s+to\s+top)""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_FURNITURE = 220
"""A longer paragraph that begins with such words is one of the story."""
_BLOCKS = {"p", "head", "item", "quote", "lb", "cell", "code", "ab"}
_TRAILING_MONTH = re.compile(rf"\s+{MONTH}$", re.IGNORECASE)
_MIN_OVERLAP = 0.4
"""Share of the page title's words that a level-one heading must hold to be its headline. On twelve pages the headings
that were the headline held 85 % or more, the one that was not (a site's name) none."""


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What a page's markup gives."""

    tree: Any
    """The parsed page (lxml)."""
    title: str | None
    paragraphs: tuple[str, ...]
    author: str | None
    publisher: str | None
    url: str | None
    """Canonical address as the page states it."""


def read_page(markup: str, where: str = "") -> Body:
    """Headline, paragraphs, author and publisher of a web page.

    Raises:
        InputError: the page holds no text.
    """
    # The parser and the extractor are handed hostile pages; whatever they raise, one page must not stop a batch.
    try:
        tree = trafilatura.load_html(
            markup if "<html" in markup[:5000].lower() else f"<html><body>{markup}</body></html>"
        )
        found = (
            None
            if tree is None
            else trafilatura.bare_extraction(markup, with_metadata=True, include_comments=False, include_tables=False)
        )
    except Exception as error:
        raise InputError(f"the page cannot be parsed ({type(error).__name__})", where) from error
    if tree is None:
        raise InputError("the page holds no markup that can be parsed", where)
    document: Any = found
    lines = _lines(document.body) if document is not None else []
    if not lines:
        lines = _plain_paragraphs(tree)
    title = _headline(tree, document.title if document is not None else None)
    title = title or _leading_head(lines)
    paragraphs = tuple(_clean(lines, title))
    if not paragraphs:
        raise InputError(
            "no article text found in the page; it may be built by scripts, a list of links, or behind a wall", where
        )
    return Body(
        tree=tree,
        title=title,
        paragraphs=paragraphs,
        author=_author(document.author) if document is not None else None,
        publisher=(document.sitename or document.hostname) if document is not None else None,
        url=document.url if document is not None else None,
    )


def squeeze(text: str) -> str:
    """The text on one line, without outer and double spaces."""
    return _SPACE.sub(" ", text).strip()


def _lines(body: Any) -> list[tuple[str, str]]:
    """(tag, text) of each block of trafilatura's tree, in order."""
    lines: list[tuple[str, str]] = []

    def walk(element: Any) -> None:
        inner = [child for child in element if child.tag in _BLOCKS | {"list", "table", "row"}]
        if not inner or all(child.tag == "lb" for child in inner):
            pieces = _SPACE.sub(" ", " ".join(element.itertext())) if element.tag == "cell" else _text(element)
            lines.extend((element.tag, piece) for piece in map(squeeze, pieces.split("\x00")) if piece)
            return
        if element.text and element.text.strip():
            lines.append((element.tag, squeeze(element.text)))
        for child in element:
            walk(child)
            if child.tail and child.tail.strip():
                lines.append((element.tag, squeeze(child.tail)))

    for child in body:
        walk(child)
    return lines


def _text(element: Any) -> str:
    """The text of a block; a line break in it (`lb`) becomes NUL, at which it is split."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append("\x00" if child.tag == "lb" else _text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _plain_paragraphs(tree: Any) -> list[tuple[str, str]]:
    """The `p` elements of a page in which the extractor finds no body: a very short one, as a rule."""
    found = [squeeze(element.text_content()) for element in tree.iter("p")]
    if not any(found):
        found = [squeeze(line) for line in _visible(tree).splitlines()]
    return [("p", text) for text in found if text]


def _visible(tree: Any) -> str:
    return "".join(
        (element.text or "") if isinstance(element.tag, str) and element.tag not in ("script", "style", "title") else ""
        for element in tree.iter()
    )


def _headline(tree: Any, title: str | None) -> str | None:
    """The level-one heading that fits the page's title, else the title without the site's name."""
    headings = [squeeze(element.text_content()) for element in tree.iter("h1")]
    headings = [text for text in headings if 2 <= len(text.split()) <= 40]
    stated = squeeze(title) if title else ""
    words = _words(stated)
    best = max(headings, key=lambda text: len(words & _words(text)), default=None)
    if best and (not words or len(words & _words(best)) >= _MIN_OVERLAP * len(words)):
        return best
    if not stated:
        return None
    return re.sub(r"\s+[|–—-]\s+[^|–—-]{2,40}$", "", stated) or stated


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _leading_head(lines: list[tuple[str, str]]) -> str | None:
    return lines[0][1] if lines and lines[0][0] == "head" and len(lines) > 1 else None


def _clean(lines: list[tuple[str, str]], title: str | None) -> list[str]:
    """The paragraphs of the story: without the headline told again, furniture and trailing lists of links."""
    kept = [
        (tag, text)
        for tag, text in lines
        if not (len(text) <= _MAX_FURNITURE and _FURNITURE.match(text))
        and not (title and text.lower() == title.lower())
    ]
    kept = kept[: len(kept) - _trailing_links(kept)]
    paragraphs: list[str] = []
    for _, text in kept:
        if not paragraphs or paragraphs[-1] != text:
            paragraphs.append(text)
    return paragraphs


def _trailing_links(lines: list[tuple[str, str]]) -> int:
    """How many of the last lines are links to other stories: list items and headings that are not closed sentences."""
    number = 0
    while number < len(lines) and lines[-1 - number][0] in ("item", "head"):
        number += 1
    closed = sum(1 for _, text in lines[len(lines) - number :] if text.endswith((".", ".”", '."')))
    return number if closed <= number / 3 else 0


def _author(author: str | None) -> str | None:
    """The author without the addresses and site names that templates mix in."""
    if not author:
        return None
    names = [_TRAILING_MONTH.sub("", name.strip()) for name in author.split(";")]
    names = [n for n in names if n and not re.search(r"https?|www|\.com|@|\d", n, re.IGNORECASE)]
    return "; ".join(names) or None
