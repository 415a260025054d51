"""What can be asked of an archive. Every answer has the corrections applied, and comes from one state of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import documents, schema
from lapwing.archive.changes import parts
from lapwing.archive.database import Database
from lapwing.archive.packing import page_key, unpack
from lapwing.core.errors import InputError
from lapwing.core.intervals import Interval
from lapwing.records.article import Article
from lapwing.records.event import EventRecord
from lapwing.records.page import Page
from lapwing.records.story import CopyGroup, Event

_ENOUGH = 1000
"""Rows fetched at once while all of a table are gone through."""


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are wanted; what is None does not matter."""

    days: Interval | None = None
    """The event overlaps these days."""
    actor: str | None = None
    """A code; with `recipient`, the event is between the two in this direction."""
    recipient: str | None = None
    types: tuple[str, ...] = ()
    limit: int | None = None
    rejected: bool = False
    """Whether events that an analyst rejected are wanted as well."""


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """One change of an event."""

    event: str
    """Its id since then; empty when none of its records were left."""
    before: tuple[str, ...]
    """Ids of the events that held its records until then."""
    because: str
    """The reports or the correction that led to it."""
    at: str
    run: str


class Reader:
    """The questions.

    Args:
        database: an opened archive.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def article(self, name: str) -> Article:
        """A report, by its id or the beginning of one.

        Raises:
            InputError: there is none, or more than one.
        """
        with self.database.reading() as connection:
            return documents.load(connection, whole(connection, schema.articles, name, "report"))

    def articles(self, names: Iterable[str] | None = None) -> Iterator[Article]:
        """Reports in the order of their ids; all, or those named."""
        table = schema.articles
        with self.database.reading() as connection:
            for row in _by_id(connection, sa.select(table.c.id, table.c.body), names):
                yield unpack(row.body, Article, row.id)

    def copies(self) -> tuple[CopyGroup, ...]:
        """The reports that are copies of one text."""
        table = schema.articles
        groups: dict[str, list[str]] = {}
        with self.database.reading() as connection:
            rows = connection.execute(sa.select(table.c.id, table.c.copy_of).where(table.c.copy_of.is_not(None)))
            for row in rows:
                groups.setdefault(row.copy_of, []).append(row.id)
        return tuple(CopyGroup(original=o, copies=tuple(sorted(groups[o]))) for o in sorted(groups))

    def copies_among(self, reports: Iterable[str]) -> dict[str, str]:
        """For those of some reports that are copies: the report that each copies."""
        table = schema.articles
        with self.database.reading() as connection:
            query = sa.select(table.c.id, table.c.copy_of).where(table.c.copy_of.is_not(None))
            return {row.id: row.copy_of for row in _by_id(connection, query, reports)}

    def publishers(self, reports: Iterable[str]) -> dict[str, str]:
        """The publishers that the pages of some reports name."""
        table = schema.articles
        with self.database.reading() as connection:
            query = sa.select(table.c.id, table.c.publisher).where(table.c.publisher.is_not(None))
            return {row.id: row.publisher for row in _by_id(connection, query, reports)}

    def record(self, name: str) -> EventRecord:
        """A record, by its id or the beginning of one; also one that was rejected.

        Raises:
            InputError: there is none, or more than one.
        """
        table = schema.records
        with self.database.reading() as connection:
            found = whole(connection, table, name, "record")
            query = sa.select(table.c.id, table.c.body, table.c.corrected).where(table.c.id == found)
            return _record(connection.execute(query).one())

    def records(self, names: Iterable[str] | None = None, *, min_confidence: float = 0.0) -> Iterator[EventRecord]:
        """Records in the order of their ids, without the rejected ones; all, or those named."""
        table = schema.records
        query = sa.select(table.c.id, table.c.body, table.c.corrected).where(~table.c.rejected)
        if min_confidence:
            query = query.where(table.c.confidence >= min_confidence)
        with self.database.reading() as connection:
            for row in _by_id(connection, query, names):
                yield _record(row)

    def records_of_report(self, name: str) -> tuple[EventRecord, ...]:
        """The records of a report in text order, without the rejected ones."""
        with self.database.reading() as connection:
            return _of_report(connection, name)

    def records_of_page(self, page: Page) -> tuple[EventRecord, ...]:
        """The records of the report that was read from a page; none when it was not read."""
        table = schema.pages
        with self.database.reading() as connection:
            query = sa.select(table.c.article_id).where(table.c.id == page_key(page))
            name = connection.execute(query).scalar()
            return _of_report(connection, name) if name else ()

    def event(self, name: str) -> Event:
        """An event, by its id or the beginning of one.

        Raises:
            InputError: there is none, or more than one.
        """
        table = schema.events
        with self.database.reading() as connection:
            found = whole(connection, table, name, "event")
            return unpack(
                connection.execute(sa.select(table.c.body).where(table.c.id == found)).scalar_one(), Event, found
            )

    def event_of(self, record: str) -> Event | None:
        """The event that a record tells of; None for one that was rejected.

        Raises:
            InputError: there is no such record.
        """
        table = schema.records
        with self.database.reading() as connection:
            found = whole(connection, table, record, "record")
            name = connection.execute(sa.select(table.c.event_id).where(table.c.id == found)).scalar()
        return self.event(name) if name else None

    def events(self, wanted: Search | None = None) -> Iterator[Event]:
        """Events in the order of their first days, then of their ids; those without a date come last."""
        wanted = wanted or Search()
        table, dyads = schema.events, schema.dyads
        query = sa.select(table.c.id, table.c.body)
        if wanted.actor is not None or wanted.recipient is not None:
            mine = sa.select(dyads.c.event_id)
            if wanted.actor is not None:
                mine = mine.where(dyads.c.actor == wanted.actor)
            if wanted.recipient is not None:
                mine = mine.where(dyads.c.recipient == wanted.recipient)
            if wanted.days:
                mine = mine.where(dyads.c.day <= wanted.days.end)
            query = query.where(table.c.id.in_(mine))
        if wanted.days:
            query = query.where(table.c.start <= wanted.days.end, table.c.end >= wanted.days.start)
        if wanted.types:
            query = query.where(table.c.type.in_(wanted.types))
        if not wanted.rejected:
            query = query.where(~table.c.rejected)
        query = query.order_by(table.c.start.is_(None), table.c.start, table.c.id).limit(wanted.limit)
        with (
            self.database.reading() as connection,
            connection.execution_options(yield_per=_ENOUGH).execute(query) as rows,
        ):
            for row in rows:
                yield unpack(row.body, Event, row.id)

    def event_ids(self) -> set[str]:
        """The ids of all events."""
        with self.database.reading() as connection:
            return set(connection.execute(sa.select(schema.events.c.id)).scalars())

    def revisions(self, event: str | None = None, *, limit: int = 100) -> list[Revision]:
        """How events came to be what they are, the latest change first.

        Args:
            event: an id: only what led to this event, step by step back.
            limit: at most so many.
        """
        table = schema.revisions
        found: list[Revision] = []
        with self.database.reading() as connection:
            if event is None:
                rows: Sequence[Any] = connection.execute(
                    sa.select(table).order_by(table.c.number.desc()).limit(limit)
                ).all()
                return [_revision(row) for row in rows]
            last, wanted = None, {event}
            while wanted and len(found) < limit:
                query = sa.select(table).where(table.c.event_id.in_(wanted)).order_by(table.c.number.desc())
                rows = connection.execute(query if last is None else query.where(table.c.number < last)).all()
                found += [_revision(row) for row in rows]
                last = min((row._mapping["number"] for row in rows), default=last)
                wanted = {name for row in rows for name in str(row._mapping["before"]).split()}
        return found[:limit]


def whole(connection: Connection, table: sa.Table, name: str, what: str) -> str:
    """The id that begins with `name`.

    Raises:
        InputError: there is none, or more than one.
    """
    if not name.isascii() or not name.replace("-", "").isalnum():
        raise InputError(f"this is no id of a {what}", name, "Ids are 16 hexadecimal digits; their beginning will do")
    column = table.c.id
    # A range, not LIKE: it is found in the index whatever the language of the database.
    query = sa.select(column).where(column >= name, column < name + "\x7f").order_by(column).limit(2)
    found: list[str] = list(connection.execute(query).scalars())
    if not found:
        raise InputError(
            f"there is no such {what}", name, "Look for it with `lapwing events` or `lapwing archive records`"
        )
    if len(found) > 1 and found[0] != name:
        raise InputError(f"more than one {what} begins so", name, f"Give more of it: {found[0]} or {found[1]}")
    return found[0]


def _by_id(connection: Connection, query: sa.Select[Any], names: Iterable[str] | None) -> Iterator[Any]:
    column = query.selected_columns["id"]
    if names is None:
        # Closed even when the caller takes only the first: the rows lie ready at the server.
        with connection.execution_options(yield_per=_ENOUGH).execute(query.order_by(column)) as rows:
            yield from rows
        return
    for part in parts(sorted(set(names))):
        yield from connection.execute(query.where(column.in_(part)).order_by(column))


def _record(row: Any) -> EventRecord:
    fields = row._mapping
    return unpack(fields["corrected"] or fields["body"], EventRecord, fields["id"])


def _of_report(connection: Connection, name: str) -> tuple[EventRecord, ...]:
    table = schema.records
    query = sa.select(table.c.id, table.c.body, table.c.corrected).where(table.c.article_id == name, ~table.c.rejected)
    return tuple(map(_record, connection.execute(query.order_by(table.c.position, table.c.id))))


def _revision(row: Any) -> Revision:
    fields = row._mapping
    return Revision(
        event=fields["event_id"],
        before=tuple(fields["before"].split()),
        because=fields["because"],
        at=fields["at"],
        run=fields["run_id"],
    )
