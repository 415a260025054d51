"""Time expressions over the cases of `tests/cases/times*.toml`."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
import spacy

from lapwing.mentions.times import COMPOSED, find
from lapwing.records.mention import TimeMention

CASES = Path(__file__).parents[2] / "cases"
NLP = spacy.blank("en")
PUBLISHED = dt.date(2020, 1, 15)


def load(name: str) -> list[tuple[str, dt.date, list[str]]]:
    groups = tomllib.loads((CASES / name).read_text("utf-8"))["group"]
    return [(group["name"], group.get("published", PUBLISHED), case) for group in groups for case in group["cases"]]


def days(mention: TimeMention) -> str:
    if mention.interval is None:
        return ""
    start, end = mention.interval.start.isoformat(), mention.interval.end.isoformat()
    return start if start == end else f"{start}/{end}"


SINGLE, MADE = load("times.toml"), load("times_composed.toml")


@pytest.mark.parametrize(
    ("group", "published", "case"), SINGLE, ids=[f"{case[1]} | {case[0][:40]}" for _, _, case in SINGLE]
)
def test_single_expressions(group: str, published: dt.date, case: list[str]) -> None:
    text, words, expected = case[:3]
    found = [mention for mention in find(NLP.make_doc(text), published) if mention.rule not in COMPOSED]
    if expected == "-":
        start = text.index(words)
        assert not [m for m in found if m.span.start < start + len(words) and start < m.span.end], group
        return
    mine = [mention for mention in found if mention.span.text == words]
    assert mine, f"{group}: only {[m.span.text for m in found]} found"
    assert days(mine[0]) == expected, f"{group}: {mine[0].trace}"
    if len(case) > 3:
        assert mine[0].value == case[3], group


@pytest.mark.parametrize(
    ("group", "published", "case"), MADE, ids=[f"{case[1]} | {case[0][:40]}" for _, _, case in MADE]
)
def test_composed_expressions(group: str, published: dt.date, case: list[str]) -> None:
    text, words, expected = case
    found = [mention for mention in find(NLP.make_doc(text), published) if mention.rule in COMPOSED]
    assert [(m.span.text, days(m)) for m in found] == [(words, expected)], group


def test_there_are_enough_cases() -> None:
    assert len(SINGLE) + len(MADE) >= 250
