"""The records of a report: as coded, as corrected, and the index by which events are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import corrections, rule, schema
from lapwing.archive.changes import Changes
from lapwing.archive.corrections import Anchor, Correction, Kept
from lapwing.archive.packing import pack, unpack
from lapwing.records.article import Article
from lapwing.records.event import EventRecord, record_id


def write(connection: Connection, article: Article, records: Sequence[EventRecord], changes: Changes) -> None:
    """Writes the records of an article that has none, with the corrections that concern them.

    Args:
        connection: of the writer.
        article: with its id in the archive.
        records: as coded.
        changes: gets the records.
    """
    coded = [msgspec.structs.replace(r, report=msgspec.structs.replace(r.report, id=article.id)) for r in records]
    _write(connection, article, _distinct(coded), changes)


def reapply(connection: Connection, article: Article, changes: Changes) -> None:
    """Applies the corrections of a report anew to its records as they were coded."""
    records = schema.records
    query = sa.select(records.c.id, records.c.body).where(records.c.article_id == article.id, ~records.c.carried)
    coded = [unpack(row.body, EventRecord, row.id) for row in connection.execute(query)]
    clear(connection, article.id, changes)
    _write(connection, article, sorted(coded, key=corrections.position), changes)


def clear(connection: Connection, article_id: str, changes: Changes) -> None:
    """Deletes the records of a report; those that might stand in an event with one of them are to find theirs anew."""
    records, keys = schema.records, schema.keys
    mine = sa.select(records.c.id).where(records.c.article_id == article_id)
    unlink(connection, mine, changes)
    gone = set(connection.execute(mine).scalars())
    changes.records -= gone
    changes.fresh -= gone
    rows = connection.execute(
        sa.select(records.c.id, records.c.body, records.c.corrected, records.c.rejected).where(
            records.c.article_id == article_id
        )
    )
    indexed = [i for row in rows for i in key_rows(row.id, row.corrected or row.body, row.rejected, prefix="old_")]
    if indexed:
        one = (keys.c.key == sa.bindparam("old_key")) & (keys.c.record_id == sa.bindparam("old_record_id"))
        connection.execute(sa.delete(keys).where(one), indexed)
    connection.execute(sa.delete(records).where(records.c.article_id == article_id))


def unlink(connection: Connection, mine: sa.Select[Any], changes: Changes) -> None:
    """Forgets what records are linked to; they, and all that hang together with them, are to find events anew.

    Args:
        connection: of the writer.
        mine: selects the records' ids.
        changes: gets them.
    """
    records, links = schema.records, schema.links
    changes.fresh.update(connection.execute(mine).scalars())
    changes.records.update(changes.fresh)
    changes.records.update(connection.execute(sa.select(links.c.other_id).where(links.c.record_id.in_(mine))).scalars())
    held = sa.select(records.c.id, records.c.event_id).where(records.c.id.in_(mine), records.c.event_id.is_not(None))
    stood = {row.id: row.event_id for row in connection.execute(held)}
    changes.holders |= stood
    holders = sorted(set(stood.values()))
    changes.events.update(holders)
    changes.records.update(connection.execute(sa.select(records.c.id).where(records.c.event_id.in_(holders))).scalars())
    connection.execute(sa.delete(links).where(links.c.record_id.in_(mine) | links.c.other_id.in_(mine)))


def _distinct(records: Sequence[EventRecord]) -> list[EventRecord]:
    """The records with ids of their own: two of one type on one trigger (told differently by two sources) have the same."""
    seen: set[str] = set()
    found = []
    for record in sorted(records, key=corrections.position):
        number = 1
        while record.id in seen:
            number += 1
            name = f"{record.type}:{number}"
            new = record_id(record.report.sha256, record.trigger.start, record.trigger.end, name)
            record = msgspec.structs.replace(record, id=new)
        seen.add(record.id)
        found.append(record)
    return found


def _write(connection: Connection, article: Article, coded: Sequence[EventRecord], changes: Changes) -> None:
    """Writes records as coded and as corrected, and where the corrections of the report now hold."""
    concerning = _corrections(connection, article.id)
    own = [c for c in concerning if c.kind in ("change", "reject")]
    kept, places = corrections.applied(article, coded, own)
    rows = [record_row(k) for k in kept]
    if rows:
        connection.execute(sa.insert(schema.records), rows)
    indexed = [index for row in rows for index in key_rows(row["id"], row["corrected"] or row["body"], row["rejected"])]
    if indexed:
        connection.execute(sa.insert(schema.keys), indexed)
    told = rule.profile(k.record for k in kept if not k.rejected)
    articles = schema.articles
    connection.execute(sa.update(articles).where(articles.c.id == article.id).values(profile=pack(told)))
    if concerning:
        _write_places(connection, article, kept, concerning, places)
    changes.records.update(k.coded.id for k in kept)
    changes.fresh.update(k.coded.id for k in kept if not k.rejected)


def key_rows(name: str, packed: bytes, rejected: bool, *, prefix: str = "") -> list[dict[str, Any]]:
    """The rows of the index for a record; none for one that is rejected."""
    if rejected:
        return []
    return [{f"{prefix}key": key, f"{prefix}record_id": name} for key in rule.keys(rule.compared(packed))]


def record_row(kept: Kept) -> dict[str, Any]:
    """The row of a record."""
    record = kept.record
    return {
        "id": kept.coded.id,
        "article_id": record.report.id,
        "position": record.trigger.start,
        "type": record.type,
        "quad": record.quad,
        "status": record.status,
        "start": record.when.start if record.when else None,
        "end": record.when.end if record.when else None,
        "confidence": record.confidence.record,
        "rejected": kept.rejected,
        "carried": kept.carried,
        "event_id": None,
        "body": pack(kept.coded),
        "corrected": pack(kept.corrected) if kept.corrected else None,
    }


def _corrections(connection: Connection, article_id: str) -> list[Correction]:
    """The corrections in force that concern a report."""
    table, anchors = schema.corrections, schema.anchors
    mine = sa.select(anchors.c.correction_id).where(anchors.c.article_id == article_id)
    query = sa.select(table.c.id, table.c.body).where(table.c.id.in_(mine), ~table.c.withdrawn)
    found = [unpack(row.body, Correction, row.id) for row in connection.execute(query)]
    return sorted(found, key=lambda c: (c.at, c.id))


def _write_places(
    connection: Connection, article: Article, kept: Sequence[Kept], concerning: Sequence[Correction],
    places: dict[Anchor, str],
) -> None:  # fmt: skip
    anchors = schema.anchors
    by_id = {c.id: c for c in concerning}
    rows = connection.execute(
        sa.select(anchors.c.correction_id, anchors.c.number).where(
            anchors.c.article_id == article.id, anchors.c.correction_id.in_(by_id)
        )
    ).all()
    coded = [k.coded for k in kept]
    for correction_id, correction in by_id.items():
        own = [row.number for row in rows if row.correction_id == correction_id]
        if correction.kind in ("change", "reject"):
            found = {a: places[a] for a in correction.anchors if a in places}
        else:
            found = corrections.matched(article, [correction.anchors[n] for n in own], coded)
        for number in own:
            connection.execute(
                sa.update(anchors)
                .where(anchors.c.correction_id == correction_id, anchors.c.number == number)
                .values(record_id=found.get(correction.anchors[number]))
            )
