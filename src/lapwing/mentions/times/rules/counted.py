"""Counted units that name days: three days ago, two weeks later, the past month, the next five years."""

from __future__ import annotations

import datetime as dt

from lapwing.core.intervals import Interval
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.amounts import amount, quantity
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated
from lapwing.records.mention import Grain

_COMES = frozenset({"comes", "came", "come", "coming", "just", "barely"})
_HALF_DAY = 12
"""Hours up to which "a few hours before the attack" is taken to be the same day."""


def counted(found: Found) -> tuple[float | None, str, Grain]:
    """Number (None when vague), unit and grain."""
    unit = found.string("unit")
    number = quantity(found)
    if found.has("half") and number is not None:
        number += 0.5
    return number, unit, calc.GRAIN_OF_UNIT.get(unit, "day")


def landed(date: dt.date, unit: str, number: float, *, exact: bool) -> tuple[Interval, Grain]:
    """The time `number` units from `date`: a day for days and weeks, else the whole month, year … it falls in.

    `exact` is for counting from a named day ("a month after the vote"): then weeks are exact days too. Counting from
    publication, "two weeks ago" is as vague as its unit, and means that week.
    """
    grain = calc.GRAIN_OF_UNIT.get(unit, "day")
    day = calc.shift(date, unit, number)
    if grain == "day" or (grain == "week" and exact):
        return calc.day(day), "day"
    if grain == "decade" or grain == "century":
        return calc.years(day.year), "year"
    return calc.unit_of(day, "week" if unit == "fortnight" else unit), grain


_COUNT = "(?P<n>QTY) (?:MORE|FULL|HYPHEN)? (?:TRADING)? (?P<unit>UNIT|UNITS) (?P<half>AND A HALF)?"


@rule("ago", f"ABOUT? {_COUNT} (?:OR (?:SO|NUM|MORE))? (?:AGO)")
def ago(found: Found, ctx: Context) -> Meaning | None:
    """`three days ago`, `almost two years ago`, `a week or so ago`: from publication, or inside a quotation from
    when it was said."""
    number, unit, grain = counted(found)
    start = found.span[0]
    if number is None:
        return undated(amount(None, unit), grain=grain)
    if number == 1 and unit == "year" and (quarter := ctx.current_quarter(start)) is not None:
        before = calc.quarter(quarter.start.year - 1, (quarter.start.month + 2) // 3)
        return dated(before, "quarter", anchor=quarter.start, narrates=False, trace="the same quarter a year before")
    anchor = ctx.speaking_day(start)
    if anchor is None:
        return undated(amount(number, unit), grain=grain)
    interval, landed_grain = landed(anchor, unit, -number, exact=number == 1)
    value = calc.value_of(calc.unit_of(interval.start, "week"), "week") if unit == "week" and number != 1 else None
    return dated(interval, landed_grain, value=value, anchor=anchor)


@rule("vaguely-ago", "(?P<unit>UNITS) AGO")
def vaguely_ago(found: Found, ctx: Context) -> Meaning | None:
    """`years ago`: no days."""
    unit = found.string("unit")
    return undated(amount(None, unit), grain=calc.GRAIN_OF_UNIT.get(unit, "day"))


@rule("later", f"ABOUT? {_COUNT} (?P<dir>LATER|EARLIER|BEFORE|AFTER|HENCE)")
def later(found: Found, ctx: Context) -> Meaning | None:
    """`two days later`, `a year earlier`, `a week after (the vote)`: from the last date in the text."""
    number, unit, grain = counted(found)
    back = found.string("dir") in ("earlier", "before")
    if found.string("dir") in ("before", "after") and found.before() in _COMES:
        # "This comes a week after the summit": the words date the summit, from the day of the text
        back = not back
    start = found.span[0]
    if (
        number == 1
        and unit == "year"
        and found.string("dir") == "earlier"
        and (quarter := ctx.current_quarter(start)) is not None
    ):
        before = calc.quarter(quarter.start.year - 1, (quarter.start.month + 2) // 3)
        return dated(before, "quarter", anchor=quarter.start, narrates=False, trace="the same quarter a year before")
    anchor = ctx.anchor(*found.span) if found.string("dir") != "hence" else ctx.published
    beside = found.string("dir") in ("before", "after")
    named = ctx.headline_day(found) if beside else None
    anchor = named or anchor
    if unit in ("second", "minute", "hour") and (number is None or number <= _HALF_DAY):
        day = named or ctx.told_day(*found.span) or anchor
        return (
            undated(amount(number, unit), kind="duration")
            if day is None
            else dated(calc.day(day), "day", value=amount(number, unit), kind="duration", anchor=day, narrates=False)
        )
    if number is None or anchor is None:
        return undated(amount(number, unit), grain=grain, kind="duration" if anchor is None else "date")
    interval, landed_grain = landed(anchor, unit, -number if back else number, exact=True)
    if beside:  # TIMEX3 takes the length alone
        return dated(interval, landed_grain, value=amount(number, unit), kind="duration", anchor=anchor, narrates=False)
    return dated(interval, landed_grain, anchor=anchor)


@rule("from-now", f"ABOUT? {_COUNT} FROM (?P<day>DEIXIS|REF)")
def from_now(found: Found, ctx: Context) -> Meaning | None:
    """`two weeks from now`, `a month from today`, `two days from tomorrow`."""
    number, unit, grain = counted(found)
    anchor = ctx.speaking_day(found.span[0])
    if number is None or anchor is None:
        return undated(amount(number, unit), grain=grain)
    if found.lexemes.classes[found.range("day").start] == found.class_named("DEIXIS"):
        anchor += dt.timedelta(found.integer("day"))
    interval, landed_grain = landed(anchor, unit, number, exact=False)
    return dated(interval, landed_grain, anchor=anchor)


@rule("in-count", f"IN ABOUT? {_COUNT} POSSESSIVE? TIME?")
def in_count(found: Found, ctx: Context) -> Meaning | None:
    """`will meet in two weeks`: that far from publication; in past tense ("the first in two weeks") a length only."""
    number, unit, _ = counted(found)
    before, after = found.before(), found.after().lower()
    if number is None or ctx.published is None or unit in ("second", "minute", "hour"):
        return None
    if before in ("time", "first", "times", "once", "twice") or after in ("of", "on", "at", "when", "as"):
        return None
    if ctx.tense(*found.span) != "future":
        return None
    interval, landed_grain = landed(ctx.published, unit, number, exact=False)
    value = amount(number, unit)
    return dated(interval, landed_grain, value=value, kind="duration", anchor=ctx.published, narrates=False)


@rule(
    "past-count",
    "(?:APPROX|AT LEAST)? (?:THE|HIS)? (?P<mod>LAST|PAST|PREVIOUS|RECENT|LATEST) (?P<n>QTY|NUM TO NUM|DAY TO DAY) "
    "(?:OR SO)? TRADING? (?P<unit>UNIT|UNITS)",
)
def past_count(found: Found, ctx: Context) -> Meaning | None:
    """`the past three weeks`, `the last 20 months`, `the previous two days`: the days that end with publication."""
    number, unit, grain = counted(found)
    value = amount(number, unit)
    local = found.string("mod") in ("previous", "preceding", "prior") and ctx.narrative is not None
    anchor = ctx.narrative.start if local and ctx.narrative else ctx.published
    if number is None or anchor is None:
        return undated(value, grain=grain, kind="duration")
    start = calc.shift(anchor, unit, -number)
    return Meaning(
        interval=Interval(start, anchor), grain="interval", kind="duration", value=value, anchor=anchor, narrates=False
    )


@rule("next-count", "THE? (?P<mod>NEXT|COMING|FOLLOWING) (?P<n>QTY) (?:OR SO)? (?:TRADING)? (?P<unit>UNIT|UNITS)")
def next_count(found: Found, ctx: Context) -> Meaning | None:
    """`the next five years`, `the coming two weeks`."""
    number, unit, grain = counted(found)
    value = amount(number, unit)
    local = found.string("mod") in ("following", "ensuing", "subsequent") and ctx.narrative is not None
    anchor = ctx.narrative.end if local and ctx.narrative else ctx.published
    if number is None or anchor is None:
        return undated(value, grain=grain, kind="duration")
    return Meaning(
        interval=Interval(anchor, calc.shift(anchor, unit, number)),
        grain="interval",
        kind="duration",
        value=value,
        anchor=anchor,
        narrates=False,
    )


@rule("the-past-unit", "THE (?P<mod>LAST|PAST) (?P<unit>UNIT)")
def the_past_unit(found: Found, ctx: Context) -> Meaning | None:
    """`the past week`, `the last month`: the days up to publication, unlike "last month"."""
    unit = found.string("unit")
    if unit in ("second", "minute", "hour", "day", "millennium"):
        return None
    value = amount(1, unit)
    if ctx.published is None:
        return undated(value, grain=calc.GRAIN_OF_UNIT[unit], kind="duration")
    start = calc.shift(ctx.published, unit, -1)
    return Meaning(
        interval=Interval(start, ctx.published),
        grain="interval",
        kind="duration",
        value=value,
        anchor=ctx.published,
        narrates=False,
    )


@rule("the-coming-unit", "(?:THE|THIS) COMING (?P<unit>UNIT)")
def the_coming_unit(found: Found, ctx: Context) -> Meaning | None:
    """`the coming week`: the days that begin with publication."""
    unit = found.string("unit")
    if unit in ("second", "minute", "hour", "day", "millennium"):
        return None
    if ctx.published is None:
        return undated(amount(1, unit), grain=calc.GRAIN_OF_UNIT[unit], kind="duration")
    end = calc.shift(ctx.published, unit, 1) - dt.timedelta(1)
    value = calc.value_of(calc.unit_of(ctx.published, unit, 1), calc.GRAIN_OF_UNIT[unit])
    return Meaning(
        interval=Interval(ctx.published, end), grain="interval", value=value, anchor=ctx.published, narrates=False
    )


@rule(
    "recent-units",
    "THE? (?:MORE|MOST)? (?P<mod>RECENT|LAST|PAST|COMING|NEXT|FUTURE) (?:FEW)? (?P<unit>UNITS) (?:(?:AND|OR) UNITS)?",
)
def recent_units(found: Found, ctx: Context) -> Meaning | None:
    """`in recent days`, `the coming months`: no days (codebook, section 6, wants days)."""
    word = found.string("mod")
    return undated(
        "PAST_REF" if word in ("recent", "last", "past") else "FUTURE_REF",
        grain=calc.GRAIN_OF_UNIT.get(found.string("unit"), "day"),
    )
