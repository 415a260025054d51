"""Checks of an archive: hashes, spans, references, and that what is derived is what it would be derived to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import corrections, documents, fields, joining, schema
from lapwing.archive.corrections import Correction
from lapwing.archive.database import Database
from lapwing.archive.packing import article_key, page_key, unpack
from lapwing.archive.recording import record_row
from lapwing.core.errors import ArchiveError
from lapwing.records.article import Article
from lapwing.records.event import EventRecord, record_id
from lapwing.records.story import Event, event_id, originals
from lapwing.stories import duplicates

_MOST_TWINS = 9
"""Records of one type on one trigger that are tried when an id is checked."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something in an archive that is not as it should be."""

    where: str
    """Table and id."""
    what: str


def check(database: Database, *, deep: bool = False) -> Iterator[Problem]:
    """Goes through an archive; yields what is wrong with it.

    Args:
        database: an opened archive.
        deep: whether copies and events are worked out anew from all reports and records and compared, which needs all
            texts in memory and, for a moment, the place of the writer; nothing is changed.

    Raises:
        ArchiveError: the database cannot be read at all.
    """
    with database.reading() as connection:
        steps: tuple[Callable[[Connection], Iterator[Problem]], ...] = (
            _database, _pages, _articles, _records, _events, _dyads, _corrections,
        )  # fmt: skip
        for step in steps:
            yield from step(connection)
    if deep:
        yield from _anew(database)


def _rows(connection: Connection, *columns: Any) -> Any:
    return connection.execution_options(yield_per=500).execute(sa.select(*columns))


def _database(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL enforces references, and has its own tools for its files
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Problem(where="file", what=str(said))
    for table, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(where=f"{table} {row or ''}".strip(), what=f"points to a row of {target} that is not there")


def _pages(connection: Connection) -> Iterator[Problem]:
    for row in _rows(connection, schema.pages):
        where = f"page {row.id}"
        try:
            page = documents.load_page(row)
        except ArchiveError as error:
            yield Problem(where=where, what=error.what)
            continue
        if page_key(page) != row.id:
            yield Problem(where=where, what="its content is not that of its id")
        if len(page.content) != row.size:
            yield Problem(where=where, what=f"it has {len(page.content)} bytes, not {row.size}")
    table, failures = schema.pages, schema.failures
    told = sa.select(failures.c.page_id).where(failures.c.page_id.is_not(None))
    query = sa.select(table.c.id).where(table.c.article_id.is_(None), table.c.id.not_in(told))
    for name in connection.execute(query).scalars():
        yield Problem(where=f"page {name}", what="nothing was read from it, and no failure says why")


def _articles(connection: Connection) -> Iterator[Problem]:
    pages = schema.pages
    for row in _rows(connection, schema.articles):
        where = f"report {row.id}"
        try:
            article = unpack(row.body, Article, row.id)
        except ArchiveError as error:
            yield Problem(where=where, what=error.what)
            continue
        sha256 = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        if sha256 != article.sha256 or article_key(sha256) != row.id or article.id != row.id:
            yield Problem(where=where, what="its text is not that of its id")
        told = row.url, row.title, row.published
        if told != (article.url, article.title.text if article.title else None, article.published):
            yield Problem(where=where, what="its columns do not say what it says")
        for span in (article.title, *(date.span for date in article.dates)):
            if span and article.text[span.start : span.end] != span.text:
                yield Problem(where=where, what=f"the span {span.start}:{span.end} does not hold its words")
        held = connection.execute(sa.select(pages.c.article_id).where(pages.c.id == row.page_id)).scalar()
        if held != row.id:
            yield Problem(where=where, what=f"its page {row.page_id} is not there, or belongs to another report")
        if row.copy_of:
            there = sa.select(schema.articles.c.copy_of).where(schema.articles.c.id == row.copy_of)
            if (found := connection.execute(there).one_or_none()) is None or found.copy_of:
                yield Problem(where=where, what=f"what it copies, {row.copy_of}, is not there or is a copy itself")


def _records(connection: Connection) -> Iterator[Problem]:
    table, articles = schema.records, schema.articles
    names = connection.execute(sa.select(articles.c.id).order_by(articles.c.id)).scalars().all()
    for name in names:
        try:
            article = documents.load(connection, name)
        except ArchiveError:
            continue  # told above
        rows = connection.execute(sa.select(table).where(table.c.article_id == name)).all()
        yield from _of_report(connection, article, rows)


def _of_report(connection: Connection, article: Article, rows: Any) -> Iterator[Problem]:
    concerning = [c for c in _in_force(connection, article.id) if c.kind in ("change", "reject")]
    coded: list[EventRecord] = []
    for row in rows:
        where = f"record {row.id}"
        try:
            record = unpack(row.body, EventRecord, row.id)
            shown = unpack(row.corrected, EventRecord, row.id) if row.corrected else record
        except ArchiveError as error:
            yield Problem(where=where, what=error.what)
            continue
        if not row.carried:
            coded.append(record)
            if not _named(record, row.id):
                yield Problem(where=where, what="its text, trigger and type are not those of its id")
        for one in (record, shown):
            if wrong := fields.untrue(one, article.text):
                yield Problem(where=where, what=f"the span {wrong.start}:{wrong.end} does not hold its words")
        if record.report.id != article.id or record.report.sha256 != article.sha256:
            yield Problem(where=where, what="it is of another report")
        if not row.rejected and row.event_id is None:
            yield Problem(where=where, what="it stands in no event")
    kept, _ = corrections.applied(article, sorted(coded, key=corrections.position), concerning)
    expected = {k.coded.id: record_row(k) for k in kept}
    for row in rows:
        want = expected.pop(row.id, None)
        if want is None or any(want[c] != getattr(row, c) for c in want if c not in ("event_id", "body")):
            yield Problem(where=f"record {row.id}", what="it is not what its coding and the corrections make of it")
    for name in expected:
        yield Problem(where=f"record {name}", what="a corrected record is missing")


def _in_force(connection: Connection, article_id: str) -> list[Correction]:
    table, anchors = schema.corrections, schema.anchors
    mine = sa.select(anchors.c.correction_id).where(anchors.c.article_id == article_id)
    rows = connection.execute(sa.select(table.c.id, table.c.body).where(table.c.id.in_(mine), ~table.c.withdrawn))
    return sorted((unpack(row.body, Correction, row.id) for row in rows), key=lambda c: (c.at, c.id))


def _named(record: EventRecord, name: str) -> bool:
    """Whether a record has the id that its text, trigger and type give; of several on one trigger, the number as well."""
    sha256, trigger = record.report.sha256, record.trigger
    types = [record.type, *(f"{record.type}:{n}" for n in range(2, _MOST_TWINS + 1))]
    return any(record_id(sha256, trigger.start, trigger.end, type) == name for type in types)


def _events(connection: Connection) -> Iterator[Problem]:
    records = schema.records
    for row in _rows(connection, schema.events):
        where = f"event {row.id}"
        try:
            event = unpack(row.body, Event, row.id)
        except ArchiveError as error:
            yield Problem(where=where, what=error.what)
            continue
        held = connection.execute(sa.select(records.c.id).where(records.c.event_id == row.id)).scalars().all()
        if tuple(sorted(held)) != event.records:
            yield Problem(where=where, what="its records are not those that say they stand in it")
        if event_id(held) != row.id:
            yield Problem(where=where, what="its records are not those of its id")
        if joining.event_row(event, row.rejected) != dict(row._mapping):
            yield Problem(where=where, what="its columns do not say what it says")


def _dyads(connection: Connection) -> Iterator[Problem]:
    dyads = schema.dyads
    held: dict[str, set[tuple[str, str]]] = {}
    for row in _rows(connection, dyads.c.event_id, dyads.c.actor, dyads.c.recipient):
        held.setdefault(row.event_id, set()).add((row.actor, row.recipient))
    for row in _rows(connection, schema.events):
        pairs = {(d["actor"], d["recipient"]) for d in joining.dyads(unpack(row.body, Event, row.id), row.rejected)}
        if held.get(row.id, set()) != pairs:
            yield Problem(where=f"event {row.id}", what="the index of pairs does not say what it says")


def _corrections(connection: Connection) -> Iterator[Problem]:
    table = schema.corrections
    found = []
    for row in _rows(connection, table):
        try:
            decision = unpack(row.body, Correction, row.id)
        except ArchiveError as error:
            yield Problem(where=f"correction {row.id}", what=error.what)
            continue
        found.append((decision, row.withdrawn))
        if corrections.named(decision) != row.id:
            yield Problem(where=f"correction {row.id}", what="it is not what its id says")
    holding = {c.id for c in corrections.in_force(c for c, _ in found)}
    for decision, withdrawn in found:
        if decision.kind != "withdraw" and withdrawn == (decision.id in holding):
            yield Problem(where=f"correction {decision.id}", what="whether it holds is not what the later ones say")


def _anew(database: Database) -> Iterator[Problem]:
    """Works out copies and events from all reports and records."""
    articles, events = schema.articles, schema.events
    with database.writing(keep=False) as connection:
        rows = connection.execute(sa.select(articles.c.id, articles.c.copy_of, articles.c.body)).all()
        first = originals(duplicates.copies(unpack(row.body, Article, row.id) for row in rows))
        held = {row.id: row.copy_of for row in rows}
        before = _bodies(connection, events)
        joining.rejoin(connection, run="", at="")
        after = _bodies(connection, events)
    for name in sorted(held):
        if held[name] != first.get(name):
            yield Problem(where=f"report {name}", what=f"it should be a copy of {first.get(name)}, not of {held[name]}")
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield Problem(where=f"event {name}", what="the rule does not give it")
        elif name not in before:
            yield Problem(where=f"event {name}", what="it is missing")
        elif before[name] != after[name]:
            yield Problem(where=f"event {name}", what="the rule says something else of it")


def _bodies(connection: Connection, events: sa.Table) -> dict[str, bytes]:
    return {row.id: row.body for row in connection.execute(sa.select(events.c.id, events.c.body))}
