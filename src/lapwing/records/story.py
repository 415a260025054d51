"""Events and stories: what many records tell of one happening, and how happenings hang together (codebook, section 8).

All are made by pure functions of `lapwing.stories` out of event records; each names the records it was made of by id,
in sorted order, so that the same records give the same bytes whatever order they came in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from lapwing.core.intervals import Interval
from lapwing.core.spans import Span
from lapwing.records.event import Stance, Status

Voice = Literal["own", "named", "anonymous"]
DifferenceKind = Literal["conflict", "denied", "vaguer", "not mentioned"]


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A participant of an event: what its records agree to call one actor or recipient."""

    code: str
    """ISO 3166-1 alpha-3, or IGO NGO IMG MNC; `""` when unresolved."""
    sector: str
    name: str | None
    """Person, office, group or country as known to the knowledge tables."""
    text: str
    """The words that most records use (the first in the alphabet of those used equally often)."""
    records: tuple[str, ...]
    """The records that name it, sorted."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where an event took place: the most exact place that its records do not dispute."""

    name: str | None
    country: str
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One happening, with every record that tells of it."""

    id: str
    """`event_id(records)`: it changes when, and only when, the records do."""
    type: str
    """The type of most records; of types given equally often the first in the alphabet."""
    mode: str | None
    quad: str
    score: float
    """PLOVER conflict–cooperation score of the type and mode, −10 … 10."""
    status: Status
    """`actual` when any record asserts that it happened, else `planned`, `denied`, `hypothetical`, in that order."""
    actors: tuple[Party, ...]
    """The union over the records, the best supported first."""
    recipients: tuple[Party, ...]
    when: Interval | None
    """The days that the records have in common; where they dispute them, those of most records. None when no record
    gives a date and no report a date of publication."""
    when_basis: Literal["expression", "publication", "none"]
    where: Place | None
    records: tuple[str, ...]
    """Ids, sorted."""
    reports: tuple[str, ...]
    """Ids of the reports that tell of it, copies included, sorted."""
    independent: int
    """Number of reports that are no copies of one another."""
    first_published: dt.date | None
    last_published: dt.date | None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What one record says of an event, and according to whom."""

    event: str
    record: str
    report: str
    copy_of: str | None
    """The report that this report copies, if it is a near-duplicate."""
    publisher: str | None
    published: dt.date | None
    voice: Voice
    """`own`: the report says so itself; `named` and `anonymous`: it reports somebody as saying so."""
    source: str | None
    """The speaker, in the report's words."""
    source_code: str
    stance: Stance
    status: Status
    killed: tuple[int, int] | None
    wounded: tuple[int, int] | None
    when: Interval | None
    """None unless the record dates the action by words of the text."""
    where: Place | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One of the values that the accounts of an event give for a field."""

    value: str
    """As shown to people: "39", "2019-01-04", "Russia (GOV)", "denied"; `""` for accounts that do not mention it."""
    records: tuple[str, ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A field in which the accounts of an event differ."""

    event: str
    field: str
    """`killed`, `wounded`, `when`, `where`, `actors`, `recipients`, `status` …"""
    kind: DifferenceKind
    """`conflict`: values that cannot both be true. `denied`: somebody says it is not so. `vaguer`: one value contains the
    other. `not mentioned`: an account of the kind that would tell it does not (which denies nothing)."""
    claims: tuple[Claim, ...]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One event given by a text as the cause of another."""

    cause: str
    effect: str
    record: str
    words: Span
    """The words that say so ("in retaliation for"), in the text of that record's report."""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """Events that share participants and lead to one another."""

    id: str
    title: str
    actors: tuple[Party, ...]
    events: tuple[str, ...]
    """Ids in the order of the happenings."""
    links: tuple[Link, ...]
    start: dt.date | None
    end: dt.date | None


class CopyGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that are one text: a report and its syndicated or lightly rewritten copies."""

    original: str
    """Report id: the earliest published, then the longest, then the first id."""
    copies: tuple[str, ...]
    """Report ids, sorted; never empty."""


def event_id(records: Iterable[str]) -> str:
    """The id of the event that these records make: 16 hexadecimal digits of SHA-256 over the sorted ids."""
    return hashlib.sha256("\n".join(sorted(records)).encode()).hexdigest()[:16]


def originals(groups: Iterable[CopyGroup]) -> dict[str, str]:
    """The report that each copy is a copy of; reports that are no copies are left out."""
    return {copy: group.original for group in groups for copy in group.copies}


def copy_groups(copies: Mapping[str, str]) -> tuple[CopyGroup, ...]:
    """The groups of copies that `originals` tells of."""
    found: dict[str, list[str]] = {}
    for copy, original in copies.items():
        found.setdefault(original, []).append(copy)
    return tuple(CopyGroup(original=o, copies=tuple(sorted(found[o]))) for o in sorted(found))
