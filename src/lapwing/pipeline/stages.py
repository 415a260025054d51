"""The map of the stages: what each needs and adds, and the shape of the functions that do it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lapwing.core.spans import Span
from lapwing.records.article import Article
from lapwing.records.event import EventRecord
from lapwing.records.mention import (
    ActorMention,
    AttributionMention,
    EventMention,
    PlaceMention,
    QuantityMention,
    TimeMention,
)
from lapwing.records.page import Page

if TYPE_CHECKING:  # spaCy takes most of a second to import, and the map must print at once
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Stage:
    """One row of the map."""

    name: str
    does: str
    needs: tuple[str, ...]
    adds: str
    package: str


STAGES: tuple[Stage, ...] = (
    Stage("read", "finds the documents of the inputs", ("inputs",), "Page", "lapwing.sources"),
    Stage("extract", "finds headline, body, date and foreign paragraphs", ("Page",), "Article", "lapwing.articles"),
    Stage("annotate", "finds sentences, words, syntax and entities", ("Article",), "Doc", "lapwing.language"),
    Stage("detect", "finds triggers, type, status and roles", ("Doc", "Article"), "EventMention", "lapwing.events"),
    Stage("times", "reads dates, dates each event", ("Doc", "EventMention"), "TimeMention", "lapwing.mentions.times"),
    Stage(
        "actors",
        "resolves actors, recipients and speakers",
        ("Doc", "Article", "EventMention", "TimeMention"),
        "ActorMention",
        "lapwing.mentions.actors",
    ),
    Stage(
        "places",
        "finds the place of each event",
        ("Doc", "Article", "EventMention"),
        "PlaceMention",
        "lapwing.mentions.places",
    ),
    Stage(
        "quantities",
        "reads the numbers of killed and wounded",
        ("Doc", "EventMention"),
        "QuantityMention",
        "lapwing.mentions.quantities",
    ),
    Stage(
        "attributions",
        "finds who is reported as saying so",
        ("Doc", "Article", "EventMention"),
        "AttributionMention",
        "lapwing.mentions.attributions",
    ),
    Stage(
        "assemble",
        "joins an event and its mentions into one record",
        (
            "Article",
            "EventMention",
            "ActorMention",
            "TimeMention",
            "PlaceMention",
            "QuantityMention",
            "AttributionMention",
        ),
        "EventRecord",
        "lapwing.events",
    ),
)
"""In the order in which an article goes through them."""


class Cast(Protocol):
    """The participants of one report."""

    def resolve(self, span: Span, role: str, on: dt.date | None) -> ActorMention:
        """Who the words mean in that role on that day."""


class Atlas(Protocol):
    """The places of one report."""

    def choose(self, event: EventMention) -> PlaceMention | None:
        """The most exact place named for the event."""


@dataclass(frozen=True, kw_only=True)
class Stages:
    """The functions behind the map; replace one to try another way of doing its work."""

    extract: Callable[[Page], Article]
    annotate: Callable[[Article], Doc]
    detect: Callable[[Doc, Article], tuple[EventMention, ...]]
    rejected: Callable[[Doc, Article], tuple[tuple[Span, str], ...]]
    """For `explain`: the sentences without an event, each with the reason."""
    find_times: Callable[[Doc, dt.date | None], tuple[TimeMention, ...]]
    choose_time: Callable[[EventMention, Doc, tuple[TimeMention, ...]], TimeMention | None]
    cast: Callable[[Doc, Article], Cast]
    atlas: Callable[[Doc, Article], Atlas]
    find_quantities: Callable[[Doc], tuple[QuantityMention, ...]]
    choose_quantities: Callable[[EventMention, Doc, tuple[QuantityMention, ...]], tuple[QuantityMention, ...]]
    attribute: Callable[[EventMention, Doc, Article], AttributionMention | None]
    assemble: Callable[
        [
            Article,
            EventMention,
            tuple[ActorMention, ...],
            tuple[ActorMention, ...],
            TimeMention | None,
            PlaceMention | None,
            AttributionMention | None,
            ActorMention | None,
            tuple[QuantityMention, ...],
        ],
        EventRecord,
    ]
    """Article, event, actors, recipients, when, where, attribution, attributed to, quantities."""
