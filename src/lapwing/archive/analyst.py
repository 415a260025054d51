"""Corrections into the archive, and out of it.

A correction is written down for ever and applied at once: the records of the reports it names are made anew from what was
coded, and the events around them follow. Taking one back is a correction, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import corrections, documents, fields, joining, recording, schema
from lapwing.archive.changes import Changes, parts
from lapwing.archive.corrections import Anchor, Correction, correction
from lapwing.archive.database import Database
from lapwing.archive.packing import pack, unpack
from lapwing.archive.reading import whole
from lapwing.core.errors import InputError
from lapwing.records.event import EventRecord
from lapwing.records.story import Event


class Analyst:
    """Somebody who corrects an archive.

    Args:
        database: an opened archive.
        by: the analyst's name, as it is written down.
        note: why; goes with every correction.
    """

    def __init__(self, database: Database, by: str, note: str = "") -> None:
        self._database, self._by, self._note = database, by, note
        self._last = dt.datetime.min.replace(tzinfo=dt.UTC)

    def change_record(self, name: str, values: Sequence[tuple[str, str]]) -> list[Correction]:
        """Changes fields of a record.

        Args:
            name: its id, or the beginning of one.
            values: fields with their values, as `fields.read` takes them.

        Raises:
            InputError: there is no such record or field, or the value is none of that field.
        """
        with self._writing() as connection:
            record_id = whole(connection, schema.records, name, "record")
            coded, now, place = _record(connection, record_id)
            article = documents.load(connection, now.report.id)
            made = []
            for field, text in values:
                value = fields.completed(now, article, field, fields.read(field, text))
                now = fields.changed(now, field, value)
                if wrong := fields.untrue(now, article.text):
                    raise InputError(
                        f"the text has other characters at {wrong.start}", f"{field}={text}", "Give the words only"
                    )
                made.append(self._made("change", [place], field=field, value=value, base=coded))
            _apply(connection, made)
        return made

    def reject_record(self, name: str) -> Correction:
        """Takes a record out of all answers and out of its event.

        Raises:
            InputError: there is no such record.
        """
        with self._writing() as connection:
            record_id = whole(connection, schema.records, name, "record")
            coded, _, place = _record(connection, record_id)
            made = self._made("reject", [place], base=coded)
            _apply(connection, [made])
        return made

    def change_event(self, name: str, values: Sequence[tuple[str, str]]) -> list[Correction]:
        """Changes fields of an event; it holds for the event that later holds most of its records.

        Raises:
            InputError: there is no such event or field, or the value is none of that field.
        """
        with self._writing() as connection:
            event, places = _event(connection, name)
            made = []
            for field, text in values:
                value = fields.read(field, text)
                event = fields.changed_event(event, field, value)
                made.append(self._made("change event", places, field=field, value=value))
            _apply(connection, made)
        return made

    def reject_event(self, name: str) -> Correction:
        """Takes an event out of all answers; its records stay.

        Raises:
            InputError: there is no such event.
        """
        with self._writing() as connection:
            _, places = _event(connection, name)
            made = self._made("reject event", places)
            _apply(connection, [made])
        return made

    def merge(self, names: Sequence[str]) -> Correction:
        """Makes one event of several.

        Raises:
            InputError: there is no such event, or only one is named.
        """
        with self._writing() as connection:
            events = [_event(connection, name) for name in names]
            if len({event.id for event, _ in events}) < 2:
                raise InputError("one event cannot be merged", " ".join(names), "Name two events or more")
            made = self._made("merge", {place for _, places in events for place in places})
            _apply(connection, [made])
        return made

    def split(self, name: str, records: Sequence[str]) -> Correction:
        """Takes records out of an event; they become an event of their own.

        Raises:
            InputError: there is no such event, a record is not in it, or none would be left.
        """
        with self._writing() as connection:
            event, _ = _event(connection, name)
            leaving = {whole(connection, schema.records, record, "record") for record in records}
            if others := leaving - set(event.records):
                raise InputError(
                    f"the record {min(others)} is not in it", name, "`lapwing correct event ID` lists its records"
                )
            if leaving == set(event.records):
                raise InputError("nothing would be left of the event", name, "Name fewer records")
            made = self._made("split", [_record(connection, record)[2] for record in leaving])
            _apply(connection, [made])
        return made

    def withdraw(self, name: str) -> Correction:
        """Takes a correction back; what was before it holds again.

        Raises:
            InputError: there is no such correction.
        """
        with self._writing() as connection:
            found = whole(connection, schema.corrections, name, "correction")
            made = self._made("withdraw", [], field=found)
            _apply(connection, [made])
        return made

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._database.writing() as connection:
            joining.require_rule(connection, self._database.where)
            yield connection

    def _made(
        self, kind: corrections.Kind, places: Iterable[Anchor], *, field: str = "", value: str = "",
        base: EventRecord | None = None,
    ) -> Correction:  # fmt: skip
        # Later than the one before, whatever the clock says: their order is the order in which they are applied.
        self._last = at = max(dt.datetime.now(dt.UTC), self._last + dt.timedelta(microseconds=1))
        return correction(kind, list(places), by=self._by, note=self._note, at=at, field=field, value=value, base=base)


def take_in(database: Database, given: Iterable[Correction]) -> int:
    """Writes down corrections that were made in another archive; gives the number of those that were new here.

    One of a report that is not here waits for it.
    """
    with database.writing() as connection:
        joining.require_rule(connection, database.where)
        return _apply(connection, given)


def every(database: Database) -> list[tuple[Correction, bool, int]]:
    """All corrections in the order in which they were made: each with whether it is in force, and the number of records
    that stand at its places."""
    table, anchors = schema.corrections, schema.anchors
    with database.reading() as connection:
        counts = sa.select(anchors.c.correction_id, sa.func.count(anchors.c.record_id)).group_by(
            anchors.c.correction_id
        )
        standing = {name: number for name, number in connection.execute(counts)}
        rows = connection.execute(sa.select(table)).all()
    found = [(unpack(row.body, Correction, row.id), not row.withdrawn, standing.get(row.id, 0)) for row in rows]
    return sorted(found, key=lambda item: (item[0].at, item[0].id))


def _record(connection: Connection, name: str) -> tuple[EventRecord, EventRecord, Anchor]:
    """A record as it was coded, as it is read, and where it stands: the place that earlier corrections of it gave, so that
    they and new ones stay together."""
    records, anchors, table = schema.records, schema.anchors, schema.corrections
    row = connection.execute(sa.select(records.c.body, records.c.corrected).where(records.c.id == name)).one()
    coded = unpack(row.body, EventRecord, name)
    now = unpack(row.corrected, EventRecord, name) if row.corrected else coded
    query = sa.select(table.c.id, table.c.body).join(anchors, anchors.c.correction_id == table.c.id)
    for earlier in connection.execute(query.where(anchors.c.record_id == name).order_by(table.c.at, table.c.id)):
        known = unpack(earlier.body, Correction, earlier.id)
        if known.kind in ("change", "reject") and known.base is not None:
            return known.base, now, known.anchors[0]
    return coded, now, corrections.anchor(coded)


def _event(connection: Connection, name: str) -> tuple[Event, list[Anchor]]:
    events, records = schema.events, schema.records
    found = whole(connection, events, name, "event")
    event = unpack(connection.execute(sa.select(events.c.body).where(events.c.id == found)).scalar_one(), Event)
    rows = connection.execute(sa.select(records.c.id, records.c.body).where(records.c.event_id == found)).all()
    return event, [corrections.anchor(unpack(row.body, EventRecord, row.id)) for row in rows]


def _apply(connection: Connection, given: Iterable[Correction]) -> int:
    """Writes down corrections and lets records and events follow; gives the number of those that were new."""
    table, anchors = schema.corrections, schema.anchors
    known = set(connection.execute(sa.select(table.c.id)).scalars())
    new = [c for c in given if c.id not in known]
    reports: set[str] = set()
    for made in new:
        row = {"id": made.id, "at": made.at.isoformat(), "withdrawn": False, "body": pack(made)}
        connection.execute(sa.insert(table).values(**row))
        if made.anchors:
            places = [
                {"correction_id": made.id, "number": n, "article_id": a.article, "record_id": None}
                for n, a in enumerate(made.anchors)
            ]
            connection.execute(sa.insert(anchors), places)
        reports.update(a.article for a in made.anchors)
    if any(made.kind == "withdraw" for made in new):
        reports |= _withdraw(connection)
    changes = Changes()
    for report in sorted(reports):
        if connection.execute(sa.select(schema.articles.c.id).where(schema.articles.c.id == report)).scalar():
            recording.reapply(connection, documents.load(connection, report), changes)
    at = dt.datetime.now(dt.UTC).isoformat()
    joining.follow(connection, changes, run="", at=at, because=" ".join(made.id for made in new))
    return len(new)


def _withdraw(connection: Connection) -> set[str]:
    """Brings the marks of withdrawn corrections up to date; gives the reports whose corrections changed."""
    table, anchors = schema.corrections, schema.anchors
    rows = connection.execute(sa.select(table)).all()
    holding = {c.id for c in corrections.in_force(unpack(row.body, Correction, row.id) for row in rows)}
    kinds = {row.id: unpack(row.body, Correction, row.id).kind for row in rows}
    changed = [r.id for r in rows if kinds[r.id] != "withdraw" and r.withdrawn == (r.id in holding)]
    reports: set[str] = set()
    for name in changed:
        connection.execute(sa.update(table).where(table.c.id == name).values(withdrawn=name not in holding))
    for part in parts(changed):
        reports.update(
            connection.execute(sa.select(anchors.c.article_id).where(anchors.c.correction_id.in_(part))).scalars()
        )
    return reports


def corrected_reports(database: Database) -> list[str]:
    """The reports with a correction in force of one of their records, in the order of their ids."""
    table, anchors, articles = schema.corrections, schema.anchors, schema.articles
    with database.reading() as connection:
        query = sa.select(table.c.id, table.c.body).where(~table.c.withdrawn)
        of_records = [
            row.id for row in connection.execute(query)
            if unpack(row.body, Correction, row.id).kind in ("change", "reject")
        ]  # fmt: skip
        found: set[str] = set()
        for part in parts(of_records):
            mine = sa.select(anchors.c.article_id).where(anchors.c.correction_id.in_(part))
            found.update(connection.execute(sa.select(articles.c.id).where(articles.c.id.in_(mine))).scalars())
    return sorted(found)
