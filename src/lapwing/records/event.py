"""EventRecord: one reported interaction, as section 10 of the codebook has it."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

import msgspec

from lapwing.core.spans import Span
from lapwing.records.article import DateBasis
from lapwing.records.mention import Grain

Status = Literal["actual", "planned", "hypothetical", "denied"]
Stance = Literal["asserts", "denies", "doubts"]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The report that a record was read from."""

    id: str
    url: str | None
    title: str | None
    published: dt.date | None
    published_basis: DateBasis
    sha256: str


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or a recipient."""

    start: int
    end: int
    text: str
    code: str
    sector: str
    name: str | None
    why: str


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The days on which the action takes place."""

    start: dt.date
    end: dt.date
    grain: Grain
    basis: Literal["expression", "publication"]
    span: Span | None
    anchor: dt.date | None
    rule: str


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """The most exact place named for the action."""

    span: Span
    name: str | None
    country: str
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames: int | None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who is reported as saying that it happened; `start`, `end` and `text` are null where nobody is named."""

    start: int | None
    end: int | None
    text: str | None
    code: str
    sector: str
    anonymous: bool
    stance: Stance


class Confidence(msgspec.Struct, frozen=True, kw_only=True):
    """Probabilities that the record and its parts are right, calibrated on development documents."""

    record: float
    """That type, actors and recipients are right."""
    type: float
    """That there is such an event at the trigger, and of this type."""
    actors: float
    """That the codes of the actors are, given the type; likewise of the recipients."""
    recipients: float


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """What made the record."""

    lapwing: str
    model: str
    knowledge: str


class EventRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what to whom, when, where and according to whom, as one sentence of one report tells it."""

    id: str
    """Hash of the report's text, the trigger's span and the type."""
    report: Report
    sentence: Span
    trigger: Span
    type: str
    mode: str | None
    quad: str
    score: float
    """PLOVER conflict–cooperation score, −10 … 10."""
    cameo: str | None
    status: Status
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    when: When | None
    where: Where | None
    source: Source | None
    killed: tuple[int, int] | None
    wounded: tuple[int, int] | None
    contexts: tuple[str, ...]
    foreign: bool
    confidence: Confidence
    versions: Versions
    trace: tuple[str, ...] = ()
    """Which decision gave each field; left out of the JSON lines unless asked for."""


def record_id(sha256: str, start: int, end: int, type: str) -> str:
    """The id of a record: 16 hexadecimal digits of SHA-256 over the report's text, the trigger's span and the type.

    Args:
        sha256: of the report's text.
        start: first character of the trigger.
        end: one past its last.
        type: of the event.
    """
    return hashlib.sha256(f"{sha256}:{start}:{end}:{type}".encode()).hexdigest()[:16]
