"""Mentions: what the text says of actors, times, places, numbers and speakers, resolved or with a reason why not."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from lapwing.core.intervals import Interval
from lapwing.core.spans import Span

Role = Literal["actor", "recipient", "when", "where", "source"]
Grain = Literal["day", "week", "month", "season", "quarter", "year", "decade", "century", "interval"]


class RoleSpan(msgspec.Struct, frozen=True, kw_only=True):
    """Words that a trigger takes in a role, before they are resolved."""

    role: Role
    span: Span
    score: float
    by: str
    """What proposed it: `head` (the trained head) or the name of a rule."""


class EventMention(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger with its type and roles: what the event heads read in one sentence, before resolution."""

    sentence: Span
    trigger: Span
    type: str
    mode: str | None
    status: str
    roles: tuple[RoleSpan, ...]
    detect_score: float
    """Probability that the words are a trigger of any type."""
    type_score: float
    """Probability of the type given that there is a trigger."""
    mode_score: float
    status_score: float
    no_actor: float = 0.5
    """Probability that no word of the sentence is an actor of it, by the role head; likewise for recipients."""
    no_recipient: float = 0.5
    lexicon: str = ""
    """Type that the frame lexicon reads the trigger as; `""` where it has no reading."""
    foreign: bool = False
    trace: tuple[str, ...] = ()
    """One line for each decision, for `explain`."""


class ActorMention(msgspec.Struct, frozen=True, kw_only=True):
    """A participant or speaker resolved to a country, a sector and, where known, a name."""

    span: Span
    code: str
    """ISO 3166-1 alpha-3, or IGO NGO IMG MNC; `""` when unresolved."""
    sector: str
    """Sector of the codebook; `""` when unresolved."""
    name: str | None
    """The person, office, group or country as known to the knowledge tables."""
    why: str
    """How it was resolved: `country`, `demonym`, `capital`, `office`, `group`, `body`, `alias`, `pronoun`, `role noun`,
    `place`, `unresolved` …"""
    trace: str = ""
    """One line for `explain`: which entry decided, or why nothing did."""


class TimeMention(msgspec.Struct, frozen=True, kw_only=True):
    """A date expression with the days it names."""

    span: Span
    interval: Interval | None
    """None when the words name no calendar days ("recently", "for years")."""
    grain: Grain
    kind: Literal["date", "time", "duration", "set"]
    """TIMEX3 types. A duration carries an interval only where the calendar holds it: "the past three weeks"."""
    anchor: dt.date | None
    """The day a relative expression was counted from."""
    rule: str
    """Name of the rule that read it."""
    value: str = ""
    """TIMEX3 value ("2020-01-12", "2020-W02", "P3D", "PRESENT_REF")."""
    trace: str = ""


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place name with its gazetteer entry."""

    span: Span
    name: str | None
    country: str
    """ISO alpha-3, or `""`."""
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    kind: str = ""
    """`country`, `admin`, `city`, `region`, `water`, `feature`; `""` when unresolved."""
    trace: str = ""


class QuantityMention(msgspec.Struct, frozen=True, kw_only=True):
    """A number of killed or wounded."""

    span: Span
    kind: Literal["killed", "wounded"]
    low: int
    high: int
    rule: str = ""
    trace: str = ""


class AttributionMention(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is reported as saying something."""

    source: Span | None
    """The speaker; None for "reportedly" with nobody named."""
    cue: Span | None
    content: Span | None
    anonymous: bool
    stance: Literal["asserts", "denies", "doubts"]
    carried: bool = False
    """The speaker stands in an earlier sentence of a quotation that runs on."""
    trace: str = ""
