"""The rule by which records are one event, as the archive uses it: `lapwing.stories.reconcile`, a part at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from lapwing.archive.packing import digest as digest_of
from lapwing.core.version import VERSION
from lapwing.knowledge import VERSION as KNOWLEDGE
from lapwing.records.event import EventRecord
from lapwing.records.story import CopyGroup, Event
from lapwing.stories import assemble, duplicates, evidence, facts, reconcile, rules
from lapwing.stories.evidence import Context
from lapwing.stories.facts import Facts, Profile


def digest() -> str:
    """Names the rule: of its file, and of the versions of what it looks up. Events of two rules do not go together."""
    file = hashlib.sha256(rules.FILE.read_bytes()).hexdigest()
    return digest_of(file, duplicates.SCHEME, VERSION, KNOWLEDGE)


def keys(record: EventRecord) -> frozenset[str]:
    """What a record can be found by: two records of different reports are linked only if they share one."""
    return facts.keys(record)


def compared(record: EventRecord) -> Facts:
    """What of a record is compared."""
    return facts.facts(record)


def profile(records: Iterable[EventRecord]) -> Profile:
    """What a report is known by: all that its records tell."""
    return next(iter(facts.profiles(records).values()), {})


def context(profiles: Mapping[str, Profile], copies: Mapping[str, str]) -> Context:
    """What is known of reports.

    Args:
        profiles: by report.
        copies: the report that each copy is a copy of.
    """
    known = Context(copies)
    known.add(profiles)
    return known


def linked(a: Facts, b: Facts, known: Context) -> bool:
    """Whether two records speak for being one event; `known` are their reports."""
    rule = rules.load().events
    return evidence.total(evidence.findings(a, b, known, rule)) >= rule.needed


def join(
    records: Iterable[EventRecord], copies: Mapping[str, str], context: Iterable[EventRecord] = ()
) -> tuple[Event, ...]:
    """The events of records.

    Args:
        records: with nothing beyond them that is linked to any.
        copies: the report that each copy is a copy of.
        context: the other records of their reports.
    """
    return reconcile.reconcile(records, groups(copies), context=context)


def groups(copies: Mapping[str, str]) -> tuple[CopyGroup, ...]:
    """Copies as groups."""
    found: dict[str, list[str]] = {}
    for copy, original in copies.items():
        found.setdefault(original, []).append(copy)
    return tuple(CopyGroup(original=o, copies=tuple(sorted(found[o]))) for o in sorted(found))


def event(records: Sequence[EventRecord], copies: Mapping[str, str]) -> Event:
    """The event that records make because an analyst says so."""
    return assemble.event_of(records, copies)
