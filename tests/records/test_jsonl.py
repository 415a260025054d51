"""Records as JSON, both ways."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing import EventRecord, InputError, from_json, to_json
from lapwing.core.spans import Span
from lapwing.records.event import Confidence, Participant, Report, Source, Versions, When, Where

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBER = st.integers(0, 10**6)
CHANCE = st.floats(0, 1)
DAY = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
BOUNDS = st.none() | st.tuples(NUMBER, NUMBER)
SPAN = st.builds(Span, NUMBER, NUMBER, TEXT)
PARTICIPANT = st.builds(
    Participant, start=NUMBER, end=NUMBER, text=TEXT, code=TEXT, sector=TEXT, name=st.none() | TEXT, why=TEXT
)
RECORD = st.builds(
    EventRecord,
    id=TEXT,
    report=st.builds(
        Report,
        id=TEXT,
        url=st.none() | TEXT,
        title=st.none() | TEXT,
        published=st.none() | DAY,
        published_basis=st.sampled_from(["given", "meta", "byline", "dateline", "url", "fetched", "none"]),
        sha256=TEXT,
    ),
    sentence=SPAN,
    trigger=SPAN,
    type=TEXT,
    mode=st.none() | TEXT,
    quad=TEXT,
    score=st.floats(-10, 10),
    cameo=st.none() | TEXT,
    status=st.sampled_from(["actual", "planned", "hypothetical", "denied"]),
    actors=st.lists(PARTICIPANT, max_size=3).map(tuple),
    recipients=st.lists(PARTICIPANT, max_size=3).map(tuple),
    when=st.none()
    | st.builds(
        When,
        start=DAY,
        end=DAY,
        grain=st.sampled_from(["day", "week", "month", "year"]),
        basis=st.sampled_from(["expression", "publication"]),
        span=st.none() | SPAN,
        anchor=st.none() | DAY,
        rule=TEXT,
    ),
    where=st.none()
    | st.builds(
        Where,
        span=SPAN,
        name=st.none() | TEXT,
        country=TEXT,
        admin1=st.none() | TEXT,
        lat=st.none() | st.floats(-90, 90),
        lon=st.none() | st.floats(-180, 180),
        geonames=st.none() | NUMBER,
    ),
    source=st.none()
    | st.builds(
        Source,
        start=st.none() | NUMBER,
        end=st.none() | NUMBER,
        text=st.none() | TEXT,
        code=TEXT,
        sector=TEXT,
        anonymous=st.booleans(),
        stance=st.sampled_from(["asserts", "denies", "doubts"]),
    ),
    killed=BOUNDS,
    wounded=BOUNDS,
    contexts=st.lists(TEXT, max_size=3).map(tuple),
    foreign=st.booleans(),
    confidence=st.builds(Confidence, record=CHANCE, type=CHANCE, actors=CHANCE, recipients=CHANCE),
    versions=st.builds(Versions, lapwing=TEXT, model=TEXT, knowledge=TEXT),
    trace=st.lists(TEXT, max_size=3).map(tuple),
)

FIELDS = [
    *("id", "report", "sentence", "trigger", "type", "mode", "quad", "score", "cameo", "status", "actors"),
    *("recipients", "when", "where", "source", "killed", "wounded", "contexts", "foreign", "confidence", "versions"),
]
"""Section 10 of the codebook, in its order."""


@given(RECORD)
def test_a_record_survives_json_both_ways(record: EventRecord) -> None:
    line = to_json(record, trace=True)
    assert b"\n" not in line
    assert from_json(line) == record
    assert to_json(from_json(line), trace=True) == line


@given(RECORD)
def test_the_line_has_the_fields_of_the_codebook_and_no_trace_unless_asked(record: EventRecord) -> None:
    assert list(msgspec.json.decode(to_json(record))) == FIELDS
    assert from_json(to_json(record)) == msgspec.structs.replace(record, trace=())


@pytest.mark.parametrize("line", [b"", b"{}", b"[1]", b'{"id": "x"', '{"id": 3}'])
def test_a_line_that_is_no_record_is_an_input_error(line: bytes | str) -> None:
    with pytest.raises(InputError, match="no event record"):
        from_json(line)
