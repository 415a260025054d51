"""Stories: events that share participants and lead to one another (codebook, section 8).

Two events are near when a text links them as cause and effect, when they have both sides in common and at most a week
lies between them, or when one report tells both, or they share a place, and one participant. Near events are joined, the
surest ties first, as long as what is joined holds together: its groups share two participants of their cores, and it does
not last too long. The result depends on the set of events alone, not on their order, and the story of an event only on
events that chains of near ones lead to (`thread_near.near`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from lapwing.core.intervals import Interval
from lapwing.records.story import Event, Link, Party, Story
from lapwing.stories.accounts import Records, told
from lapwing.stories.accounts_values import country_name, most_used
from lapwing.stories.thread_links import links
from lapwing.stories.thread_near import Tie, near, sides
from lapwing.stories.thread_rules import ThreadRules, load


def stories(
    events: Iterable[Event], records: Records, *, rules: ThreadRules | None = None, least: int = 2
) -> tuple[Story, ...]:
    """The stories that events make, in the order of their first day, then of their id.

    Args:
        events: the events.
        records: by id; those of the events must be there.
        rules: those of the package by default.
        least: events a story has at least; an event that is part of none makes none by itself.
    """
    rules = rules or load()
    by_id = {event.id: event for event in sorted(events, key=lambda e: e.id)}
    named = links(by_id.values(), records, rules=rules)
    groups = _joined(by_id, near(by_id.values(), records, named, rules=rules), rules)
    of_group: dict[int, list[Link]] = {}
    home = {name: number for number, group in enumerate(groups) for name in group}
    for link in named:
        if home[link.cause] == home[link.effect]:
            of_group.setdefault(home[link.cause], []).append(link)
    made = [
        _story([by_id[name] for name in group], of_group.get(number, ()), records)
        for number, group in enumerate(groups)
        if len(group) >= least
    ]
    return tuple(sorted(made, key=lambda s: (s.start or dt.date.max, s.id)))


class _Group:
    """Events that belong together so far."""

    def __init__(self, event: Event) -> None:
        self.events = [event.id]
        self.sides = Counter(sides(event))
        self.reports = set(event.reports)
        self.start = event.when.start if event.when else None
        self.end = event.when.end if event.when else None

    def core(self, share: float) -> frozenset[str]:
        """The participants of at least this share of its events."""
        least = share * len(self.events)
        return frozenset(side for side, count in self.sides.items() if count >= least)

    def days_with(self, other: _Group) -> int:
        """Days from the first to the last event of both."""
        starts = [g.start for g in (self, other) if g.start]
        ends = [g.end for g in (self, other) if g.end]
        return (max(ends) - min(starts)).days if starts else 0

    def take(self, other: _Group) -> None:
        """Takes in another group."""
        self.events += other.events
        self.sides += other.sides
        self.reports |= other.reports
        self.start = min((d for d in (self.start, other.start) if d), default=None)
        self.end = max((d for d in (self.end, other.end) if d), default=None)


def _joined(events: Mapping[str, Event], ties: Sequence[Tie], rules: ThreadRules) -> list[list[str]]:
    groups = {name: _Group(event) for name, event in events.items()}
    for tie in sorted(ties):
        a, b = groups[tie.one], groups[tie.other]
        if a is b or a.days_with(b) > rules.longest_days or not (tie.named or _hold_together(a, b, rules)):
            continue
        if len(a.events) < len(b.events):
            a, b = b, a
        a.take(b)
        for name in b.events:
            groups[name] = a
    unique = {id(group): group for group in groups.values()}
    return [sorted(group.events) for group in unique.values()]


def _hold_together(a: _Group, b: _Group, rules: ThreadRules) -> bool:
    shared = a.core(rules.core) & b.core(rules.core)
    if len(shared) > 1:
        return True
    small, large = sorted((a, b), key=lambda g: len(g.events))
    return bool(shared) and len(small.events) <= rules.satellite and small.reports <= large.reports


def _story(events: Sequence[Event], named: Sequence[Link], records: Records) -> Story:
    course = _course(events, named, records)
    dated = [e.when for e in course if e.when]
    actors = _actors(course)
    return Story(
        id=hashlib.sha256("\n".join(sorted(e.id for e in events)).encode()).hexdigest()[:16],
        title=_headline(course, records) or _described(course, actors),
        actors=actors,
        events=tuple(e.id for e in course),
        links=tuple(named),
        start=min((w.start for w in dated), default=None),
        end=max((w.end for w in dated), default=None),
    )


def _course(events: Sequence[Event], named: Sequence[Link], records: Records) -> list[Event]:
    """By day; within a day causes first, and else as the first report tells it."""

    def happening(event: Event) -> tuple[dt.date, dt.date, tuple[str, str, int, str]]:
        first = min(told(records[name]) for name in event.records)
        days = event.when or Interval.day(dt.date.max)
        return days.start, days.end, first

    keyed = sorted(((happening(event), event) for event in events), key=lambda pair: pair[0])
    causes: dict[str, set[str]] = {}
    for link in named:
        causes.setdefault(link.effect, set()).add(link.cause)
    placed: list[Event] = []
    for _, day in groupby(keyed, key=lambda pair: pair[0][0]):
        waiting = {event.id: event for _, event in day}
        while waiting:
            free = (e for e in waiting.values() if waiting.keys().isdisjoint(causes.get(e.id, ())))
            following = next(free, next(iter(waiting.values())))  # texts may give causes in a circle
            placed.append(waiting.pop(following.id))
    return placed


def _actors(events: Sequence[Event]) -> tuple[Party, ...]:
    """Those who take part, by country, kind and group; those in most events first."""
    parties: dict[str, list[Party]] = {}
    count: Counter[str] = Counter()
    for event in events:
        here: set[str] = set()
        for party in (*event.actors, *event.recipients):
            for side in sides_of(party):
                parties.setdefault(side, []).append(party)
                here.add(side)
        count.update(here)
    return tuple(_one(parties[side]) for side in sorted(parties, key=lambda s: (-count[s], s)))


def sides_of(party: Party) -> frozenset[str]:
    """The side that a party takes, as in `thread_near.sides`; empty for one that is not resolved."""
    return sides((party,))


def _one(parties: Sequence[Party]) -> Party:
    names = [p.name for p in parties if p.name]
    return Party(
        code=parties[0].code,
        sector=most_used(p.sector for p in parties),
        name=most_used(names) if names else None,
        text=most_used(p.text for p in parties),
        records=tuple(sorted({name for p in parties for name in p.records})),
    )


def _headline(events: Sequence[Event], records: Records) -> str | None:
    """The headline of the report that tells most of the events; of several, that of the one published first."""
    telling: dict[str, set[str]] = {}
    title: dict[str, tuple[dt.date, str, str]] = {}
    for event in events:
        for record in (records[name] for name in event.records):
            report = record.report
            if report.title and not record.foreign:
                telling.setdefault(report.id, set()).add(event.id)
                title[report.id] = (report.published or dt.date.max, report.id, report.title)
    if not telling:
        return None
    best = min(telling, key=lambda r: (-len(telling[r]), title[r]))
    return title[best][2]


def _described(events: Sequence[Event], actors: Sequence[Party]) -> str:
    """A title where no report has a headline: who, and the gravest thing that happened."""
    who = list(dict.fromkeys(country_name(p.code) or p.name or p.text for p in actors))[:3]
    gravest = min(events, key=lambda e: (e.score, e.when.start if e.when else dt.date.max, e.id))
    place = f" in {gravest.where.name}" if gravest.where and gravest.where.name else ""
    return f"{', '.join(who) or 'Unnamed'}: {(gravest.mode or gravest.type).lower()}{place}"
