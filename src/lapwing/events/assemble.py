"""Assembling a record from an event mention and what its roles were resolved to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from lapwing.core.spans import Span
from lapwing.core.version import VERSION
from lapwing.events.confidence import confidence
from lapwing.knowledge import VERSION as KNOWLEDGE
from lapwing.knowledge import ontology
from lapwing.models.load import NAME as MODEL
from lapwing.models.load import calibration
from lapwing.records.article import Article
from lapwing.records.event import (
    EventRecord,
    Participant,
    Report,
    Source,
    Status,
    Versions,
    When,
    Where,
    record_id,
)
from lapwing.records.mention import (
    ActorMention,
    AttributionMention,
    EventMention,
    PlaceMention,
    QuantityMention,
    TimeMention,
)

_WORDS = re.compile(r"\w+(?:[-.'’]\w+)*|[^\w\s]")


def assemble(
    article: Article,
    event: EventMention,
    actors: Sequence[ActorMention],
    recipients: Sequence[ActorMention],
    when: TimeMention | None,
    where: PlaceMention | None,
    attribution: AttributionMention | None,
    attributed_to: ActorMention | None,
    quantities: Sequence[QuantityMention] = (),
) -> EventRecord:
    """The record of an event mention.

    Args:
        article: the report.
        event: trigger, type, mode, status and role spans.
        actors: resolved actors, any order; recipients likewise.
        when: the date expression that dates the action, resolved; None falls back to publication.
        where: the place of the action.
        attribution: who says so; None for the report's own voice.
        attributed_to: the speaker, resolved.
        quantities: killed and wounded of this action.
    """
    contexts = ontology.contexts(_WORDS.findall(event.sentence.text), event.type, event.mode)
    by, to = _participants(actors), _participants(recipients)
    return EventRecord(
        id=record_id(article.sha256, event.trigger.start, event.trigger.end, event.type),
        report=Report(
            id=article.id, url=article.url, title=article.title.text if article.title else None,
            published=article.published, published_basis=article.published_basis, sha256=article.sha256,
        ),
        sentence=event.sentence, trigger=event.trigger, type=event.type, mode=event.mode,
        quad=ontology.quad(event.type), score=ontology.score(event.type, event.mode),
        cameo=ontology.cameo(event.type, event.mode, contexts), status=cast(Status, event.status),
        actors=by, recipients=to,
        when=_when(when, article), where=_where(where), source=_source(attribution, attributed_to),
        killed=_number(quantities, "killed"), wounded=_number(quantities, "wounded"), contexts=contexts,
        foreign=event.foreign, confidence=confidence(event, by, to, calibration()),
        versions=Versions(lapwing=VERSION, model=MODEL, knowledge=KNOWLEDGE),
        trace=(
            *_trace(article, event, actors, recipients, when, where, attribution, quantities),
            *_labels(event, attribution, attributed_to, contexts),
        ),
    )  # fmt: skip


def _participants(mentions: Sequence[ActorMention]) -> tuple[Participant, ...]:
    ordered = sorted(mentions, key=lambda m: (m.span.start, m.span.end))
    return tuple(
        Participant(
            start=m.span.start, end=m.span.end, text=m.span.text, code=m.code, sector=m.sector, name=m.name, why=m.why
        )
        for m in ordered
    )


def _when(time: TimeMention | None, article: Article) -> When | None:
    if time is not None and time.interval is not None:
        return When(
            start=time.interval.start, end=time.interval.end, grain=time.grain, basis="expression", span=time.span,
            anchor=time.anchor, rule=time.rule,
        )  # fmt: skip
    if article.published is None:
        return None
    return When(
        start=article.published, end=article.published, grain="day", basis="publication", span=None,
        anchor=article.published, rule="publication date",
    )  # fmt: skip


def _where(place: PlaceMention | None) -> Where | None:
    if place is None:
        return None
    return Where(
        span=place.span, name=place.name, country=place.country, admin1=place.admin1, lat=place.lat, lon=place.lon,
        geonames=place.geonames,
    )  # fmt: skip


def _source(attribution: AttributionMention | None, who: ActorMention | None) -> Source | None:
    if attribution is None:
        return None
    span: Span | None = attribution.source
    return Source(
        start=span.start if span else None, end=span.end if span else None, text=span.text if span else None,
        code=who.code if who else "", sector=who.sector if who else "",
        anonymous=attribution.anonymous, stance=attribution.stance,
    )  # fmt: skip


def _number(quantities: Sequence[QuantityMention], kind: str) -> tuple[int, int] | None:
    return next(((q.low, q.high) for q in quantities if q.kind == kind), None)


def _trace(
    article: Article, event: EventMention, actors: Sequence[ActorMention], recipients: Sequence[ActorMention],
    when: TimeMention | None, where: PlaceMention | None, attribution: AttributionMention | None,
    quantities: Sequence[QuantityMention],
) -> tuple[str, ...]:  # fmt: skip
    lines = list(event.trace)
    for role, mentions in (("actor", actors), ("recipient", recipients)):
        for m in sorted(mentions, key=lambda m: m.span.start):
            lines.append(f"{role} “{m.span.text}”: {_resolution(m)}")
    if when is not None and when.interval is not None:
        days = f"{when.interval.start}" + (f" to {when.interval.end}" if when.interval.days > 1 else "")
        lines.append(f"when “{when.span.text}”: {days} by {when.rule}{': ' + when.trace if when.trace else ''}")
    elif article.published is not None:
        lines.append(f"when: nothing dates the action; the publication date ({article.published_basis}) stands in")
    if where is not None:
        lines.append(f"where “{where.span.text}”: {where.name or 'unresolved'} {where.country}: {where.trace}")
    if attribution is not None:
        who = f"“{attribution.source.text}”" if attribution.source else "nobody named"
        lines.append(
            f"source {who}: {attribution.stance}{', anonymous' if attribution.anonymous else ''}: {attribution.trace}"
        )
    lines += [f"{q.kind} “{q.span.text}”: {q.low}–{q.high} by {q.rule}" for q in quantities]
    return tuple(lines)


def _resolution(m: ActorMention) -> str:
    got = f"{m.code or 'unresolved'}{'.' + m.sector if m.sector else ''}"
    return f"{got} by {m.why}{': ' + m.trace if m.trace else ''}"


def _labels(
    event: EventMention, attribution: AttributionMention | None, who: ActorMention | None, contexts: Sequence[str]
) -> tuple[str, ...]:
    """What decided the fields that are looked up rather than read."""
    lines = []
    if attribution is not None and who is not None:
        lines.append(f"source's country and sector: {_resolution(who)}")
    if attribution is None:
        lines.append("source: none found; the report speaks in its own voice")
    shown = ", ".join(contexts) or "none"
    lines.append(f"contexts: {shown} by the words of the sentence; CAMEO by type, mode and contexts")
    if event.foreign:
        lines.append("foreign: its paragraph belongs to another story")
    return tuple(lines)
