"""The records that a change of events may reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import rule, schema
from lapwing.archive.changes import parts
from lapwing.archive.packing import unpack
from lapwing.records.event import EventRecord
from lapwing.stories.facts import Facts, Profile


@dataclass
class Region:
    """Records with nothing beyond them that could be one event with any."""

    records: dict[str, EventRecord] = field(default_factory=dict)
    """By id, as corrected, without the rejected ones."""
    holders: dict[str, str | None] = field(default_factory=dict)
    """The event that each stands in so far."""
    copies: dict[str, str] = field(default_factory=dict)
    """For reports that are copies: of which one."""
    reports: set[str] = field(default_factory=set)
    """Their reports."""
    context: list[EventRecord] = field(default_factory=list)
    """The other records of their reports, by which a report is known."""


def around(connection: Connection, seeds: Iterable[str]) -> Region:
    """The neighbourhood of some records.

    Args:
        connection: within a transaction.
        seeds: ids; those that are not there or are rejected are passed over.
    """
    region = Region()
    rest, passed = set(seeds), set[str]()
    while rest:
        reached: set[str] = set()
        for part in parts(sorted(rest)):
            _take(connection, part, region)
            reached |= _next(connection, part)
        passed |= rest  # the rejected ones are not in the region
        rest = reached - passed
    records = schema.records
    for part in parts(sorted(region.reports)):
        query = sa.select(records.c.id).where(records.c.article_id.in_(part))
        others = set(connection.execute(query).scalars()) - region.records.keys()
        for names in parts(sorted(others)):
            region.context += load(connection, names).values()
    return region


def _take(connection: Connection, names: list[str], region: Region) -> None:
    records, articles = schema.records, schema.articles
    query = sa.select(
        records.c.id, records.c.event_id, records.c.body, records.c.corrected, records.c.article_id, articles.c.copy_of
    ).join(articles, articles.c.id == records.c.article_id)
    for row in connection.execute(query.where(records.c.id.in_(names), ~records.c.rejected)):
        region.records[row.id] = unpack(row.corrected or row.body, EventRecord, row.id)
        region.holders[row.id] = row.event_id
        region.reports.add(row.article_id)
        if row.copy_of:
            region.copies[row.article_id] = row.copy_of


def _next(connection: Connection, names: list[str]) -> set[str]:
    """Records linked to these, in one event with these, or named with these in an analyst's decision."""
    records, links, anchors = schema.records, schema.links, schema.anchors
    held = sa.select(records.c.event_id).where(records.c.id.in_(names), records.c.event_id.is_not(None))
    decided = sa.select(anchors.c.correction_id).where(anchors.c.record_id.in_(names))
    reached: set[str] = set()
    for query in (
        sa.select(links.c.other_id).where(links.c.record_id.in_(names)),
        sa.select(records.c.id).where(records.c.event_id.in_(held)),
        sa.select(anchors.c.record_id).where(anchors.c.correction_id.in_(decided), anchors.c.record_id.is_not(None)),
    ):
        reached.update(connection.execute(query).scalars())
    return reached


def link(connection: Connection, fresh: Iterable[str]) -> None:
    """Finds the links of records that have none yet: by their keys, and within their reports."""
    keys, links, records = schema.keys, schema.links, schema.records
    pairs: set[tuple[str, str]] = set()
    of_reports: dict[str, list[str]] = {}
    by_key: dict[int, list[str]] = {}
    for part in parts(sorted(fresh)):
        for row in _packed(connection, part):
            of_reports.setdefault(row.article_id, []).append(row.id)
            for key in rule.keys(rule.compared(row.packed)):
                by_key.setdefault(key, []).append(row.id)
    for numbers in parts(sorted(by_key)):
        for row in connection.execute(sa.select(keys).where(keys.c.key.in_(numbers))):
            pairs.update(_pair(name, row.record_id) for name in by_key[row.key])
    for reports in parts(sorted(of_reports)):
        query = sa.select(records.c.id, records.c.article_id).where(records.c.article_id.in_(reports))
        for row in connection.execute(query):
            pairs.update(_pair(name, row.id) for name in of_reports[row.article_id])
    pairs = {(a, b) for a, b in pairs if a != b}
    compared = _Compared(connection, {name for pair in pairs for name in pair})
    found = [(a, b) for a, b in sorted(pairs) if compared.linked(a, b)]
    if found:
        both = [{"record_id": a, "other_id": b} for pair in found for a, b in (pair, pair[::-1])]
        connection.execute(sa.insert(links), both)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _packed(connection: Connection, names: list[str]) -> Any:
    """Records as they are kept, without the rejected ones."""
    records = schema.records
    packed = sa.func.coalesce(records.c.corrected, records.c.body).label("packed")
    query = sa.select(records.c.id, records.c.article_id, packed)
    return connection.execute(query.where(records.c.id.in_(names), ~records.c.rejected))


class _Compared:
    """Records with what is compared of them and of their reports."""

    def __init__(self, connection: Connection, names: set[str]) -> None:
        articles = schema.articles
        self._facts: dict[str, Facts] = {}
        profiles: dict[str, Profile] = {}
        copies: dict[str, str] = {}
        for part in parts(sorted(names)):
            self._facts |= {row.id: rule.compared(row.packed) for row in _packed(connection, part)}
        for part in parts(sorted({of.report for of in self._facts.values()})):
            query = sa.select(articles.c.id, articles.c.profile, articles.c.copy_of).where(articles.c.id.in_(part))
            for row in connection.execute(query):
                profiles[row.id] = unpack(row.profile, dict[str, float], row.id)
                if row.copy_of:
                    copies[row.id] = row.copy_of
        self._known = rule.context(profiles, copies)

    def linked(self, a: str, b: str) -> bool:
        if a not in self._facts or b not in self._facts:
            return False  # rejected
        return rule.linked(self._facts[a], self._facts[b], self._known)


def load(connection: Connection, names: list[str]) -> dict[str, EventRecord]:
    """Records by id, as corrected, without the rejected ones."""
    records = schema.records
    query = sa.select(records.c.id, records.c.body, records.c.corrected)
    rows = connection.execute(query.where(records.c.id.in_(names), ~records.c.rejected))
    return {row.id: unpack(row.corrected or row.body, EventRecord, row.id) for row in rows}
