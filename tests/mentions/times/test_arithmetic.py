"""Arithmetic of the calendar and amounts."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.amounts import amount
from lapwing.mentions.times.grammar import RULES, compile_pattern

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
UNITS = st.sampled_from(["day", "week", "month", "quarter", "year", "decade"])


@settings(deadline=None)
@given(DAYS, UNITS)
def test_a_unit_holds_its_day_and_meets_its_neighbour(day: dt.date, unit: str) -> None:
    here, after = calc.unit_of(day, unit), calc.unit_of(day, unit, 1)
    assert here.contains(day)
    assert after.start == here.end + dt.timedelta(1)


@settings(deadline=None)
@given(DAYS)
def test_weeks_run_from_monday_to_sunday(day: dt.date) -> None:
    week = calc.week(day)
    assert (week.start.weekday(), week.end.weekday(), week.days) == (0, 6, 7)


@settings(deadline=None)
@given(DAYS, st.integers(-240, 240))
def test_months_are_added_within_the_month(day: dt.date, count: int) -> None:
    moved = calc.add_months(day, count)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day <= day.day


@settings(deadline=None)
@given(DAYS, st.sampled_from(["month", "year", "decade", "week"]))
def test_parts_lie_inside(day: dt.date, unit: str) -> None:
    whole = calc.unit_of(day, unit)
    grain = calc.GRAIN_OF_UNIT[unit]
    early, mid, late = (calc.part(whole, grain, which) for which in ("early", "mid", "late"))
    assert early.start == whole.start
    assert late.end == whole.end
    assert whole.start <= mid.start <= mid.end <= whole.end


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        (3, "day", "P3D"),
        (16, "hour", "PT16H"),
        (2.5, "year", "P2Y6M"),
        (1.5, "minute", "PT1M30S"),
        (1.5, "day", "P1DT12H"),
        (0.5, "hour", "PT30M"),
        (2, "decade", "P20Y"),
        (1, "fortnight", "P2W"),
        (None, "week", "PXW"),
        (None, "century", "PXC"),
    ],
)
def test_amounts(number: float | None, unit: str, value: str) -> None:
    assert amount(number, unit) == value


def test_rules_are_named_and_documented() -> None:
    assert len(RULES) > 50
    for rule in RULES:
        assert rule.read.__doc__, rule.name
        assert rule.pattern.match("") is None, rule.name


def test_an_unknown_class_is_an_error() -> None:
    with pytest.raises(KeyError):
        compile_pattern("NOSUCHCLASS")
