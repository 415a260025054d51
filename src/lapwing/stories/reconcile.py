"""Reconciliation: records of one happening become one event (codebook, section 8), whatever order they come in.

Two records are compared by the rule in `rules.toml`, which gives points (`evidence.findings`); records with at least the
points needed are linked, and what links connect is grouped by average linkage (`clusters`). Nothing depends on the order
of the records, and what one part of them makes does not depend on another.

An archive need not look at everything when a report comes: `neighbourhood` gathers the records that the new ones can
change, and `reconcile` over these gives their events as a run over everything would.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

import msgspec

from lapwing.records.event import EventRecord
from lapwing.records.story import CopyGroup, Event, originals
from lapwing.stories.assemble import event_of
from lapwing.stories.clusters import average_linkage, connected
from lapwing.stories.evidence import Context, Finding, findings, total
from lapwing.stories.facts import Facts, Profile, facts, keys_of, profiles
from lapwing.stories.rules import EventRule, load
from lapwing.stories.screening import Screen

Fetch = Callable[[frozenset[str]], Iterable[EventRecord]]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known already and need not be worked out again."""

    facts: Mapping[str, Facts] = {}
    """Of records, by id."""
    profiles: Mapping[str, Profile] = {}
    """Of reports, by id: from all of their records, those that are not given to the comparison included."""
    links: frozenset[tuple[str, str]] | None = None
    """All pairs of the records that are linked, the lower id first; None when they are to be found."""


_NOTHING = Known()


class Comparison:
    """Records ready to be compared with one another.

    Args:
        records: the records to reconcile.
        copies: which reports are copies of one another.
        context: further records of the same reports; they are not reconciled, but a report is known by all it tells.
        rule: when two records are one event; default: the one that comes with the package.
        known: what of it is known already.
    """

    def __init__(
        self,
        records: Iterable[EventRecord],
        copies: Iterable[CopyGroup] = (),
        *,
        context: Iterable[EventRecord] = (),
        rule: EventRule | None = None,
        known: Known = _NOTHING,
    ) -> None:
        self.rule = rule or load().events
        self.records: dict[str, EventRecord] = {}
        self.facts: dict[str, Facts] = {}
        self._of_report: dict[str, dict[str, EventRecord]] = defaultdict(dict)
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._unindexed: list[str] = []
        self._scores: dict[tuple[str, str], int] = {}
        self._known = known
        self._screen = Screen(self.rule)
        self._rows: dict[str, int] = {}
        self._context = Context(originals(copies))
        outside = list(context)
        for record in outside:
            self._of_report[record.report.id][record.id] = record
        self.add(records)
        self._know({record.report.id for record in outside})

    def add(self, records: Iterable[EventRecord]) -> list[str]:
        """Adds records; returns the ids of those that were not there yet. All of a report are to be added at once."""
        new = []
        for record in records:
            self._of_report[record.report.id][record.id] = record
            if record.id not in self.records:
                self.records[record.id] = record
                self.facts[record.id] = own = self._known.facts.get(record.id) or facts(record)
                self._rows[record.id] = self._screen.add(own)
                new.append(record.id)
        self._unindexed += new
        self._know({self.records[r].report.id for r in new})
        return new

    def _know(self, reports: set[str]) -> None:
        given = {report: self._known.profiles[report] for report in reports & self._known.profiles.keys()}
        rest = sorted(reports - given.keys())
        self._context.add(profiles(r for report in rest for r in self._of_report[report].values()) | given)

    def findings(self, a: str, b: str) -> tuple[Finding, ...]:
        """What each line of the rule finds for two records."""
        return findings(self.facts[a], self.facts[b], self._context, self.rule)

    def score(self, a: str, b: str) -> int:
        """Points of two records beyond those needed: zero or more speaks for one event."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self._scores:
            self._scores[pair] = total(self.findings(*pair)) - self.rule.needed
        return self._scores[pair]

    def near(self, record: str) -> list[str]:
        """The records that share a key or the report with one, sorted: the only ones that can be linked with it."""
        for name in self._unindexed:
            for key in keys_of(self.facts[name]):
                self._by_key[key].append(name)
        self._unindexed.clear()
        own = self.facts[record]
        found = {other for key in keys_of(own) for other in self._by_key[key]}
        found.update(r for r in self._of_report[own.report] if r in self.facts)
        found.discard(record)
        return sorted(found)

    def linked(self, record: str, after: str = "") -> list[str]:
        """The records that are linked with one, sorted.

        Args:
            record: the one.
            after: only records with ids after this one are looked at.
        """
        near = [other for other in self.near(record) if other > after]
        row, names = self._rows[record], {self._rows[other]: other for other in near}
        return [names[n] for n in self._screen.linked(row, self._screen.possible(row, names), self._context)]

    def groups(self) -> list[list[str]]:
        """The records of each event, sorted."""
        links = self._known.links
        if links is None:
            links = frozenset((a, b) for a in sorted(self.records) for b in self.linked(a, after=a))
        parts = connected(itertools.chain(sorted(links), ((r, r) for r in self.records)))
        degrees = Counter(a for a, _ in links)
        return sorted(group for part in parts for group in self._grouped(part, sum(degrees[record] for record in part)))

    def _grouped(self, part: list[str], links: int) -> list[list[str]]:
        if links == len(part) * (len(part) - 1) // 2:
            return [part]  # all are linked with all: no mean is negative
        rows = [self._rows[record] for record in part]
        for n, a in enumerate(part):
            scores = self._screen.scores(rows[n], rows[n + 1 :], self._context)
            self._scores.update(
                ((a, b), points - self.rule.needed) for b, points in zip(part[n + 1 :], scores, strict=True)
            )
        return average_linkage(part, self.score)


def reconcile(
    records: Iterable[EventRecord],
    copies: Iterable[CopyGroup] = (),
    *,
    context: Iterable[EventRecord] = (),
    rule: EventRule | None = None,
    known: Known = _NOTHING,
) -> tuple[Event, ...]:
    """The events that records tell of, sorted by date and id; each record is in exactly one.

    The arguments are those of `Comparison`.
    """
    groups = tuple(copies)
    comparison = Comparison(records, groups, context=context, rule=rule, known=known)
    first = originals(groups)
    events = [event_of([comparison.records[r] for r in group], first) for group in comparison.groups()]
    return tuple(sorted(events, key=lambda e: (e.when.start.isoformat() if e.when else "9999", e.id)))


class Neighbourhood(msgspec.Struct, frozen=True, kw_only=True):
    """What a new report can change."""

    records: tuple[EventRecord, ...]
    """To be reconciled: whole connected parts, so that the events of these records, and no others, are to be replaced."""
    context: tuple[EventRecord, ...]
    """Other records of the same reports."""


def neighbourhood(
    new: Iterable[EventRecord],
    with_keys: Fetch,
    of_reports: Fetch,
    copies: Iterable[CopyGroup] = (),
    *,
    rule: EventRule | None = None,
) -> Neighbourhood:
    """The records that are linked, directly or through others, with new ones.

    Args:
        new: all records of the new reports; and of every report whose group of copies has changed.
        with_keys: the stored records that have one of some keys (`facts.keys`).
        of_reports: all stored records of some reports.
        copies: the groups of copies of all reports concerned.
        rule: as for `reconcile`.
    """
    comparison = Comparison((), copies, rule=rule)
    frontier = comparison.add(new)
    reached = set(frontier)
    while frontier:
        keys = frozenset(key for r in frontier for key in keys_of(comparison.facts[r]))
        reports = {r.report.id for r in with_keys(keys)} | {comparison.facts[r].report for r in frontier}
        comparison.add(of_reports(frozenset(reports)))
        linked = {other for r in frontier for other in comparison.linked(r)}
        frontier = sorted(linked - reached)
        reached.update(frontier)
    inside = {comparison.facts[r].report for r in reached}
    return Neighbourhood(
        records=tuple(comparison.records[r] for r in sorted(reached)),
        context=tuple(
            record
            for id, record in sorted(comparison.records.items())
            if id not in reached and record.report.id in inside
        ),
    )


def by_id(records: Iterable[EventRecord]) -> Mapping[str, EventRecord]:
    """Records by id."""
    return {record.id: record for record in records}
