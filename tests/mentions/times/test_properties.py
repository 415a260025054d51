"""What holds of every text: no crash, true spans, ordered days, the same answer twice, weekdays that move with the week."""

import datetime as dt
from itertools import pairwise

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.mentions.times import COMPOSED, find

NLP = spacy.blank("en")
WORDS = (
    "the a last next this past few two 3 17 31 2019 1990s '80s January Feb. May March Monday Sundays "
    "week weeks month quarter year years decade ago later earlier before after since until from to "
    "between and of in on at by every early late mid - , . \n \" ' 9/11 2020-02-30 12/31/99 10:30 6am "
    "p.m. GMT noon today yesterday tonight overnight Ramadan Easter summer fall morning night first "
    "second third half twenty one hundred couple dozen several recent coming previous following that "
    "same now recently current fiscal end beginning weekend daily hours minute century 20th 5th the Q3 "
    "until not will said met $1990 5% 13.5.2015 99999999999 0 00 1/0 32/13/2019 December, 24:00 25:99"
).split(" ")
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
DATES = st.dates()


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.none() | DATES)
def test_find_never_fails_and_spans_are_true(text: str, published: dt.date | None) -> None:
    found = find(NLP.make_doc(text), published)
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.span.text.strip() == mention.span.text != ""
        if mention.interval is not None:
            assert mention.interval.start <= mention.interval.end
        assert mention.rule
        assert mention.trace
    single = [mention for mention in found if mention.rule not in COMPOSED]
    assert all(a.span.end <= b.span.start for a, b in pairwise(single))
    assert found == find(NLP.make_doc(text), published)


WEEKDAYS = st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
FRAMES = st.sampled_from(
    [
        "Police arrested him on {}.",
        "They will meet on {}.",
        "They met last {}.",
        "They will meet next {}.",
        "He was seized early {} morning.",
        "The vote is due {}.",
    ]
)


@settings(deadline=None)
@given(WEEKDAYS, FRAMES, st.dates(dt.date(1900, 1, 8), dt.date(2100, 1, 1)))
def test_weekdays_move_with_the_week(weekday: str, frame: str, published: dt.date) -> None:
    doc = NLP.make_doc(frame.format(weekday))
    here, then = find(doc, published), find(doc, published + dt.timedelta(7))
    assert here[0].interval is not None
    assert here[0].interval.start.strftime("%A") == weekday
    assert then[0].interval == here[0].interval.shift(7)
    assert abs((here[0].interval.start - published).days) <= 7


@settings(deadline=None)
@given(st.dates(dt.date(1800, 1, 1), dt.date(2149, 12, 31)), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_full_dates_need_no_publication_date(date: dt.date, published: dt.date) -> None:
    for text in (f"{date:%B} {date.day}, {date.year}", f"{date.day} {date:%B} {date.year}", date.isoformat()):
        for day in (published, None):
            (found,) = find(NLP.make_doc(f"It was signed on {text}."), day)
            assert (found.interval.start, found.interval.end) == (date, date) if found.interval else False
            assert found.span.text == text


@settings(deadline=None)
@given(st.integers(1, 400), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_days_ago_are_counted_back(count: int, published: dt.date) -> None:
    (found,) = find(NLP.make_doc(f"He was seized {count} days ago."), published)
    assert found.interval is not None
    assert found.interval.start == found.interval.end == published - dt.timedelta(count)
