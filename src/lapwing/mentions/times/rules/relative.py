"""Weeks, months and years named from the day of publication or from the last date: this week, last year, the
previous month."""

from __future__ import annotations

import datetime as dt
from typing import cast

from lapwing.core.intervals import Interval
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated
from lapwing.records.mention import Grain

_LOCAL = frozenset(
    {"previous", "preceding", "prior", "following", "ensuing", "subsequent", "that", "those", "same", "very"}
)


def _unit(found: Found) -> tuple[str, Grain]:
    unit = found.string("unit")
    return unit, calc.GRAIN_OF_UNIT.get(unit, "day")


def _cut(found: Found, whole: Interval, grain: Grain, now: dt.date | None) -> Interval:
    """The part of a unit that its first words ask for: early, late, earlier (up to now), later (from now on)."""
    which = found.string("pre") or found.string("edge")
    if which in ("early", "mid", "late"):
        return calc.part(whole, grain, cast("calc.Part", which))
    if now is not None and whole.contains(now):
        if which == "earlier":
            return Interval(whole.start, now)
        if which == "later":
            return Interval(now, whole.end)
    return whole


_PRE = "(?:(?P<pre>PART|EARLIER|LATER|SOMETIME) (?:IN|DURING)?|THE? (?P<edge>EDGE|PART) OF|AT THE (?P<at>EDGE) OF)?"


@rule(
    "this-unit",
    f"{_PRE} THE? (?P<mod>THIS|LAST|NEXT|THIS PAST|THIS COMING|CURRENT|PREVIOUS|FOLLOWING|THAT|THE? SAME) "
    "(?P<unit>UNIT) ",
)
def this_unit(found: Found, ctx: Context) -> Meaning | None:
    """`this week`, `last year`, `early next month`, `the previous day`, `that same year`, `the current quarter`.

    Last week is the calendar week before that of publication, and so for the other units; "the last week", with the
    article, is read by the rule of counted units. The following, previous and same ones count from the last date in the
    text.
    """
    unit, grain = _unit(found)
    words = {found.lexemes.word(i).lower() for i in found.range("mod")}
    if unit in ("second", "minute", "hour", "millennium"):
        return None
    if unit == "day" and words & {"this", "current"}:
        return None
    definite = found.lexemes.word(found.start).lower() == "the"
    if unit == "day" and "last" in words:
        return None
    local = bool(words & _LOCAL) or unit == "day" or (definite and "next" in words and _narrates(ctx, found))
    step = (
        -1
        if words & {"last", "past", "previous", "preceding", "prior"}
        else 1
        if words & {"next", "coming", "upcoming", "following", "ensuing", "subsequent"}
        else 0
    )
    anchor = ctx.published
    if local:
        anchor = ctx.told_day(*found.span) or ctx.anchor(*found.span) if unit == "day" else ctx.anchor(*found.span)
    if anchor is None:
        return undated({"week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX"), grain=grain)
    if {"that", "same"} & words and unit == "day" and found.string("pre") in ("earlier", "later"):
        step = 0
    whole = calc.unit_of(anchor, unit, step)
    value = calc.value_of(whole, grain)
    return dated(_cut(found, whole, grain, ctx.published if not local else None), grain, value=value, anchor=anchor)


def _narrates(ctx: Context, found: Found) -> bool:
    """Whether "the next week" tells on from a date in this paragraph rather than looking ahead."""
    start = found.span[0]
    return (
        ctx.narrative is not None and ctx.same_paragraph(ctx.narrative_at, start) and ctx.tense(*found.span) == "past"
    )


@rule("edge-of-the-unit", "(?:THE? (?P<edge>EDGE|PART) OF|(?P<pre>PART|EARLIER|LATER) IN) THE (?P<unit>UNIT)")
def edge_of_unit(found: Found, ctx: Context) -> Meaning | None:
    """`the end of the year`, `later in the week`, `early in the month`: of the unit that holds the publication date."""
    unit, grain = _unit(found)
    if unit in ("second", "minute", "hour", "millennium") or ctx.published is None:
        return None
    if unit == "day":
        anchor = ctx.last_day if ctx.last_day and ctx.same_paragraph(ctx.last_day_at, found.span[0]) else ctx.published
        return dated(calc.day(anchor), "day", anchor=anchor)
    whole = calc.unit_of(ctx.published, unit)
    return dated(
        _cut(found, whole, grain, ctx.published), grain, value=calc.value_of(whole, grain), anchor=ctx.published
    )


@rule("rest-of-unit", "THE? REST OF (?:THE|THIS) (?P<unit>UNIT)")
def rest_of_unit(found: Found, ctx: Context) -> Meaning | None:
    """`the rest of the year`: from publication to its end."""
    unit, grain = _unit(found)
    if ctx.published is None or unit in ("second", "minute", "hour", "day", "millennium"):
        return None
    whole = calc.unit_of(ctx.published, unit)
    days = Interval(ctx.published, whole.end)
    return dated(days, grain, value=calc.value_of(whole, grain), anchor=ctx.published, narrates=False)


@rule("year-end", "(?:APPROX|THE)? UYEAR (?:HYPHEN|POSSESSIVE)? (?P<edge>EDGE)")
def year_end(found: Found, ctx: Context) -> Meaning | None:
    """`year-end`, `by year's end`: the last month; in past tense near a year's beginning, that of the year before."""
    if ctx.published is None or found.string("edge") != "late" or found.lexemes.word(found.end - 1).lower() != "end":
        return None
    year = ctx.published.year
    if found.before() in ("since", "at") and ctx.tense(*found.span) == "past":
        year -= 1
    return dated(
        calc.months(year, 12),
        "month",
        value=f"{year:04d}-12-31" if found.lexemes.word(found.end - 2) == "-" else f"{year:04d}-12",
        anchor=ctx.published,
    )


@rule(
    "week-of-month",
    "THE? (?P<n>ORDINAL|LAST) (?P<unit>UWEEK|WEEKEND|WEEKDAY) (?:OF|IN) (?:(?P<month>MONTH) (?:COMMA? (?P<year>YEAR))?"
    "|THE? (?P<rel>LAST|THIS|NEXT|PREVIOUS|FOLLOWING|THAT|SAME)? UMONTH)",
)
def week_of_month(found: Found, ctx: Context) -> Meaning | None:
    """`the first week of May`, `the last Sunday in October 2019`, `the second Monday of next month`."""
    whole = _month_named(found, ctx)
    n = found.integer("n") if found.value("n") is not None else 0
    if whole is None or not 0 <= n <= 5:
        return None
    kind = found.value("unit")
    if isinstance(kind, int):
        if n:
            date = whole.start + dt.timedelta((kind - whole.start.weekday()) % 7 + 7 * (n - 1))
        else:
            date = whole.end - dt.timedelta((whole.end.weekday() - kind) % 7)
        return dated(calc.day(date), "day", anchor=whole.start) if whole.contains(date) else None
    if n == 0:
        return dated(Interval(whole.end - dt.timedelta(6), whole.end), "week", anchor=whole.start)
    first = whole.start + dt.timedelta(7 * n - 7)
    return dated(Interval(first, min(whole.end, first + dt.timedelta(6))), "week", anchor=whole.start)


def _month_named(found: Found, ctx: Context) -> Interval | None:
    """The month in which weeks are counted: by name, or as this, last, next or that month."""
    if not found.has("month"):
        relation = found.string("rel")
        anchor = ctx.anchor(*found.span) if relation in _LOCAL else ctx.published
        step = {"last": -1, "previous": -1, "preceding": -1, "prior": -1, "next": 1, "following": 1}.get(relation, 0)
        return calc.unit_of(anchor, "month", step) if anchor is not None else None
    month = found.integer("month")
    if found.has("year"):
        return calc.months(found.integer("year"), month)
    if ctx.published is None:
        return None
    year = ctx.published.year
    if calc.months(year, month).start > ctx.published and ctx.tense(*found.span) == "past":
        year -= 1
    return calc.months(year, month)


@rule(
    "week-of-date",
    "THE? (?P<unit>UWEEK|WEEKEND) (?:OF|BEGINNING|EDGE) (?P<month>MONTH) (?P<day>DAY|ORDINAL) "
    "(?:COMMA? (?P<year>YEAR))?",
)
def week_of_date(found: Found, ctx: Context) -> Meaning | None:
    """`the week of March 6`."""
    year = found.integer("year") if found.has("year") else ctx.published.year if ctx.published else None
    if year is None:
        return None
    date = dt.date(year, found.integer("month"), found.integer("day"))
    if (
        not found.has("year")
        and ctx.published
        and (date - ctx.published).days > 60
        and ctx.tense(*found.span) == "past"
    ):
        date = dt.date(year - 1, date.month, date.day)
    return dated(calc.weekend(date) if found.string("unit") != "week" else calc.week(date), "week", anchor=date)


@rule("beside-day", "THE? UDAY (?P<dir>BEFORE|AFTER|EARLIER|LATER)")
def beside_day(found: Found, ctx: Context) -> Meaning | None:
    """`the day before`, `the day after (the vote)`: beside the last day the text named."""
    if found.lexemes.classes[found.start] == found.class_named("UDAY") and found.before() not in (
        "one",
        "a",
        "a single",
    ):
        return None
    anchor = ctx.told_day(*found.span) or ctx.anchor(*found.span)
    if anchor is None:
        return undated("XXXX-XX-XX")
    return dated(calc.day(anchor, -1 if found.string("dir") in ("before", "earlier") else 1), "day", anchor=anchor)


@rule("ordinal-day", "THE (?P<n>ORDINAL) UDAY")
def ordinal_day(found: Found, ctx: Context) -> Meaning | None:
    """`the first day` counts from the day last named, `the second day` is the one after it; without one, no day is
    known."""
    number = found.integer("n")
    after = found.after().lower()
    if ctx.last_day is None or number > 40 or not ctx.same_paragraph(ctx.last_day_at, found.span[0]) or after == "of":
        return undated("XXXX-XX-XX")
    return dated(calc.day(ctx.last_day, number - 1), "day", anchor=ctx.last_day, narrates=False)
