"""The rule by which records are one event, as the archive uses it: `lapwing.stories.reconcile`, a part at a time."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence

from lapwing.archive.packing import digest as digest_of
from lapwing.archive.packing import unpack
from lapwing.core.version import VERSION
from lapwing.knowledge import VERSION as KNOWLEDGE
from lapwing.records.event import EventRecord
from lapwing.records.story import Event, copy_groups
from lapwing.stories import assemble, duplicates, facts, reconcile, rules
from lapwing.stories.evidence import Context
from lapwing.stories.facts import Facts, Profile
from lapwing.stories.screening import Screen


@functools.cache
def digest() -> str:
    """Names the rule that this process goes by, and the versions of what it looks up. Events of two rules do not go
    together; a comment in the file of the rule changes nothing."""
    return digest_of(rules.load(), duplicates.SCHEME, VERSION, KNOWLEDGE)


def keys(of: Facts) -> list[int]:
    """What a record can be found by, as signed 64-bit hashes: two records of different reports are linked only if they
    share one. Two keys with one hash cost a comparison in vain, no more."""
    return sorted({_hash(key) for key in facts.keys_of(of)})


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little", signed=True)


@functools.lru_cache(maxsize=8192)
def compared(packed: bytes) -> Facts:
    """What of a record, packed as the archive keeps it, is compared. New reports meet the same few recent ones again and
    again, and working this out takes longer than reading it: hence a cache, of some 50 MB when it is full."""
    return facts.facts(unpack(packed, EventRecord))


@functools.lru_cache(maxsize=8192)
def found_by(packed: bytes) -> frozenset[int]:
    """The keys of a record, packed as the archive keeps it; kept like what of it is compared."""
    return frozenset(keys(compared(packed)))


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


def screen() -> Screen:
    """Compares records quickly (`stories.screening`)."""
    return Screen(rules.load().events)


def join(
    records: Iterable[EventRecord], copies: Mapping[str, str], facts: Mapping[str, Facts],
    profiles: Mapping[str, Profile], links: frozenset[tuple[str, str]],
) -> tuple[Event, ...]:  # fmt: skip
    """The events of records.

    Args:
        records: with nothing beyond them that is linked to any.
        copies: the report that each copy is a copy of.
        facts: what of each record is compared.
        profiles: what each of their reports is known by.
        links: the pairs of them that are linked, the lower id first.
    """
    known = reconcile.Known(facts=facts, profiles=profiles, links=links)
    return reconcile.reconcile(records, copy_groups(copies), known=known)


def event(records: Sequence[EventRecord], copies: Mapping[str, str]) -> Event:
    """The event that records make because an analyst says so."""
    return assemble.event_of(records, copies)
