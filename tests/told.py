"""Records written by hand: what the tests of accounts, differences, stories and series start from.

`crisis()` reads the hand coding of examples/crisis; `record()` makes one of a few words. Nothing here needs a model.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lapwing import articles
from lapwing.core.intervals import Interval
from lapwing.core.spans import Span
from lapwing.knowledge import ontology
from lapwing.records.article import Article
from lapwing.records.event import (
    Confidence,
    EventRecord,
    Participant,
    Report,
    Source,
    Versions,
    When,
    Where,
)
from lapwing.records.page import Page
from lapwing.records.story import Event, Party, Place, event_id
from lapwing.sources import read

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"

CERTAIN = Confidence(record=1.0, type=1.0, actors=1.0, recipients=1.0)
BY_HAND = Versions(lapwing="0", model="by hand", knowledge="0")


@functools.cache
def crisis_articles() -> dict[str, Article]:
    """The three reports by the name of their file."""
    pages = [page for page in read([str(ROOT / "examples" / "crisis")]) if isinstance(page, Page)]
    return {Path(page.origin).stem: articles.extract(page) for page in pages}


@functools.cache
def crisis() -> tuple[dict[str, EventRecord], dict[str, Event]]:
    """The records of the three reports by id, and the events they make, by the name that the hand coding gives them."""
    rows = tomllib.loads((CASES / "accounts_crisis.toml").read_text(encoding="utf-8"))["records"]
    records = {row["id"]: _coded(row, crisis_articles()[row["report"]]) for row in rows}
    grouped: dict[str, list[EventRecord]] = {}
    for row in rows:
        grouped.setdefault(row["event"], []).append(records[row["id"]])
    return records, {name: event(found) for name, found in grouped.items()}


def record(
    name: str,
    words: str,
    *,
    trigger: str,
    type: str,
    mode: str | None = None,
    status: str = "actual",
    report: str = "",
    published: str | None = "2020-03-02",
    url: str | None = None,
    actors: Sequence[Sequence[str]] = (),
    recipients: Sequence[Sequence[str]] = (),
    when: Sequence[str] = (),
    where: Sequence[Any] = (),
    source: Sequence[str] = (),
    anonymous: bool = False,
    stance: str = "asserts",
    killed: tuple[int, int] | None = None,
    wounded: tuple[int, int] | None = None,
    contexts: tuple[str, ...] = (),
    foreign: bool = False,
    at: int = 0,
) -> EventRecord:
    """A record of the sentence `words`, which stands at the offset `at` of its report.

    A participant is (words, code, sector, name); words that the sentence lacks get the span of the trigger. A date is
    (first day, last day, words), a place (words, name, country, division, latitude, longitude), a source (words, code,
    sector), `("", "", "")` for nobody named.
    """
    sentence = Span(at, at + len(words), words)

    def span(text: str) -> Span:
        start = words.find(text)
        start = words.index(trigger) if start < 0 else start
        return Span(at + start, at + start + len(text), text)

    def people(given: Sequence[Sequence[str]]) -> tuple[Participant, ...]:
        found = []
        for text, code, sector, known in given:
            s = span(text)
            found.append(
                Participant(
                    start=s.start, end=s.end, text=text, code=code, sector=sector, name=known or None, why="by hand"
                )
            )
        return tuple(found)

    day = dt.date.fromisoformat(published) if published else None
    who = span(source[0]) if source and source[0] else None
    return EventRecord(
        id=name,
        report=Report(
            id=report or name,
            url=url,
            title=None,
            published=day,
            published_basis="given" if day else "none",
            sha256="0",
        ),
        sentence=sentence,
        trigger=span(trigger),
        type=type,
        mode=mode,
        quad=ontology.quad(type),
        score=ontology.score(type, mode),
        cameo=None,
        status=status,  # type: ignore[arg-type]
        actors=people(actors),
        recipients=people(recipients),
        when=_when(when, day, span),
        where=_where(where, span),
        source=Source(
            start=who.start if who else None,
            end=who.end if who else None,
            text=who.text if who else None,
            code=source[1],
            sector=source[2],
            anonymous=anonymous or who is None,
            stance=stance,  # type: ignore[arg-type]
        )
        if source
        else None,
        killed=killed,
        wounded=wounded,
        contexts=contexts,
        foreign=foreign,
        confidence=CERTAIN,
        versions=BY_HAND,
    )


def _when(given: Sequence[str], published: dt.date | None, span: Any) -> When | None:
    if given:
        start, end = map(dt.date.fromisoformat, given[:2])
        words = span(given[2]) if len(given) > 2 else None
        return When(start=start, end=end, grain="day", basis="expression", span=words, anchor=published, rule="by hand")
    if published is None:
        return None
    return When(
        start=published, end=published, grain="day", basis="publication", span=None, anchor=published, rule="by hand"
    )


def _where(given: Sequence[Any], span: Any) -> Where | None:
    if not given:
        return None
    words, name, country, admin1, lat, lon = (*given, *[None] * (6 - len(given)))
    return Where(span=span(words), name=name or None, country=country, admin1=admin1, lat=lat, lon=lon, geonames=None)


def _coded(row: dict[str, Any], article: Article) -> EventRecord:
    """A row of the hand coding, with the spans of the report."""
    at = article.text.index(row["sentence"], 0 if row["id"].endswith("-0") else article.text.index("\n"))
    words = article.text[at:].split("\n")[0]
    end = next((i + 1 for i, c in enumerate(words) if c == "." and words[i + 1 : i + 2] in ("", " ")), len(words))
    fields = {key: value for key, value in row.items() if key not in ("id", "event", "report", "sentence")}
    for key in ("killed", "wounded"):
        if key in fields:
            fields[key] = tuple(fields[key])
    made = record(row["id"], words[:end], at=at, **fields)
    return _with_report(made, article)


def _with_report(made: EventRecord, article: Article) -> EventRecord:
    title = article.title.text if article.title else None
    when = made.when
    if when and when.basis == "publication" and article.published:
        when = When(
            start=article.published, end=article.published, grain="day", basis="publication", span=None,
            anchor=article.published, rule="by hand",
        )  # fmt: skip
    report = Report(
        id=article.id, url=article.url, title=title, published=article.published,
        published_basis=article.published_basis, sha256=article.sha256,
    )  # fmt: skip
    changed = {name: getattr(made, name) for name in made.__struct_fields__} | {"report": report, "when": when}
    return EventRecord(**changed)


def event(records: Sequence[EventRecord]) -> Event:
    """The event of these records, by hand: the commonest type, all participants, the commonest days."""
    types = Counter(r.type for r in records)
    type_ = min(types, key=lambda t: (-types[t], t))
    first = next(r for r in records if r.type == type_)
    dated = [r.when for r in records if r.when and r.when.basis == "expression"] or [r.when for r in records if r.when]
    days = Counter((w.start, w.end) for w in dated)
    place = next((r.where for r in records if r.where), None)
    published = sorted(r.report.published for r in records if r.report.published)
    statuses = {r.status for r in records}
    return Event(
        id=event_id(r.id for r in records),
        type=type_,
        mode=first.mode,
        quad=first.quad,
        score=ontology.score(type_, first.mode),
        status=next(s for s in ("actual", "planned", "denied", "hypothetical") if s in statuses),  # type: ignore[arg-type]
        actors=_parties(records, "actors"),
        recipients=_parties(records, "recipients"),
        when=Interval(*min(days, key=lambda d: (-days[d], d))) if days else None,
        when_basis="expression" if any(r.when and r.when.basis == "expression" for r in records) else "publication",
        where=Place(name=place.name, country=place.country, admin1=place.admin1, lat=place.lat, lon=place.lon)
        if place
        else None,
        records=tuple(sorted(r.id for r in records)),
        reports=tuple(sorted({r.report.id for r in records})),
        independent=len({r.report.id for r in records}),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
    )


def _parties(records: Sequence[EventRecord], role: str) -> tuple[Party, ...]:
    found: dict[tuple[str, str, str | None], list[tuple[str, str]]] = {}
    for r in records:
        for p in getattr(r, role):
            found.setdefault((p.code, p.sector, p.name), []).append((p.text, r.id))
    return tuple(
        Party(code=code, sector=sector, name=name, text=told[0][0], records=tuple(sorted(i for _, i in told)))
        for (code, sector, name), told in sorted(found.items(), key=lambda f: (-len(f[1]), f[0][0], f[0][1]))
    )
