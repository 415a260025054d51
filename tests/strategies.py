"""Hypothesis strategies for records: any that the types allow, true or not."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from lapwing.core.spans import Span
from lapwing.records.event import Confidence, EventRecord, Participant, Report, Source, Versions, When, Where

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
