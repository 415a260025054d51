"""Which events are near enough to be of one story: ties of cause, of sides, of place and of report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import NamedTuple

from lapwing.records.story import Event, Link, Party
from lapwing.stories.accounts import Records
from lapwing.stories.accounts_rules import load as load_accounts
from lapwing.stories.accounts_values import who
from lapwing.stories.thread_rules import ThreadRules

ORGANISATIONS = ("IGO", "NGO", "IMG", "MNC")
"""Codes that many participants share; these are told apart by name."""


class Tie(NamedTuple):
    """Two events that may be of one story. Ties sort by how sure they are, then by time, then by id."""

    rank: int
    gap: int
    """Days between the two."""
    one: str
    other: str

    @property
    def named(self) -> bool:
        """Whether a text says that one led to the other."""
        return self.rank == 0


def sides(told: Event | Iterable[Party]) -> frozenset[str]:
    """The sides that take part, as far as they are resolved: a country's state, its people, an armed group …"""
    parties = (*told.actors, *told.recipients) if isinstance(told, Event) else told
    return frozenset(side for party in parties if (side := _side(party)))


def near(events: Iterable[Event], records: Records, named: Iterable[Link], *, rules: ThreadRules) -> tuple[Tie, ...]:
    """The ties between events, each pair once for each reason.

    0: a text links them. 1: they share two sides and follow one another within `gap_days`. 2: they share a side and a
    place within `place_gap_days`. 3: one report tells both within `gap_days` of each other, and they share a side. For 1
    and 2 only events that follow one another directly are tied, so that the number of ties grows with that of events.
    """
    by_id = {event.id: event for event in sorted(events, key=lambda e: e.id)}
    ties = {Tie(0, _gap(by_id[n.cause], by_id[n.effect]) or 0, *sorted((n.cause, n.effect))) for n in named}
    ties.update(_chained(_by_sides(by_id.values()), 1, rules.gap_days))
    ties.update(_chained(_by_place(by_id.values()), 2, rules.place_gap_days))
    ties.update(_told_together(by_id, records, rules.gap_days))
    return tuple(sorted(ties))


def _by_sides(events: Iterable[Event]) -> dict[tuple[str, ...], list[Event]]:
    found: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        for pair in combinations(sorted(sides(event)), 2):
            found.setdefault(pair, []).append(event)
    return found


def _by_place(events: Iterable[Event]) -> dict[tuple[str, ...], list[Event]]:
    found: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        # A country is no place in this sense: too much happens in it.
        if event.where and event.where.admin1 and event.where.name:
            for side in sorted(sides(event)):
                found.setdefault((event.where.country, event.where.name, side), []).append(event)
    return found


def _chained(buckets: Mapping[tuple[str, ...], list[Event]], rank: int, days: int) -> Iterator[Tie]:
    for bucket in buckets.values():
        dated = [e for e in bucket if e.when]
        dated.sort(key=lambda e: (e.when and e.when.start, e.when and e.when.end, e.id))
        for a, b in pairwise(dated):
            gap = _gap(a, b)
            if gap is not None and gap <= days:
                yield Tie(rank, gap, *sorted((a.id, b.id)))


def _told_together(events: Mapping[str, Event], records: Records, days: int) -> Iterator[Tie]:
    told: dict[tuple[str, bool], set[str]] = {}
    for event in events.values():
        for name in event.records:
            # A page that is mixed with another story tells two.
            told.setdefault((records[name].report.id, records[name].foreign), set()).add(event.id)
    for names in told.values():
        for one, other in combinations(sorted(names), 2):
            a, b = events[one], events[other]
            gap = _gap(a, b)
            if gap is not None and gap <= days and sides(a) & sides(b):
                yield Tie(3, gap, one, other)


def _gap(a: Event, b: Event) -> int | None:
    """Days between two events, 0 when they share a day; None when one has no days."""
    if a.when is None or b.when is None:
        return None
    return max(0, (b.when.start - a.when.end).days, (a.when.start - b.when.end).days)


def _side(party: Party) -> str:
    found = who(party, load_accounts())
    if not found.code:
        return ""
    if found.code in ORGANISATIONS:
        return f"{found.code}:{(party.name or party.text).casefold()}"
    kind = "people" if found.kind == "unknown" else found.kind
    return f"{found.code}:{kind}:{found.name.casefold()}" if found.name and kind != "people" else f"{found.code}:{kind}"
