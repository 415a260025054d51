"""Publication dates in the markup of a page: meta tags, JSON-LD, `time` elements, visible bylines, the page header."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lapwing.articles.body import squeeze
from lapwing.articles.dates import BYLINE, DATE_LINE, FOOT, HEADER, META, UPDATED, Evidence
from lapwing.articles.days import find_days
from lapwing.articles.lines import read_stamp
from lapwing.records.article import DateBasis

_PUBLISHED = re.compile(
    r"(?:^|[.:_-])(?:article:published(?:_time)?|og:published_time|og:article:published_time|date[_-]?published"
    r"|pub(?:lish|lished|lication)?[_.-]?(?:date|time)|date[_.-]?pub|parsely-pub-date|sailthru\.date|dc\.date(?:\.issued|\.created)?"
    r"|dc(?:terms)?\.(?:issued|created|date)|cxenseparse:(?:recs:)?publishtime|citation_(?:publication_)?date|issue[_-]?date"
    r"|original[_-]?(?:publication)?date|display[_-]?date|article[._-]date|date|datecreated|created)$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(r"modif|updat|lastmod|last-mod|revis", re.IGNORECASE)
_ARTICLE_TYPE = re.compile(r"article|posting|report|webpage|newsitem", re.IGNORECASE)
_ASIDE = re.compile(
    r"comment|related|recommend|sidebar|widget|popular|trending|promo|teaser|footer|copyright|archive|newsletter|most-?read"
    r"|more-?(?:from|on|news)|also-?(?:read|see)|card|carousel|latest",
    re.IGNORECASE,
)
_SKIPPED_TAGS = frozenset(
    {"script", "style", "noscript", "template", "aside", "footer", "nav", "svg", "select", "option", "form"}
)
_INLINE = frozenset({"span", "time", "a", "b", "strong", "em", "i", "small", "font", "abbr", "u"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAX_STAMP = 160
_LEAD = 200
"""A paragraph of this many characters after the headline starts the story."""
FOOT_ORIGIN = "foot of the page"
_MAX_FEET = 2
"""Stamps after the story that are kept; those further down belong to other stories the page links to."""
_MAX_NODES = 20_000
"""Elements looked at; the largest of twelve news pages has 1,709."""


def from_markup(tree: Any) -> list[Evidence]:
    """Every publication date that a page's markup names, strongest kind first."""
    visible = list(_visible(tree))
    feet = [item for item in visible if item.origin == FOOT_ORIGIN]
    dropped = feet[_MAX_FEET:]
    return [*_meta(tree), *_json_ld(tree), *(item for item in visible if item not in dropped)]


def _stamped(value: str, origin: str, weight: float, basis: DateBasis = "meta", author: str = "") -> Iterator[Evidence]:
    for day in find_days(value)[:2]:
        if day.date:
            yield Evidence(
                date=day.date,
                basis=basis,
                origin=origin,
                weight=weight - (1.0 if day.swapped else 0.0),
                text=value.strip()[:60],
                utc=day.utc,
                wrong_weekday=day.contradicts,
                author=author,
            )


def _meta(tree: Any) -> Iterator[Evidence]:
    for element in tree.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        )
        value = element.get("content") or ""
        if not _YEAR.search(value) or len(value) > 60:
            continue
        if _MODIFIED.search(name):
            yield from _stamped(value, f"meta {name.lower()}", UPDATED)
        elif _PUBLISHED.search(name):
            yield from _stamped(value, f"meta {name.lower()}", META)


def _json_ld(tree: Any) -> Iterator[Evidence]:
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower() or not element.text:
            continue
        try:
            value = json.loads(element.text, strict=False)
        except (ValueError, RecursionError):
            continue
        queue = [value]
        for _ in range(2000):
            if not queue:
                break
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item)
            elif isinstance(item, dict):
                queue.extend(v for v in item.values() if isinstance(v, dict | list))
                if _ARTICLE_TYPE.search(str(item.get("@type", ""))):
                    for key, weight in (("datePublished", META), ("dateModified", UPDATED)):
                        if isinstance(item.get(key), str):
                            yield from _stamped(item[key], f"JSON-LD {key}", weight)


def _visible(tree: Any) -> Iterator[Evidence]:
    """Dates a reader sees, placed by where they stand: before the headline, with it, or after the story."""
    headed, story, seen = False, False, set()
    headings = sum(1 for _ in tree.iter("h1"))
    skipped: set[Any] = set()
    for number, element in enumerate(tree.iter()):
        if number > _MAX_NODES:
            return
        parent = element.getparent()
        if not isinstance(element.tag, str) or parent in skipped or _is_aside(element):
            skipped.add(element)
            continue
        if element.tag == "h1":
            headed = True
        if headed and element.tag == "p" and len(element.text_content()) > _LEAD:
            story = True
        stamp_time = element.get("datetime") if element.tag == "time" else None
        own = "".join([element.text or "", *(child.tail or "" for child in element)])
        if not stamp_time and not _YEAR.search(own):
            continue
        block = _block(element)
        if block in seen:
            continue
        seen.add(block)
        yield from _placed(block, stamp_time, headed or not headings, story)


def _placed(block: Any, stamp_time: str | None, headed: bool, story: bool) -> Iterator[Evidence]:
    text = squeeze(block.text_content())
    stamp = read_stamp(text) if len(text) <= _MAX_STAMP else None
    if stamp is None or not stamp.days:
        if stamp_time and headed and not story:
            yield from _stamped(stamp_time, "time element", FOOT)
        return
    published = stamp.author or stamp.labelled
    if story:
        if stamp.labelled:
            yield from _stamped(text, FOOT_ORIGIN, UPDATED if stamp.modified else FOOT, "byline")
    elif stamp.modified:
        yield from _stamped(text, "line saying when it was updated", UPDATED, "byline")
    elif published:
        yield from _stamped(text, "byline", BYLINE, "byline", stamp.author)
    elif headed:
        yield from _stamped(text, "date line below the headline", DATE_LINE + 0.5 * stamp.timed, "byline")
    else:
        yield from _stamped(text, "page header", HEADER, "fetched")


def _is_aside(element: Any) -> bool:
    if element.tag in _SKIPPED_TAGS:
        return True
    if element.tag in ("body", "html", "main", "article"):
        return False
    if not _ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
        return False
    return next(element.iter("h1"), None) is None  # a wrapper round the whole page may have such a name, too


def _block(element: Any) -> Any:
    """The element a reader takes as one line: climbs out of inline elements while the text stays short."""
    while element.tag in _INLINE:
        parent = element.getparent()
        if parent is None or len(squeeze(parent.text_content())) > _MAX_STAMP:
            break
        element = parent
    return element
