"""Accounts: for one event, who says what of it, and in which report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from lapwing.core.intervals import Interval
from lapwing.records.event import EventRecord, Participant, Report, Where
from lapwing.records.story import Account, Event, Party, Place, Voice

Records = Mapping[str, EventRecord]
"""Records by id; at least those of the events in question."""


def accounts(
    event: Event,
    records: Records,
    *,
    copies: Mapping[str, str] | None = None,
    publishers: Mapping[str, str] | None = None,
) -> tuple[Account, ...]:
    """What each record of an event says, in the order of publication, then of report and text.

    Args:
        event: the event.
        records: by id; those of the event must be there.
        copies: the report that each copy is a copy of (`records.story.originals`).
        publishers: names of publishers by report id, where they are known; else the host of the report's URL stands in.

    Raises:
        KeyError: a record of the event is missing.
    """
    copies, publishers = copies or {}, publishers or {}
    found = sorted((records[name] for name in event.records), key=told)
    return tuple(_account(event, record, copies, publishers) for record in found)


def told(record: EventRecord) -> tuple[str, str, int, str]:
    """The order in which records are told: publication (unknown last), report, place in the text, id."""
    published = record.report.published
    return published.isoformat() if published else "9999", record.report.id, record.trigger.start, record.id


def publisher(report: Report, publishers: Mapping[str, str]) -> str | None:
    """Who published a report: the name given, else the host of its URL without `www.`; None when neither is known."""
    if name := publishers.get(report.id):
        return name
    host = urlsplit(report.url).hostname if report.url else None
    return host.removeprefix("www.") if host else None


def voice(record: EventRecord) -> Voice:
    """Who speaks: the report itself, somebody named, or somebody unnamed."""
    source = record.source
    if source is None:
        return "own"
    return "anonymous" if source.anonymous or source.text is None else "named"


def days(record: EventRecord) -> Interval | None:
    """The days that the words of the text give the action; None where only the publication date stands in."""
    when = record.when
    return Interval(when.start, when.end) if when is not None and when.basis == "expression" else None


def place(where: Where) -> Place:
    """The place that a record names; one the gazetteer does not know keeps the words of the text."""
    return Place(
        name=where.name or where.span.text,
        country=where.country,
        admin1=where.admin1,
        lat=where.lat,
        lon=where.lon,
        geonames=where.geonames,
    )


def _account(event: Event, record: EventRecord, copies: Mapping[str, str], publishers: Mapping[str, str]) -> Account:
    source = record.source
    return Account(
        event=event.id,
        record=record.id,
        report=record.report.id,
        copy_of=copies.get(record.report.id),
        publisher=publisher(record.report, publishers),
        published=record.report.published,
        voice=voice(record),
        source=source.text if source else None,
        source_code=source.code if source else "",
        stance=source.stance if source else "asserts",
        status=record.status,
        killed=record.killed,
        wounded=record.wounded,
        when=days(record),
        where=place(record.where) if record.where else None,
        actors=_parties(record, record.actors),
        recipients=_parties(record, record.recipients),
    )


def _parties(record: EventRecord, people: Sequence[Participant]) -> tuple[Party, ...]:
    return tuple(Party(code=p.code, sector=p.sector, name=p.name, text=p.text, records=(record.id,)) for p in people)
