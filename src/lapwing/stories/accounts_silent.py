"""Omissions: what one account of a call or meeting tells and another account of the same call or meeting does not.

The two readouts of one telephone call are the case in point. That a readout leaves a demand out is no denial of it, and
is often what an analyst looks for. It shows only across events: the call is one event, the demand made in it another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lapwing.records.event import EventRecord
from lapwing.records.story import Claim, Difference, Event
from lapwing.stories.accounts import Records, voice
from lapwing.stories.accounts_differ import UNSAID, unsaid
from lapwing.stories.accounts_rules import AccountRules, load

Teller = tuple[str, ...]
"""Who gives an account: a named speaker by country and kind, an unnamed one by report and words, or a report."""


def omissions(
    events: Iterable[Event],
    records: Records,
    *,
    copies: Mapping[str, str] | None = None,
    rules: AccountRules | None = None,
) -> tuple[Difference, ...]:
    """For each thing said in a call or meeting, who tells of the call or meeting and not of this thing.

    A thing was said in it when a report tells it in the same sentence or soon after (`reach` in `accounts.toml`), its actors and
    recipients are sides of the meeting, and no date parts them. Those who tell of the meeting are those who tell of it
    or of anything said in it: reports in their own voice, and the speakers they name. Sorted by event.

    Args:
        events: all events whose accounts are to be held against one another.
        records: by id; those of the events must be there.
        copies: the report that each copy is a copy of; a copy omits nothing of its own.
        rules: those of the package by default.
    """
    rules, copies = rules or load(), copies or {}
    every = sorted(events, key=lambda e: e.id)
    home = {name: event for event in every for name in event.records}
    by_report: dict[str, list[EventRecord]] = {}
    for name in sorted(home):
        by_report.setdefault(records[name].report.id, []).append(records[name])
    silent: dict[str, set[str]] = {}
    for event in every:
        if event.type == "CONSULT" and event.status == "actual" and len(_codes(event)) > 1:
            for said, names in _meeting(event, home, by_report, records, copies, rules).omitted():
                silent.setdefault(said, set()).update(names)
    events_by_id = {event.id: event for event in every}
    return tuple(_difference(events_by_id[name], silent[name], records, rules) for name in sorted(silent))


def teller(record: EventRecord, copies: Mapping[str, str], rules: AccountRules) -> Teller:
    """Who gives this account. The organs of one state speak as one: "the Kremlin" and "the Russian foreign ministry"."""
    report, source = copies.get(record.report.id, record.report.id), record.source
    how = voice(record)
    if source is None or how == "own":
        return ("report", report)
    if how == "anonymous":
        return ("unnamed", report, (source.text or "").casefold())
    if source.code:
        return ("named", source.code, rules.kind(source.sector))
    return ("named", (source.text or "").casefold())


@dataclass
class _Meeting:
    """A call or meeting with what was said in it, each with the records of those who tell it."""

    event: Event
    copies: Mapping[str, str]
    rules: AccountRules
    told: dict[str, list[EventRecord]] = field(default_factory=dict)
    """Records by event: of the meeting itself and of the things said in it."""

    def omitted(self) -> Iterator[tuple[str, set[str]]]:
        """Each thing said, with the records of those who tell of the meeting and not of it."""
        accounts: dict[Teller, list[EventRecord]] = {}
        for record in (r for records in self.told.values() for r in records):
            if record.report.id not in self.copies and not unsaid(record, self.rules):
                accounts.setdefault(self._teller(record), []).append(record)
        for said, records in self.told.items():
            speaking = [r for r in records if not unsaid(r, self.rules)]
            if said == self.event.id or not speaking:
                continue
            tellers = {self._teller(r) for r in speaking}
            # A report that tells it through somebody's mouth does tell it.
            tellers |= {("report", self.copies.get(r.report.id, r.report.id)) for r in speaking}
            names = {r.id for who, found in accounts.items() if who not in tellers for r in found}
            if names:
                yield said, names

    def _teller(self, record: EventRecord) -> Teller:
        return teller(record, self.copies, self.rules)


def _meeting(
    event: Event,
    home: Mapping[str, Event],
    by_report: Mapping[str, Sequence[EventRecord]],
    records: Records,
    copies: Mapping[str, str],
    rules: AccountRules,
) -> _Meeting:
    meeting = _Meeting(event, copies, rules, {event.id: [records[name] for name in event.records]})
    sides = _codes(event)
    said: dict[str, Event] = {}
    for name in event.records:
        here = records[name]
        for record in by_report[here.report.id]:
            other = home[record.id]
            after = 0 <= record.trigger.start - here.trigger.start <= rules.reach
            if (
                (after or record.sentence == here.sentence)
                and record.foreign == here.foreign
                and _said_in(other, event, sides)
            ):
                said[other.id] = other
    for other in said.values():
        meeting.told[other.id] = [records[name] for name in other.records]
    return meeting


def _said_in(other: Event, meeting: Event, sides: frozenset[str]) -> bool:
    if other.type == "CONSULT" or not other.quad.startswith("verbal"):
        return False
    codes = _codes(other)
    if len(codes) < 2 or not codes <= sides:
        return False
    # A day of publication dates the report, and a readout may be told days after the call.
    dated = other.when_basis == meeting.when_basis == "expression"
    return not (dated and other.when and meeting.when and not other.when.overlaps(meeting.when))


def _codes(event: Event) -> frozenset[str]:
    return frozenset(p.code for p in (*event.actors, *event.recipients) if p.code)


def _difference(event: Event, silent: set[str], records: Records, rules: AccountRules) -> Difference:
    quiet = {name for name in event.records if unsaid(records[name], rules)}
    told = tuple(name for name in event.records if name not in quiet)
    return Difference(
        event=event.id,
        field="status",
        kind="not mentioned",
        claims=(
            Claim(value=event.status, records=told),
            Claim(value=UNSAID, records=tuple(sorted(silent | quiet))),
        ),
    )
