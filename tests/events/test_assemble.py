"""The record of an event mention (codebook, section 10)."""

import datetime as dt
import hashlib
import json

import msgspec
import pytest

from lapwing.core.intervals import Interval
from lapwing.core.spans import Span
from lapwing.events.assemble import assemble
from lapwing.events.confidence import confidence
from lapwing.models.load import calibration
from lapwing.records.article import Article, Paragraph
from lapwing.records.event import EventRecord
from lapwing.records.jsonl import from_json, to_json
from lapwing.records.mention import (
    ActorMention,
    AttributionMention,
    EventMention,
    PlaceMention,
    QuantityMention,
    RoleSpan,
    TimeMention,
)

TEXT = "Norway reportedly condemned Peru on Monday over a raid near Lima in which two people died."
PUBLISHED = dt.date(2019, 3, 13)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span.of(TEXT, at, at + len(words))


def actor(words: str, code: str) -> ActorMention:
    return ActorMention(span=span(words), code=code, sector="GOV" if code else "", name=None, why="country")


ARTICLE = Article(
    id="a", text=TEXT, title=None, paragraphs=(Paragraph(start=0, end=len(TEXT)),), published=PUBLISHED,
    published_basis="given", published_reason="it was given", dates=(), sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
)  # fmt: skip
EVENT = EventMention(
    sentence=span(TEXT), trigger=span("condemned"), type="ACCUSE", mode="disapprove", status="actual",
    roles=(
        RoleSpan(role="actor", span=span("Norway"), score=0.9, by="head"),
        RoleSpan(role="recipient", span=span("Peru"), score=0.8, by="head"),
    ),
    detect_score=0.9, type_score=0.8, mode_score=0.9, status_score=0.9, trace=("trigger: a word",),
)  # fmt: skip
NORWAY, PERU = actor("Norway", "NOR"), actor("Peru", "PER")
MONDAY = TimeMention(
    span=span("Monday"), interval=Interval.day(dt.date(2019, 3, 11)), grain="day", kind="date", anchor=PUBLISHED, rule="weekday"
)  # fmt: skip
LIMA = PlaceMention(span=span("Lima"), name="Lima", country="PER", lat=-12.04, lon=-77.03, geonames=3936456)
REPORTEDLY = AttributionMention(source=None, cue=span("reportedly"), content=None, anonymous=True, stance="asserts")
DIED = QuantityMention(span=span("two"), kind="killed", low=2, high=2, rule="number")


def record(event: EventMention = EVENT, article: Article = ARTICLE, when: TimeMention | None = None) -> EventRecord:
    return assemble(article, event, [NORWAY], [PERU], when, LIMA, REPORTEDLY, None, [DIED])


def test_an_expression_dates_the_action() -> None:
    when = record(when=MONDAY).when
    assert when
    assert (when.start, when.end, when.basis, when.span) == (dt.date(2019, 3, 11),) * 2 + ("expression", span("Monday"))
    assert (when.rule, when.anchor) == ("weekday", PUBLISHED)


@pytest.mark.parametrize("time", [None, msgspec.structs.replace(MONDAY, interval=None)], ids=["none", "no days"])
def test_without_a_date_the_day_of_publication_stands_in(time: TimeMention | None) -> None:
    when = record(when=time).when
    assert when
    assert (when.start, when.end, when.basis, when.span) == (PUBLISHED, PUBLISHED, "publication", None)


def test_without_any_date_when_is_empty() -> None:
    undated = msgspec.structs.replace(ARTICLE, published=None, published_basis="none")
    assert record(article=undated).when is None


def test_a_source_that_is_not_named_has_no_span() -> None:
    source = record().source
    assert source
    assert (source.start, source.end, source.text) == (None, None, None)
    assert (source.code, source.sector, source.anonymous, source.stance) == ("", "", True, "asserts")


def test_a_named_source_has_span_and_code() -> None:
    named = msgspec.structs.replace(REPORTEDLY, source=span("Peru"), anonymous=False, stance="doubts")
    source = assemble(ARTICLE, EVENT, [], [], None, None, named, PERU).source
    assert source
    assert TEXT[source.start : source.end] == source.text == "Peru"
    assert (source.code, source.sector, source.anonymous, source.stance) == ("PER", "GOV", False, "doubts")


def test_the_reports_own_voice_is_no_source() -> None:
    assert assemble(ARTICLE, EVENT, [NORWAY], [PERU], None, None, None, None).source is None


def test_quad_score_and_cameo_are_those_of_the_type() -> None:
    made = record()
    assert made.quad == "verbal conflict"
    assert made.score < 0
    assert made.cameo
    assert made.cameo.startswith("11")  # CAMEO root 11 is DISAPPROVE


def test_the_same_mention_has_the_same_id_and_another_has_another() -> None:
    same = record(when=MONDAY)
    assert record().id == same.id
    assert len(same.id) == 16
    others = (
        record(msgspec.structs.replace(EVENT, type="REJECT", mode=None)),
        record(msgspec.structs.replace(EVENT, trigger=span("raid"))),
        record(article=msgspec.structs.replace(ARTICLE, sha256="0" * 64)),
    )
    assert len({same.id, *(other.id for other in others)}) == 4


def test_participants_come_in_the_order_of_the_text() -> None:
    made = assemble(ARTICLE, EVENT, [PERU, NORWAY], [], None, None, None, None)
    assert [p.text for p in made.actors] == ["Norway", "Peru"]
    assert made.recipients == ()


def test_numbers_are_bounds_of_their_kind() -> None:
    assert (record().killed, record().wounded) == ((2, 2), None)


def test_the_confidence_is_that_of_the_packaged_models_calibration() -> None:
    made = record()
    assert made.confidence == confidence(EVENT, made.actors, made.recipients, calibration())
    doubtful = record(msgspec.structs.replace(EVENT, detect_score=0.2))
    assert doubtful.confidence.type < made.confidence.type
    assert doubtful.confidence.record < made.confidence.record


def test_the_trace_says_what_gave_each_field() -> None:
    trace = record(when=MONDAY).trace
    assert trace[0] == "trigger: a word"
    for beginning in ("actor “Norway”", "recipient “Peru”", "when “Monday”", "where “Lima”", "source", "killed “two”"):
        assert any(line.startswith(beginning) for line in trace), beginning


def test_json_there_and_back() -> None:
    made = record(when=MONDAY)
    assert from_json(to_json(made, trace=True)) == made
    short = json.loads(to_json(made))
    assert "trace" not in short
    assert short["when"]["start"] == "2019-03-11"
    for part in (short["trigger"], short["actors"][0], short["where"]["span"], short["when"]["span"]):
        assert TEXT[part["start"] : part["end"]] == part["text"]
