"""The records that a change of events may reach."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import rule, schema
from lapwing.archive.changes import parts
from lapwing.archive.packing import unpack
from lapwing.records.event import EventRecord
from lapwing.stories.facts import Facts, Profile
from lapwing.stories.screening import Scored


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
    facts: dict[str, Facts] = field(default_factory=dict)
    """What of each record is compared."""
    profiles: dict[str, Profile] = field(default_factory=dict)
    """What each report is known by."""
    links: set[tuple[str, str]] = field(default_factory=set)
    """The pairs of records that are linked, the lower id first."""


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
            reached |= _next(connection, part, region)
        passed |= rest  # the rejected ones are not in the region
        rest = reached - passed
    region.profiles, _ = _reports(connection, region.reports)
    return region


def _take(connection: Connection, names: list[str], region: Region) -> None:
    records, articles = schema.records, schema.articles
    query = sa.select(
        records.c.id, records.c.event_id, records.c.body, records.c.corrected, records.c.article_id, articles.c.copy_of
    ).join(articles, articles.c.id == records.c.article_id)
    for row in connection.execute(query.where(records.c.id.in_(names), ~records.c.rejected)):
        packed = row.corrected or row.body
        region.records[row.id] = unpack(packed, EventRecord, row.id)
        region.facts[row.id] = rule.compared(packed)
        region.holders[row.id] = row.event_id
        region.reports.add(row.article_id)
        if row.copy_of:
            region.copies[row.article_id] = row.copy_of


def _next(connection: Connection, names: list[str], region: Region) -> set[str]:
    """Records linked to these, in one event with these, or named with these in an analyst's decision."""
    records, links, anchors = schema.records, schema.links, schema.anchors
    held = sa.select(records.c.event_id).where(records.c.id.in_(names), records.c.event_id.is_not(None))
    decided = sa.select(anchors.c.correction_id).where(anchors.c.record_id.in_(names))
    linked = connection.execute(sa.select(links).where(links.c.record_id.in_(names))).all()
    region.links.update((a, b) for a, b in linked if a < b)
    reached = {b for _, b in linked}
    for query in (
        sa.select(records.c.id).where(records.c.event_id.in_(held)),
        sa.select(anchors.c.record_id).where(anchors.c.correction_id.in_(decided), anchors.c.record_id.is_not(None)),
    ):
        reached.update(connection.execute(query).scalars())
    return reached


def link(connection: Connection, fresh: Iterable[str]) -> None:
    """Finds the links of records that have none yet: by their keys, and within their reports."""
    compared = _Compared(connection)
    compared.load(sorted(fresh))
    of_reports: dict[str, list[int]] = {}
    for row in compared.rows.values():
        of_reports.setdefault(compared.screen.facts(row).report, []).append(row)
    possible: dict[int, Scored] = {}
    done: set[int] = set()
    for report, own in sorted(of_reports.items()):
        near = np.array(sorted(compared.load(_near(connection, report, [compared.keys(n) for n in own]))), np.int64)
        for row in own:
            done.add(row)
            rest = near[~np.isin(near, list(done))]  # a pair of two new records is looked at once
            possible[row] = [pair for pair in compared.screen.possible(row, rest) if compared.found(row, pair[0])]
    found = list(compared.linked(possible))
    if found:
        both = [{"record_id": a, "other_id": b} for pair in sorted(found) for a, b in (pair, pair[::-1])]
        connection.execute(sa.insert(schema.links), both)


def _near(connection: Connection, report: str, keys_of: list[frozenset[int]]) -> list[str]:
    """The records of a report, and those that share a key with one of them."""
    keys, records = schema.keys, schema.records
    found: set[str] = set()
    own = sa.select(records.c.id).where(records.c.article_id == report)
    for numbers in parts(sorted(frozenset().union(*keys_of))) if any(keys_of) else ((),):
        query = sa.select(keys.c.record_id).where(keys.c.key.in_(numbers)).union(own)
        found.update(connection.execute(query).scalars().all())
    return sorted(found)


def _packed(connection: Connection, names: list[str]) -> Any:
    """Records as they are kept, without the rejected ones."""
    records = schema.records
    packed = sa.func.coalesce(records.c.corrected, records.c.body).label("packed")
    query = sa.select(records.c.id, records.c.article_id, packed)
    return connection.execute(query.where(records.c.id.in_(names), ~records.c.rejected)).all()


class _Held(threading.local):
    """What a thread has compared before: new reports meet the same recent records again and again."""

    def __init__(self) -> None:
        self.screen = rule.screen()
        self.rows: dict[str, tuple[bytes, int]] = {}
        """By id: as the record was kept, and its row; a record that is kept otherwise now gets another row."""


_held = _Held()
_MOST_HELD = 16384
"""Records that are held at most before the next are found: some 100 MB."""


class _Compared:
    """Records with what is compared of them."""

    def __init__(self, connection: Connection) -> None:
        if len(_held.screen) > _MOST_HELD:
            _held.screen, _held.rows = rule.screen(), {}
        self.screen = _held.screen
        self.rows: dict[str, int] = {}
        """By record; the rejected ones have none."""
        self._connection = connection
        self._passed: set[str] = set()
        self._kept: dict[int, tuple[str, bytes]] = {}

    def load(self, names: Iterable[str]) -> list[int]:
        """The rows of records, without the rejected ones."""
        names = list(names)
        held = _held.rows
        for part in parts(name for name in names if name not in self.rows and name not in self._passed):
            for name, _, packed in _packed(self._connection, part):
                known = held.get(name)
                if known is None or known[0] != packed:
                    known = held[name] = packed, self.screen.add(rule.compared(packed))
                self.rows[name] = known[1]
                self._kept[known[1]] = name, packed
            self._passed.update(name for name in part if name not in self.rows)
        return [self.rows[name] for name in names if name in self.rows]

    def keys(self, row: int) -> frozenset[int]:
        """What a record is found by."""
        return rule.found_by(self._kept[row][1])

    def found(self, a: int, b: int) -> bool:
        """Whether two records are to be compared: of one report, or found by one key."""
        facts = self.screen.facts
        return facts(a).report == facts(b).report or not self.keys(a).isdisjoint(self.keys(b))

    def linked(self, possible: Mapping[int, Scored]) -> Iterator[tuple[str, str]]:
        """The pairs of ids that speak for being one event, the lower first."""
        rows = {row for a, scored in possible.items() if scored for row in (a, *(n for n, _ in scored))}
        known = rule.context(*_reports(self._connection, {self.screen.facts(row).report for row in rows}))
        for row, scored in possible.items():
            for other in self.screen.linked(row, scored, known):
                a, b = sorted((self._kept[row][0], self._kept[other][0]))
                yield a, b


def _reports(connection: Connection, names: Iterable[str]) -> tuple[dict[str, Profile], dict[str, str]]:
    """What reports are known by, and of which one those are copies that are."""
    articles = schema.articles
    profiles: dict[str, Profile] = {}
    copies: dict[str, str] = {}
    for part in parts(sorted(names)):
        query = sa.select(articles.c.id, articles.c.profile, articles.c.copy_of).where(articles.c.id.in_(part))
        for row in connection.execute(query):
            profiles[row.id] = unpack(row.profile, dict[str, float], row.id)
            if row.copy_of:
                copies[row.id] = row.copy_of
    return profiles, copies


def load(connection: Connection, names: list[str]) -> dict[str, EventRecord]:
    """Records by id, as corrected, without the rejected ones."""
    records = schema.records
    query = sa.select(records.c.id, records.c.body, records.c.corrected)
    rows = connection.execute(query.where(records.c.id.in_(names), ~records.c.rejected))
    return {row.id: unpack(row.corrected or row.body, EventRecord, row.id) for row in rows}
