"""Words for now, then and some day: no place on the calendar, but for the present."""

from __future__ import annotations

from lapwing.core.intervals import Interval
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated


def present(ctx: Context) -> Meaning:
    """The present: the day of publication."""
    if ctx.published is None:
        return undated("PRESENT_REF")
    return dated(Interval.day(ctx.published), "day", value="PRESENT_REF", anchor=ctx.published, narrates=False)


@rule("now", "(?P<ref>REF)")
def now(found: Found, ctx: Context) -> Meaning | None:
    """`now`, `currently`: the day of publication; `recently`, `soon`: no days."""
    value = found.string("ref")
    if value == "FUTURE_REF" and found.before() in ("as", "so", "too", "very"):
        return None
    return present(ctx) if value == "PRESENT_REF" else undated(value)


@rule("current", "CURRENT")
def current(found: Found, ctx: Context) -> Meaning | None:
    """`the current crisis`: the present, but it dates nothing."""
    return undated("PRESENT_REF")


@rule("recent", "(?:MORE|MOST)? RECENT")
def recent(found: Found, ctx: Context) -> Meaning | None:
    """`the recent talks`: no days."""
    return undated("PAST_REF")


@rule("future", "THE NEAR? (?P<what>FUTURE|TERM)|NEAR (?P<what2>FUTURE|TERM)")
def future(found: Found, ctx: Context) -> Meaning | None:
    """`the near future`, `in the future`: no days."""
    if found.lexemes.word(found.end - 1).lower() == "term" and found.end - found.start < 3:
        return None
    return undated("FUTURE_REF")


@rule("the-past", "THE PAST")
def the_past(found: Found, ctx: Context) -> Meaning | None:
    """`in the past`: no days."""
    return (
        undated("PAST_REF")
        if found.before() in ("in", "of", "from", "than", "into") and not found.after()[:1].isalpha()
        else None
    )


@rule("at-the-time", "(?:AT|BY) (?:THE|THAT) (?P<what>TIME|MOMENT)|AT MOMENT")
def at_the_time(found: Found, ctx: Context) -> Meaning | None:
    """`at the time`: no days; `at the moment`: the day of publication."""
    if found.lexemes.word(found.end - 1).lower() == "time":
        return undated("PAST_REF") if found.after() != "of" else None
    return present(ctx)


@rule("these-days", "THIS UNITS")
def these_days(found: Found, ctx: Context) -> Meaning | None:
    """`these days`: the present, but no days."""
    return (
        undated("PRESENT_REF")
        if found.lexemes.word(found.end - 1).lower() == "days" and found.lexemes.word(found.start).lower() == "these"
        else None
    )
