"""Stages without a model: enough of each to see that the pipeline and the views put them together rightly.

Words in capitals that name a type are its triggers; the words before and after are actor and recipient.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from dataclasses import dataclass

import spacy
from spacy.tokens import Doc

from lapwing.core.errors import InputError
from lapwing.core.intervals import Interval
from lapwing.core.settings import Settings
from lapwing.core.spans import Span
from lapwing.pipeline.coder import Coder
from lapwing.pipeline.stages import Stages
from lapwing.records.article import Article, Paragraph
from lapwing.records.event import Confidence, EventRecord, Participant, Report, Source, Versions, When, Where
from lapwing.records.mention import (
    ActorMention,
    AttributionMention,
    EventMention,
    PlaceMention,
    QuantityMention,
    RoleSpan,
    TimeMention,
)
from lapwing.records.page import Page
from lapwing.records.relation import Relation

QUADS = {
    "AID": "material cooperation",
    "CONSULT": "verbal cooperation",
    "ACCUSE": "verbal conflict",
    "ASSAULT": "material conflict",
}
_TRIGGER = re.compile(r"\w+ (ACCUSE|AID|ASSAULT|CONSULT)(?: (\w+))?")
_NLP = spacy.blank("en")
_NLP.add_pipe("sentencizer")


def extract(page: Page) -> Article:
    """A plain text; some words in it make the stage fail, in the ways stages can."""
    text = page.content.decode()
    if "REFUSE" in text:
        raise InputError("no text in it", page.origin, "Look at it")
    if "BUG" in text:
        raise ZeroDivisionError("division by zero")
    if "DIE" in text:
        os._exit(9)
    return Article(
        id=page.id,
        text=text,
        title=None,
        paragraphs=(Paragraph(start=0, end=len(text)),),
        published=page.published,
        published_basis="given" if page.published else "none",
        published_reason="it was given" if page.published else "nothing gave one",
        dates=(),
        sha256=hashlib.sha256(page.content).hexdigest(),
        origin=page.origin,
    )


def annotate(article: Article) -> Doc:
    return _NLP(article.text)


def detect(doc: Doc, article: Article) -> tuple[EventMention, ...]:
    events = []
    for found in _TRIGGER.finditer(article.text):
        actor = Span.of(article.text, found.start(), found.start(1) - 1)
        roles = [RoleSpan(role="actor", span=actor, score=0.9, by="head")]
        if found.group(2):
            recipient = Span.of(article.text, found.start(2), found.end(2))
            roles.append(RoleSpan(role="recipient", span=recipient, score=0.9, by="head"))
        trigger = Span.of(article.text, found.start(1), found.end(1))
        sentence = next(s for s in doc.sents if s.start_char <= trigger.start < s.end_char)
        events.append(
            EventMention(
                sentence=Span.of(article.text, sentence.start_char, sentence.end_char),
                trigger=trigger,
                type=found.group(1),
                mode=None,
                status="actual",
                roles=tuple(roles),
                detect_score=0.9,
                type_score=0.9,
                mode_score=0.9,
                status_score=0.9,
                trace=("type: the word says so",),
            )
        )
    return tuple(reversed(events))  # the pipeline puts them in text order


def rejected(doc: Doc, article: Article) -> tuple[tuple[Span, str], ...]:
    sentences = [Span.of(article.text, s.start_char, s.end_char) for s in doc.sents]
    return tuple((s, "no word in capitals") for s in sentences if not _TRIGGER.search(s.text))


@dataclass
class Cast:
    doc: Doc
    article: Article

    def resolve(self, span: Span, role: str, on: dt.date | None) -> ActorMention:
        return ActorMention(span=span, code="IRQ", sector="GOV", name=None, why="country", trace=f"{role} on {on}")


@dataclass
class Atlas:
    doc: Doc
    article: Article

    def choose(self, event: EventMention) -> PlaceMention | None:
        at = self.article.text.find("Baghdad")
        span = Span.of(self.article.text, at, at + 7) if at >= 0 else None
        return PlaceMention(span=span, name="Baghdad", country="IRQ", lat=33.34, lon=44.4) if span else None


def find_times(doc: Doc, published: dt.date | None) -> tuple[TimeMention, ...]:
    at = doc.text.find("yesterday")
    if at < 0 or not published:
        return ()
    day = published - dt.timedelta(days=1)
    span = Span.of(doc.text, at, at + 9)
    return (
        TimeMention(
            span=span, interval=Interval.day(day), grain="day", kind="date", anchor=published, rule="yesterday"
        ),
    )


def choose_time(event: EventMention, doc: Doc, times: tuple[TimeMention, ...]) -> TimeMention | None:
    return times[0] if times else None


def assemble(
    article: Article,
    event: EventMention,
    actors: tuple[ActorMention, ...],
    recipients: tuple[ActorMention, ...],
    when: TimeMention | None,
    where: PlaceMention | None,
    attribution: AttributionMention | None,
    attributed_to: ActorMention | None,
    quantities: tuple[QuantityMention, ...],
) -> EventRecord:
    return EventRecord(
        id=f"{article.sha256[:8]}-{event.trigger.start}",
        report=Report(
            id=article.id,
            url=None,
            title=None,
            published=article.published,
            published_basis=article.published_basis,
            sha256=article.sha256,
        ),
        sentence=event.sentence,
        trigger=event.trigger,
        type=event.type,
        mode=None,
        quad=QUADS[event.type],
        score=-1.5,
        cameo=None,
        status="actual",
        actors=tuple(map(_participant, actors)),
        recipients=tuple(map(_participant, recipients)),
        when=_when(when),
        where=_where(where),
        source=_source(attribution, attributed_to),
        killed=(quantities[0].low, quantities[0].high) if quantities else None,
        wounded=None,
        contexts=("diplomatic",),
        foreign=False,
        confidence=Confidence(record=0.5 if recipients else 0.25, type=0.9, actors=0.9, recipients=0.8),
        versions=Versions(lapwing="0", model="stand-in", knowledge="0"),
        trace=(*event.trace, *(a.trace for a in (*actors, *recipients))),
    )


def _participant(actor: ActorMention) -> Participant:
    span = actor.span
    return Participant(
        start=span.start,
        end=span.end,
        text=span.text,
        code=actor.code,
        sector=actor.sector,
        name=actor.name,
        why=actor.why,
    )


def _when(time: TimeMention | None) -> When | None:
    if time is None or time.interval is None:
        return None
    return When(
        start=time.interval.start,
        end=time.interval.end,
        grain=time.grain,
        basis="expression",
        span=time.span,
        anchor=time.anchor,
        rule=time.rule,
    )


def _where(place: PlaceMention | None) -> Where | None:
    if place is None:
        return None
    return Where(
        span=place.span,
        name=place.name,
        country=place.country,
        admin1=None,
        lat=place.lat,
        lon=place.lon,
        geonames=None,
    )


def _source(attribution: AttributionMention | None, speaker: ActorMention | None) -> Source | None:
    if attribution is None or attribution.source is None or speaker is None:
        return None
    span = attribution.source
    return Source(
        start=span.start,
        end=span.end,
        text=span.text,
        code=speaker.code,
        sector=speaker.sector,
        anonymous=False,
        stance="asserts",
    )


def find_quantities(doc: Doc) -> tuple[QuantityMention, ...]:
    return tuple(
        QuantityMention(span=Span.of(doc.text, m.start(), m.end()), kind="killed", low=int(m[0]), high=int(m[0]))
        for m in re.finditer(r"\d+", doc.text)
    )


def choose_quantities(event: EventMention, doc: Doc, found: tuple[QuantityMention, ...]) -> tuple[QuantityMention, ...]:
    return tuple(q for q in found if event.sentence.start <= q.span.start < event.sentence.end)


def attribute(event: EventMention, doc: Doc, article: Article) -> AttributionMention | None:
    found = re.match(r"(\w+) said", event.sentence.text)
    if not found:
        return None
    start = event.sentence.start
    source = Span.of(article.text, start, start + found.end(1))
    return AttributionMention(source=source, cue=None, content=None, anonymous=False, stance="asserts")


STAGES = Stages(
    extract=extract,
    annotate=annotate,
    detect=detect,
    rejected=rejected,
    find_times=find_times,
    choose_time=choose_time,
    cast=Cast,
    atlas=Atlas,
    find_quantities=find_quantities,
    choose_quantities=choose_quantities,
    attribute=attribute,
    assemble=assemble,
)


def relate(text: str, *, actor: str, recipient: str) -> Relation:
    """The word in capitals before the recipient is the type."""
    one, two = (Span.of(text, text.index(w), text.index(w) + len(w)) for w in (actor, recipient))
    told = text[: two.start].split()[-1]
    types = {kind: 0.75 if kind == told else 0.05 for kind in QUADS}
    none = 1.0 - sum(types.values())
    kind = told if told in QUADS else None
    return Relation(sentence=Span.of(text, 0, len(text)), actor=one, recipient=two, type=kind, none=none, types=types)


def load(settings: Settings) -> Coder:
    """A coder with these stages, for processes that import it by name."""
    return Coder(STAGES, settings)


def load_in_one_thread(settings: Settings) -> Coder:
    """As `load`, in a process that was started with one thread for linear algebra."""
    assert [os.environ[f"{name}_NUM_THREADS"] for name in ("OMP", "OPENBLAS", "MKL")] == ["1", "1", "1"]
    return load(settings)
