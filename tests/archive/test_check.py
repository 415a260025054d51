"""`archive check` finds what is not as it should be."""

from __future__ import annotations

import msgspec
import pytest
import sqlalchemy as sa
from archive.reports import batch, loaded

from lapwing.archive import schema
from lapwing.archive.check import check
from lapwing.archive.packing import pack, unpack
from lapwing.archive.store import Archive
from lapwing.core.spans import Span
from lapwing.records.event import EventRecord

T = schema


@pytest.fixture
def filled(archive: Archive) -> Archive:
    loaded(archive, batch(6))
    assert list(check(archive.database)) == []
    return archive


def a_record(archive: Archive) -> tuple[str, dict[str, object]]:
    with archive.database.reading() as connection:
        row = connection.execute(sa.select(T.records).order_by(T.records.c.id)).first()
        assert row
        return row.id, dict(row._mapping)


def changed(archive: Archive, table: sa.Table, **values: object) -> str:
    """Changes the first row of a table."""
    with archive.database.writing() as connection:
        name: str = connection.execute(sa.select(sa.func.min(table.c.id))).scalar_one()
        connection.execute(sa.update(table).where(table.c.id == name).values(**values))
    return name


def told(archive: Archive, *, deep: bool = False) -> list[str]:
    return [f"{problem.where}: {problem.what}" for problem in check(archive.database, deep=deep)]


@pytest.mark.parametrize(
    ("table", "values", "message"),
    [
        (T.pages, {"content": pack(b"another text")}, "its content is not that of its id"),
        (T.pages, {"content": b"no zlib"}, "is damaged"),
        (T.pages, {"size": 1}, "bytes, not 1"),
        (T.articles, {"body": b"no zlib"}, "is damaged"),
        (T.articles, {"title": "Another"}, "its columns do not say what it says"),
        (T.articles, {"page_id": "0"}, "its page 0 is not there"),
        (T.articles, {"copy_of": "0"}, "what it copies, 0, is not there"),
        (T.records, {"event_id": None}, "it stands in no event"),
        (T.records, {"status": "denied"}, "it is not what its coding and the corrections make of it"),
        (T.records, {"rejected": True}, "it is not what its coding and the corrections make of it"),
        (T.events, {"quad": "none"}, "its columns do not say what it says"),
        (T.events, {"rejected": True}, "the index of pairs does not say what it says"),
    ],
)
def test_a_changed_row_is_found(filled: Archive, table: sa.Table, values: dict[str, object], message: str) -> None:
    name = changed(filled, table, **values)
    assert any(name in line and message in line for line in told(filled)), told(filled)


def test_a_span_that_does_not_hold_its_words_is_found(filled: Archive) -> None:
    name, row = a_record(filled)
    record = unpack(row["body"], EventRecord)  # type: ignore[arg-type]
    body = pack(msgspec.structs.replace(record, trigger=Span(0, 3, "???")))
    with filled.database.writing() as connection:
        connection.execute(sa.update(T.records).where(T.records.c.id == name).values(body=body))
    assert any(name in line and "does not hold its words" in line for line in told(filled))


def test_events_that_the_rule_does_not_give_are_found_by_a_deep_check(filled: Archive) -> None:
    with filled.database.writing() as connection:
        connection.execute(sa.delete(T.links))
    before = filled.stats().digest
    assert told(filled) == []
    assert told(filled, deep=True) == [], "links are found anew"
    with filled.database.writing() as connection:
        event = connection.execute(sa.select(T.events).where(T.events.c.records > 1)).first()
        assert event
        connection.execute(sa.update(T.articles).values(copy_of=None))
    assert any("it should be a copy of" in line for line in told(filled, deep=True))
    assert filled.stats().digest != before


def test_a_reference_to_nothing_is_found(archive: Archive) -> None:
    if not archive.database.is_sqlite:
        return  # PostgreSQL lets no such row in
    loaded(archive, batch(2))
    raw = archive.database.engine.raw_connection()
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("UPDATE pages SET article_id = 'nowhere'")
    raw.close()
    archive.database.engine.dispose()
    assert any("points to a row of articles that is not there" in line for line in told(archive))
