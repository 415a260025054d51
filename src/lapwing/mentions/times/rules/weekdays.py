"""Days of the week."""

from __future__ import annotations

import datetime as dt

from lapwing.knowledge.calendar import cues
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Kind, Meaning, dated, undated

_NEWSPAPERS = cues("newspaper")
_NAMED = cues("named weekday")
"""Words that make a weekday part of a name; those of a holiday are read by its rule."""


def of_tense(ctx: Context, weekday: int, start: int, end: int) -> dt.date | None:
    """The day that a bare weekday names: the latest on or before publication, or in future tense the next one
    (codebook, section 6).

    A report of Friday that says "will meet Friday" means that day, for it would else say "next Friday". A report that
    elsewhere calls the day "last Sunday" means the same by "Sunday", even when it is published on a Sunday.
    """
    if ctx.published is None:
        return None
    if ctx.tense(start, end) == "future":
        return ctx.published + dt.timedelta((weekday - ctx.published.weekday()) % 7)
    back = (ctx.published.weekday() - weekday) % 7
    if back == 0 and weekday in ctx.called_last:
        back = 7
    return ctx.published - dt.timedelta(back)


def part_of_day(found: Found, date: dt.date, group: str = "daypart") -> str:
    """The TIMEX3 value of a day, with the part of the day where the words name one."""
    code = found.string(group)
    return f"{date.isoformat()}T{code}" if found.has(group) and len(code) == 2 and code != "MI" else date.isoformat()


@rule(
    "weekday",
    "(?P<pre>PART|EARLIER|LATER)? (?:THE? (?P<mod>LAST|THIS PAST|PAST|THIS COMING|THIS|NEXT|COMING|PREVIOUS"
    "|FOLLOWING|THAT|SAME))? WEEKDAY (?P<daypart>DAYPART|OVERNIGHT)? (?:COMMA? OF? (?P<rel>LAST|THIS|NEXT) UWEEK)?",
)
def weekday(found: Found, ctx: Context) -> Meaning | None:
    """`Sunday`, `last Sunday`, `this coming Friday`, `early Friday morning`, `Tuesday of last week`."""
    position = next(i for i in range(found.start, found.end) if found.lexemes.classes[i] == _weekday_class(found))
    number = found.lexemes.values[position]
    assert isinstance(number, int)
    if found.before() in _NAMED or (found.after().lower() in _NEWSPAPERS and found.after()[:1].isupper()):
        return None
    date = _date(found, ctx, number)
    if date is None:
        return undated(f"XXXX-WXX-{number + 1}")
    kind: Kind = "time" if found.has("daypart") else "date"
    return dated(calc.day(date), "day", value=part_of_day(found, date), kind=kind, anchor=ctx.published)


def _weekday_class(found: Found) -> str:
    return found.class_named("WEEKDAY")


def _date(found: Found, ctx: Context, number: int) -> dt.date | None:
    published = ctx.published
    modifier = found.string("mod")
    if found.has("rel"):
        if published is None:
            return None
        return calc.week(published, {"last": -1, "next": 1}.get(found.string("rel"), 0)).start + dt.timedelta(number)
    if (
        modifier in ("previous", "preceding", "prior", "following", "ensuing", "subsequent", "that", "same", "very")
        and ctx.narrative
    ):
        anchor = ctx.narrative.start
        if modifier in ("following", "ensuing", "subsequent"):
            return anchor + dt.timedelta((number - anchor.weekday() - 1) % 7 + 1)
        if modifier in ("previous", "preceding", "prior"):
            return anchor - dt.timedelta((anchor.weekday() - number - 1) % 7 + 1)
        return (
            anchor - dt.timedelta((anchor.weekday() - number) % 7)
            if modifier == "same"
            else anchor + dt.timedelta((number - anchor.weekday()) % 7)
        )
    if not modifier or published is None:
        return of_tense(ctx, number, *found.span)
    words = {found.lexemes.word(i).lower() for i in found.range("mod")}
    if words & {"last", "past", "previous", "preceding", "prior"}:
        return published - dt.timedelta((published.weekday() - number - 1) % 7 + 1)
    if words & {"next", "coming", "upcoming", "forthcoming", "following"}:
        return published + dt.timedelta((number - published.weekday() - 1) % 7 + 1)
    if words & {"this"}:
        # "this Friday" looks ahead unless the verb looks back
        if ctx.tense(*found.span) == "past":
            return published - dt.timedelta((published.weekday() - number) % 7)
        return published + dt.timedelta((number - published.weekday()) % 7)
    return of_tense(ctx, number, *found.span)


@rule("weekday-of-week", "(?P<rel>LAST|THIS|NEXT) UWEEK (?:ON)? WEEKDAY (?P<daypart>DAYPART)?")
def weekday_of_week(found: Found, ctx: Context) -> Meaning | None:
    """`last week Sunday`, `next week on Friday`."""
    return weekday(found, ctx)


@rule("weekday-the-day", "WEEKDAY COMMA? THE (?P<day>ORDINAL)")
def weekday_the_day(found: Found, ctx: Context) -> Meaning | None:
    """`Friday the 15th`: in the nearest month where that day is such a weekday."""
    weekday_number, day = found.lexemes.values[found.start], found.integer("day")
    if (
        ctx.published is None
        or not isinstance(weekday_number, int)
        or not found.lexemes.word(found.end - 1)[0].isdigit()
    ):
        return None
    near = (calc.months(ctx.published.year, ctx.published.month + step) for step in (0, -1, 1, -2, 2))
    days = [month.start + dt.timedelta(day - 1) for month in near if day <= month.days]
    date = next((date for date in days if date.weekday() == weekday_number), None)
    return dated(calc.day(date), "day", anchor=ctx.published) if date else None


@rule("day-before-weekday", "THE? UDAY (?P<dir>BEFORE|AFTER) (?P<last>LAST|NEXT)? WEEKDAY")
def beside_weekday(found: Found, ctx: Context) -> Meaning | None:
    """`the day before last Tuesday`, `the day after Sunday`."""
    number = found.lexemes.values[found.end - 1]
    assert isinstance(number, int)
    date = of_tense(ctx, number, *found.span)
    if date is None or ctx.published is None:
        return None
    if found.has("last") and found.string("last") == "last" and date == ctx.published:
        date -= dt.timedelta(7)
    return dated(calc.day(date, -1 if found.string("dir") == "before" else 1), "day", anchor=date)


@rule("week-from-weekday", "(?P<n>NUM|DAY|A) (?:UWEEK|UNITS) (?P<dir>AGO|FROM) (?P<mod>LAST|NEXT)? WEEKDAY")
def week_from_weekday(found: Found, ctx: Context) -> Meaning | None:
    """`a week ago Friday`, `two weeks from Tuesday`."""
    number = found.lexemes.values[found.end - 1]
    unit = found.lexemes.values[found.range("n").start + 1]
    if unit != "week" or ctx.published is None or not isinstance(number, int):
        return None
    count = found.integer("n") if found.value("n") is not None else 1
    if found.string("dir") == "ago":
        near = ctx.published - dt.timedelta((ctx.published.weekday() - number) % 7)
        return dated(calc.day(near, -7 * count), "day", anchor=near)
    near = ctx.published + dt.timedelta((number - ctx.published.weekday() - 1) % 7 + 1)
    return dated(calc.day(near, 7 * count), "day", anchor=near)


@rule("weekdays", "(?P<day>WEEKDAYS) (?P<daypart>DAYPART)?")
def weekdays(found: Found, ctx: Context) -> Meaning | None:
    """`Mondays`: a habit, not a day."""
    return undated(f"XXXX-WXX-{found.integer('day') + 1}", kind="set")


@rule("every-weekday", "EVERY (?:ORDINAL|A)? WEEKDAY (?P<daypart>DAYPART)?")
def every_weekday(found: Found, ctx: Context) -> Meaning | None:
    """`every Friday`, `each Thursday`."""
    number = next(
        found.lexemes.values[i]
        for i in range(found.start, found.end)
        if found.lexemes.classes[i] == _weekday_class(found)
    )
    assert isinstance(number, int)
    return undated(f"XXXX-WXX-{number + 1}", kind="set")


@rule("weekend", "THE? (?P<mod>LAST|THIS PAST|PAST|THIS COMING|THIS|NEXT|COMING|PREVIOUS|FOLLOWING|THAT|SAME)? WEEKEND")
def weekend(found: Found, ctx: Context) -> Meaning | None:
    """`over the weekend`, `last weekend`, `this weekend`: Saturday and Sunday."""
    published, modifier = ctx.published, found.string("mod")
    definite = found.end - found.start > 1
    if not definite and found.before() not in ("on", "over", "a", "long", "holiday"):
        return None
    if not definite:
        return undated("P1WE", grain="week", kind="duration")
    if modifier in ("that", "same", "previous", "following", "preceding") and ctx.narrative:
        days = calc.weekend(ctx.narrative.start, {"previous": -1, "preceding": -1, "following": 1}.get(modifier, 0))
        return dated(days, "week", anchor=ctx.narrative.start)
    if published is None:
        return undated("XXXX-WXX-WE", grain="week")
    words = {found.lexemes.word(i).lower() for i in range(found.start, found.end)}
    if words & {"last", "past", "previous"}:
        step = -1
    elif words & {"next"}:
        step = 1
    elif words & {"coming"} or ctx.tense(*found.span) == "future":
        step = 0
    else:
        # In past tense a weekend that has not begun is the one before.
        step = 0 if published.weekday() >= 5 or modifier == "this" else -1
    return dated(calc.weekend(published, step), "week", anchor=published)
