"""Times of day by the clock."""

from __future__ import annotations

import datetime as dt

from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated

DAY_REACH = 1000
"""Characters over which a time of day belongs to the day last named; about a paragraph."""


def _meaning(found: Found, ctx: Context, hour: int, minute: int) -> Meaning | None:
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    date: dt.date | None = ctx.published
    if ctx.last_day is not None and found.span[0] - ctx.last_day_at <= DAY_REACH:
        date = ctx.last_day
    time = f"T{hour:02d}:{minute:02d}"
    if date is None:
        return undated(f"XXXX-XX-XX{time}", kind="time")
    return dated(calc.day(date), "day", value=date.isoformat() + time, kind="time", anchor=date, narrates=False)


def _half_day(found: Found, hour: int) -> int:
    """The hour of the day, by a.m. or p.m., or by the part of the day named behind it."""
    if found.has("half"):
        return hour % 12 + found.integer("half")
    if found.has("daypart") and found.string("daypart") in ("AF", "EV", "NI") and hour < 12:
        return hour + 12 if not (found.string("daypart") == "NI" and hour < 5) else hour
    return hour


@rule("clock", "ABOUT? (?P<time>CLOCK) (?P<half>AMPM)? (?:IN THE (?P<daypart>DAYPART))? (?:LOCAL TIME|ZONE)?")
def clock(found: Found, ctx: Context) -> Meaning | None:
    """`6:30 p.m.`, `14:30 GMT`, `7:15 local time`."""
    time = found.value("time")
    if not isinstance(time, tuple):
        return None
    return _meaning(found, ctx, _half_day(found, time[0]), time[1])


@rule(
    "hour", "ABOUT? (?P<hour>DAY|NUM) (?:(?P<half>AMPM)|OCLOCK) (?:IN THE (?P<daypart>DAYPART))? (?:LOCAL TIME|ZONE)?"
)
def hour(found: Found, ctx: Context) -> Meaning | None:
    """`6am`, `10 p.m. EST`, `six o'clock in the evening`."""
    number = found.integer("hour")
    if number > 24:
        return _meaning(found, ctx, _half_day(found, number // 100), number % 100) if found.has("half") else None
    return _meaning(found, ctx, _half_day(found, number), 0)


@rule("hour-of-daypart", "(?P<hour>DAY|NUM) IN THE (?P<daypart>DAYPART)")
def hour_of_daypart(found: Found, ctx: Context) -> Meaning | None:
    """`4 in the morning`."""
    number = found.integer("hour")
    if not 1 <= number <= 12 or found.before() not in (
        "at",
        "until",
        "about",
        "around",
        "by",
        "from",
        "to",
        "till",
        "near",
    ):
        return None
    return _meaning(found, ctx, _half_day(found, number), 0)


@rule("zone-time", "(?P<time>YEAR|NUM) ZONE")
def zone_time(found: Found, ctx: Context) -> Meaning | None:
    """`1430 GMT`."""
    number = found.integer("time")
    return _meaning(found, ctx, number // 100, number % 100) if len(found.lexemes.word(found.start)) == 4 else None


@rule("noon", "ABOUT? (?P<point>POINT) (?:LOCAL TIME|ZONE)?")
def noon(found: Found, ctx: Context) -> Meaning | None:
    """`noon`, `midnight`, `midday`."""
    hours, minutes = found.string("point").split(":")
    return _meaning(found, ctx, int(hours), int(minutes))
