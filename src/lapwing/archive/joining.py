"""Events, kept up as records come and go.

A record that is new, or has changed, can only touch the events of records that could be one event with it, and of those
that could be with these, and so on. That neighbourhood is read, the rule (`stories.reconcile`) is applied to it whole,
and what comes out replaces what was there: the same as the rule over all records, whatever order they came in.
Analysts' merges and splits come after the rule, and widen the neighbourhood to what they name.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import corrections, neighbourhood, rule, schema
from lapwing.archive.changes import Changes, parts
from lapwing.archive.corrections import Correction
from lapwing.archive.neighbourhood import Region
from lapwing.archive.packing import pack, unpack
from lapwing.archive.recording import key_rows
from lapwing.core.errors import ArchiveError
from lapwing.records.event import EventRecord
from lapwing.records.story import Event
from lapwing.stories import accounts_rules

_AT_ONCE = 2000
"""Records whose neighbourhoods are taken up at once when all events are found anew."""


def follow(connection: Connection, changes: Changes, *, run: str, at: str, because: str) -> None:
    """Brings events up to date with what a transaction has changed.

    Args:
        connection: of the writer.
        changes: what it changed.
        run: the command.
        at: the moment, for the log of revisions.
        because: what led to it: ids of reports, or of a correction.
    """
    if not changes.records and not changes.events:
        return
    neighbourhood.link(connection, changes.fresh)
    region = neighbourhood.around(connection, changes.records)
    found = _events(connection, region)
    _replace(connection, region, changes, found, log=(run, at, because))


def rejoin(connection: Connection, *, run: str, at: str) -> tuple[int, int]:
    """Finds all events anew: after the rule was changed, or to compare.

    Returns:
        the number of events that went, and of those that came.
    """
    keys, records, events = schema.keys, schema.records, schema.events
    before = set(connection.execute(sa.select(events.c.id)).scalars())
    connection.execute(sa.delete(schema.links))
    connection.execute(sa.delete(keys))
    names = list(connection.execute(sa.select(records.c.id).order_by(records.c.id)).scalars())
    for part in parts(names):
        rows = connection.execute(
            sa.select(records.c.id, records.c.body, records.c.corrected, records.c.rejected).where(
                records.c.id.in_(part)
            )
        )
        indexed = [i for row in rows for i in key_rows(row.id, row.corrected or row.body, row.rejected)]
        if indexed:
            connection.execute(sa.insert(keys), indexed)
        neighbourhood.link(connection, part)
    done: set[str] = set()
    for part in parts(names, _AT_ONCE):
        seeds = set(part) - done
        if seeds:
            region = neighbourhood.around(connection, seeds)
            done |= region.records.keys()
            _replace(connection, region, Changes(), _events(connection, region), log=(run, at, "rule"))
    after = set(connection.execute(sa.select(events.c.id)).scalars())
    table = schema.settings
    connection.execute(sa.delete(table).where(table.c.name == "rule"))
    note_rule(connection)
    return len(before - after), len(after - before)


def holds(connection: Connection) -> bool:
    """Whether the events were made by the rule as it now is."""
    table = schema.settings
    return connection.execute(sa.select(table.c.value).where(table.c.name == "rule")).scalar() == rule.digest()


def require_rule(connection: Connection, where: str) -> None:
    """Refuses to mix events of two rules.

    Raises:
        ArchiveError: the events were made by another rule.
    """
    if not holds(connection):
        raise ArchiveError(
            "its events were made by another version of Lapwing or of its rule",
            where,
            "Run `lapwing archive rejoin` first",
        )


def note_rule(connection: Connection) -> None:
    """Writes down by which rule events are made, in an archive that has none yet."""
    table = schema.settings
    if connection.execute(sa.select(table.c.value).where(table.c.name == "rule")).scalar() is None:
        connection.execute(sa.insert(table).values(name="rule", value=rule.digest()))


def _events(connection: Connection, region: Region) -> list[tuple[Event, bool]]:
    """The events of a neighbourhood, with the analysts' decisions, and whether each is rejected."""
    records, copies = region.records, region.copies
    by_rule = rule.join(records.values(), copies, region.facts, region.profiles, frozenset(region.links))
    decided = _decisions(connection, records)
    if not decided:
        return [(event, False) for event in by_rule]
    made = {frozenset(event.records): event for event in by_rule}
    events = []
    for group in corrections.regrouped(made, decided):
        known = made.get(group)
        events.append(known or rule.event([records[name] for name in sorted(group)], copies))
    holders = {name: event.id for event in events for name in event.records}
    concerning: dict[str, list[Correction]] = {}
    for found, named in decided:
        if found.kind in ("change event", "reject event") and (name := corrections.concerned(named, holders)):
            concerning.setdefault(name, []).append(found)
    return [corrections.event_corrected(event, concerning.get(event.id, ())) for event in events]


def _decisions(connection: Connection, records: Mapping[str, EventRecord]) -> list[tuple[Correction, frozenset[str]]]:
    """The corrections of events that name one of these records, with the records that stand at their places."""
    table, anchors = schema.corrections, schema.anchors
    if not connection.execute(sa.select(anchors.c.number).limit(1)).first():
        return []  # nobody has corrected anything
    names: set[str] = set()
    for part in parts(sorted(records)):
        names.update(
            connection.execute(sa.select(anchors.c.correction_id).where(anchors.c.record_id.in_(part))).scalars()
        )
    found: list[tuple[Correction, frozenset[str]]] = []
    for part in parts(sorted(names)):
        places: dict[str, set[str]] = {}
        query = sa.select(anchors.c.correction_id, anchors.c.record_id).where(anchors.c.correction_id.in_(part))
        for row in connection.execute(query):
            places.setdefault(row.correction_id, set()).add(row.record_id)
        held = sa.select(table.c.id, table.c.body).where(table.c.id.in_(part), ~table.c.withdrawn)
        for row in connection.execute(held):
            correction = unpack(row.body, Correction, row.id)
            if correction.kind in corrections.OF_EVENTS:
                found.append((correction, frozenset(places[row.id] & records.keys())))
    return sorted(found, key=lambda pair: (pair[0].at, pair[0].id))


def _replace(
    connection: Connection,
    region: Region,
    changes: Changes,
    found: Sequence[tuple[Event, bool]],
    *,
    log: tuple[str, str, str],
) -> None:
    """Writes the events of a neighbourhood in place of those that were there."""
    events, records, pairs_of = schema.events, schema.records, schema.dyads
    held = {name for name in region.holders.values() if name} | changes.events
    now = {event.id: (event, rejected) for event, rejected in found}
    before: dict[str, tuple[object, object]] = {}
    for part in parts(sorted(held)):
        query = sa.select(events.c.id, events.c.body, events.c.rejected).where(events.c.id.in_(part))
        before |= {row.id: (row.body, row.rejected) for row in connection.execute(query)}
    rows = {name: event_row(event, rejected) for name, (event, rejected) in now.items()}
    changed = [n for n, row in rows.items() if before.get(n) != (row["body"], row["rejected"])]
    gone = sorted(before.keys() - rows.keys())
    new = [name for name in changed if name not in before]
    for name in set(changed) - set(new):
        connection.execute(sa.update(events).where(events.c.id == name).values(**rows[name]))
    if new:
        connection.execute(sa.insert(events), [rows[name] for name in new])
    moves = [
        {"record": name, "event": event.id}
        for event, _ in found
        for name in event.records
        if region.holders.get(name) != event.id
    ]
    if moves:
        move = sa.update(records).where(records.c.id == sa.bindparam("record")).values(event_id=sa.bindparam("event"))
        connection.execute(move, moves)
    for part in parts(sorted({*gone, *changed})):
        connection.execute(sa.delete(pairs_of).where(pairs_of.c.event_id.in_(part)))
    for part in parts(gone):
        connection.execute(sa.delete(events).where(events.c.id.in_(part)))
    pairs = [row for name in changed for row in dyads(*now[name])]
    if pairs:
        connection.execute(sa.insert(pairs_of), pairs)
    holders = {**changes.holders, **{name: event for name, event in region.holders.items() if event}}
    _log(connection, holders, [now[name][0] for name in new], gone, log)


def _log(
    connection: Connection, holders: Mapping[str, str], new: Sequence[Event], gone: Sequence[str],
    log: tuple[str, str, str],
) -> None:  # fmt: skip
    """Writes down which events became which; one that nothing told of before is no revision."""
    run, at, because = log
    rows, told = [], set()
    for event in sorted(new, key=lambda e: e.id):
        before = sorted({name for record in event.records if (name := holders.get(record))})
        told.update(before)
        if before:
            rows.append({"event_id": event.id, "before": " ".join(before)})
    rows += [{"event_id": "", "before": name} for name in gone if name not in told]
    if rows:
        common = {"run_id": run, "at": at, "because": because}
        connection.execute(sa.insert(schema.revisions), [{**row, **common} for row in rows])


def event_row(event: Event, rejected: bool) -> dict[str, object]:
    """The row of an event."""
    return {
        "id": event.id,
        "type": event.type,
        "quad": event.quad,
        "status": event.status,
        "score": event.score,
        "start": event.when.start if event.when else None,
        "end": event.when.end if event.when else None,
        "first_published": event.first_published,
        "records": len(event.records),
        "independent": event.independent,
        "rejected": rejected,
        "body": pack(event),
    }


def dyads(event: Event, rejected: bool) -> list[dict[str, object]]:
    """The rows of the index of pairs: who does it to whom; of what is done together, every two, in both directions."""
    if rejected or event.when is None:
        return []
    acting, acted_on = [a.code for a in event.actors if a.code], {r.code for r in event.recipients if r.code}
    pairs = {(a, r) for a in acting for r in acted_on}
    if event.type in accounts_rules.load().mutual or not acted_on:
        pairs.update(itertools.permutations(acting, 2))
    return [{"actor": a, "recipient": r, "day": event.when.start, "event_id": event.id} for a, r in sorted(pairs)]
