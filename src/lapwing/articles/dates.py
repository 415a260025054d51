"""When a report was published: every date that might be it, and which one is.

The order of trust, as weights (chosen by hand on the Wikinews reports of 2019–2020, twelve pages of as many newspapers
and the wire formats of the 2000s; only their order and rough distances matter):

- 100  given with the document
-   6  the page's own machine-readable publication date
-   5  a byline: a date with an author, an hour or "published"
-   4  a date line of its own below the headline, a wire dateline, the URL
-   3  a stamp at the foot, or a `time` element near the headline
-   2  "updated", machine-readable modification dates, a first line without a headline
-   1  a date standing alone above the headline: the header of a page shows the day on which it was looked at
- 0.5  the day the page was fetched

A date gains half the weight of every other kind of origin that names the same day (or the next: time zones), and loses
when it is later than the fetch, names the wrong weekday, lies before a day that the story tells as past, or lies months
after the latest day the story names while another candidate does not. The highest sum wins; the reason says so, and says when it was close.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from lapwing.articles.days import Day, find_days
from lapwing.articles.lines import Line
from lapwing.core.spans import Span
from lapwing.records.article import DateBasis, DateCandidate

GIVEN, META, BYLINE, DATE_LINE, FOOT, UPDATED, HEADER, FETCHED = 100.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.5
_CLOSE = 1.5
"""A lead over the next different date below this is called unsure: less than the support of one further origin."""
_STALE = dt.timedelta(days=45)
"""A date this long after the latest day named in the story is suspect when another candidate is nearer to that day. By
itself it says little: of 55 Wikinews reports that name a past day in full, 13 name none of the last 45 days."""
_FUTURE = re.compile(
    r"\b(?:will|would|shall|until|till|by|next|before|deadline|scheduled|expected|due|planned?|set|to be|upcoming"
    r"|from)\b",
    re.IGNORECASE,
)
_STORY_CHARACTERS = 20_000
"""How much of the story is searched for days to compare with."""
_DATELINE = re.compile(
    r"""\s*(?P<head>[A-Z][^\n]{1,90}?)\s*(?P<dash>—|–|--|-\s|\s-)""",
)
_PLACE = re.compile(r"[A-Z][A-Z.'’ -]{2,}\b")


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A date with what it weighs."""

    date: dt.date
    basis: DateBasis
    origin: str
    weight: float
    text: str = ""
    span: Span | None = None
    utc: bool = False
    wrong_weekday: str = ""
    """The weekday it really was, when the text names another."""
    author: str = ""
    """The name beside the date, in a byline."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The publication date and all that were weighed."""

    date: dt.date | None
    basis: DateBasis
    reason: str
    candidates: tuple[DateCandidate, ...]


def from_lines(text: str, lines: Sequence[Line]) -> list[Evidence]:
    """The dates of bylines, date lines, page headers and wire datelines in the text of a report."""
    found: list[Evidence] = []
    titled = any(line.kind == "headline" for line in lines)
    body = 0
    for line in lines:
        if line.kind == "byline" and line.stamp:
            weight, basis, origin = _rank(line, titled)
            for day in line.stamp.days:
                # A day in figures that can be read two ways is worth less the second way.
                less = 1.0 if day.swapped else 0.0
                found.extend(_evidence(text, line, day, weight - less, basis, origin))
        elif line.kind == "body":
            body += 1
            if body <= 3 and line.place == "inside":
                found.extend(_dateline(text, line))
    return found


def _rank(line: Line, titled: bool) -> tuple[float, DateBasis, str]:
    stamp = line.stamp
    assert stamp is not None
    if line.place == "inside":
        return HEADER, "byline", "date line inside the story"
    if line.place == "foot":
        return (UPDATED if stamp.modified else FOOT), "byline", "foot of the report"
    if stamp.modified:
        return UPDATED, "byline", "line saying when it was updated"
    if stamp.author or stamp.labelled:
        return BYLINE, "byline", "byline"
    if line.place == "above":
        return HEADER, "fetched", "page header"
    if not titled:
        return UPDATED, "byline", "first line"
    return DATE_LINE + (0.5 if stamp.timed else 0.0), "byline", "date line below the headline"


def _evidence(text: str, line: Line, day: Day, weight: float, basis: DateBasis, origin: str) -> list[Evidence]:
    if day.date is None:
        return []
    start = text.find(day.text, line.start, line.end)
    span = Span.of(text, start, start + len(day.text)) if start >= 0 else None
    return [
        Evidence(
            date=day.date,
            basis=basis,
            origin=origin,
            weight=weight,
            text=day.text,
            span=span,
            utc=day.utc,
            wrong_weekday=day.contradicts,
        )
    ]


def _dateline(text: str, line: Line) -> list[Evidence]:
    """A day in a wire dateline ("BAGHDAD, Jan 12 (Reuters) -"). Without a year it is kept with year 1 and completed in
    `choose`, once other dates are known.
    """
    match = _DATELINE.match(line.text)
    if not match or not (_PLACE.match(match["head"]) or "(" in match["head"]):
        return []
    days = find_days(match["head"], yearless=True)
    if not days:
        return []
    day = days[0]
    start = text.find(day.text, line.start, line.end)
    date = day.date or day.in_year(1)
    if date is None or start < 0:
        return []
    return [
        Evidence(
            date=date,
            basis="dateline",
            origin="dateline",
            weight=DATE_LINE,
            text=day.text,
            span=Span.of(text, start, start + len(day.text)),
            wrong_weekday=day.contradicts,
        )
    ]


def from_url(url: str | None) -> list[Evidence]:
    """The day in a URL's path ("/2020/01/12/", "/2023/nov/8/", "/20231108/", "2020-01-12-title")."""
    if not url:
        return []
    for pattern in _URL_DAYS:
        if match := pattern.search(url):
            year, month, day = match["y"], match["m"], match["d"]
            days = find_days(f"{day} {month} {year}" if month.isalpha() else f"{year}-{month}-{day}")
            if days and days[0].date:
                return [
                    Evidence(date=days[0].date, basis="url", origin="url", weight=DATE_LINE, text=match[0].strip("/"))
                ]
    return []


_Y, _M, _D = r"(?P<y>(?:19|20)\d\d)", r"(?P<m>0?[1-9]|1[0-2]|[a-z]{3,9})", r"(?P<d>0?[1-9]|[12]\d|3[01])"
_URL_DAYS = (
    re.compile(rf"/{_Y}/{_M}/{_D}(?:/|$|[-_])", re.IGNORECASE),
    re.compile(rf"(?<!\d){_Y}[-_]{_M}[-_]{_D}(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<y>20[0-2]\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)"),
)


def choose(
    evidence: Sequence[Evidence],
    *,
    given: dt.date | None = None,
    fetched: dt.date | None = None,
    story: str = "",
) -> Choice:
    """The publication date of a report.

    Args:
        evidence: what was found in page, text and URL.
        given: the date given with the document; it outranks all others.
        fetched: the day the page was fetched (UTC); nothing can have been published later.
        story: the text whose days the candidates are compared with.
    """
    found = list(evidence)
    if given:
        found.insert(0, Evidence(date=given, basis="given", origin="given with the document", weight=GIVEN))
    if fetched:
        found.append(Evidence(date=fetched, basis="fetched", origin="day of the fetch", weight=FETCHED))
    found, open_days = _complete(_distinct(found))
    if not found:
        tried = f" ({open_days[0].text!r} names no year)" if open_days else ""
        return Choice(date=None, basis="none", reason=f"no publication date was found{tried}", candidates=())
    named = _named_days(story)
    scored = [(*_score(item, found, fetched, named), item) for item in found]
    scored.sort(key=lambda row: -row[0])  # stable: of equals the first found wins
    total, faults, best = scored[0]
    rivals = [score for score, _, item in scored[1:] if abs(item.date - best.date) > dt.timedelta(days=1)]
    unsure = best.weight <= HEADER or bool(faults) or (bool(rivals) and total - rivals[0] < _CLOSE)
    allies = sorted({item.origin for _, _, item in scored[1:] if item.date == best.date and item.origin != best.origin})
    reason = _reason(best, allies, faults, unsure, len(found))
    rows = [_candidate(best, "")]
    rows.extend(_candidate(item, _rejection(item, best, why)) for _, why, item in scored[1:])
    return Choice(date=best.date, basis=best.basis, reason=reason, candidates=tuple(rows))


def _distinct(found: list[Evidence]) -> list[Evidence]:
    kept: dict[tuple[dt.date, str], Evidence] = {}
    for item in found:
        kept.setdefault((item.date, item.origin), item)
    return list(kept.values())


def _complete(found: list[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """Gives days without a year the year that brings them nearest to the strongest dated candidate."""
    dated = [item for item in found if item.date.year > 1]
    open_days = [item for item in found if item.date.year == 1]
    if not dated:
        return [], open_days
    anchor = max(dated, key=lambda item: item.weight).date
    for item in open_days:
        day = Day(start=0, end=0, text="", month=item.date.month, day=item.date.day, year=None).nearest(anchor)
        if day:
            dated.append(msgspec.structs.replace(item, date=day))
    return dated, open_days


def _score(
    item: Evidence, found: list[Evidence], fetched: dt.date | None, named: list[tuple[Day, bool]]
) -> tuple[float, list[str]]:
    score, faults = item.weight, []
    support: dict[str, float] = {}
    for other in found:
        if (
            other.origin != item.origin
            and other.basis != "given"
            and abs(other.date - item.date) <= dt.timedelta(days=1)
        ):
            share = other.weight / 2 if other.date == item.date else other.weight / 4
            support[other.basis] = max(support.get(other.basis, 0.0), share)
    score += sum(support.values())
    if item.basis == "given":
        return score, []
    if fetched and item.date > fetched + dt.timedelta(days=1):
        score -= 10.0
        faults.append("it is later than the day the page was fetched")
    if item.wrong_weekday:
        score -= 2.0
        faults.append(f"the weekday named does not fit it, it was a {item.wrong_weekday}")
    printed = [o.date for o in found if o.basis == "byline" and o.weight >= DATE_LINE]
    if item.utc and item.date not in printed and any(abs(d - item.date) == dt.timedelta(days=1) for d in printed):
        score -= 4.0
        faults.append("it is in UTC, and the day printed is the one in the newspaper's own time zone")
    past = [day for day, future in named if not future]
    full = [d for d in (day.date for day in past) if d]
    if late := [d for d in full if dt.timedelta(days=1) < d - item.date < dt.timedelta(days=730)]:
        score -= 3.0
        faults.append(f"the story tells of {max(late).isoformat()} as past")
    before = [d for d in (day.nearest(item.date) for day in past) if d and d <= item.date + dt.timedelta(days=1)]
    nearer = any(max(before, default=item.date) <= other.date < item.date - _STALE for other in found)
    if before and item.date - max(before) > _STALE and nearer and not late:
        score -= 1.5
        faults.append(f"the latest day the story names is {(item.date - max(before)).days} days before it")
    return score, faults


def _named_days(story: str) -> list[tuple[Day, bool]]:
    """The days named in the story, each with whether its sentence speaks of the future."""
    text = story[:_STORY_CHARACTERS]
    days: list[tuple[Day, bool]] = []
    for day in find_days(text, yearless=True):
        start = max(text.rfind(". ", 0, day.start), text.rfind("\n", 0, day.start)) + 1
        end = text.find(". ", day.end)
        days.append((day, bool(_FUTURE.search(text[start : end if end > 0 else len(text)]))))
    return days


def _reason(best: Evidence, allies: list[str], faults: list[str], unsure: bool, number: int) -> str:
    origin = best.origin
    why = {
        "given with the document": "it was given with the document, which outranks what the page says",
        "byline": "it stands in the byline",
        "date line below the headline": "it is the date line right below the headline",
        "page header": "it stands above the headline, and nothing better was found",
        "dateline": "it stands in the dateline of the first paragraph",
        "url": "it stands in the URL",
        "day of the fetch": "the page was fetched on that day, and nothing better was found",
        "first line": "it is the first line",
        "foot of the report": "it stands at the foot of the report",
    }.get(origin, f"it was read from {origin}")
    if number == 1 and best.basis != "given":
        why += "; no other date was found"
    if allies:
        why += f"; confirmed by {', '.join(allies)}"
    if faults and best.basis != "given":
        why += f"; unsure: {'; '.join(faults)}"
    elif unsure and best.basis != "given":
        why += "; unsure: the evidence is thin or divided"
    return why


def _rejection(item: Evidence, best: Evidence, faults: list[str]) -> str:
    if item.date == best.date:
        return f"the same day as the one chosen from {best.origin}"
    if faults:
        return "; ".join(faults)
    if item.origin == "page header":
        return "a date standing alone above the headline is the day the page was looked at"
    if best.basis == "given":
        return "a date was given with the document"
    return f"{item.origin} counts for less than {best.origin}"


def _candidate(item: Evidence, rejected: str) -> DateCandidate:
    return DateCandidate(
        date=item.date, basis=item.basis, origin=item.origin, span=item.span, text=item.text, rejected=rejected
    )
