"""Days of the calendar by number, and stretches of days of one month."""

from __future__ import annotations

import datetime as dt

from lapwing.core.intervals import Interval
from lapwing.knowledge.calendar import cues
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.dating import YEAR_TAIL, nearest_year, year_of_tail
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated


@rule("iso-date", "ISO")
def iso_date(found: Found, ctx: Context) -> Meaning | None:
    """`2020-01-03`."""
    date = found.lexemes.values[found.start]
    return dated(Interval.day(date), "day", explicit_year=date.year) if isinstance(date, dt.date) else None


@rule("slashed-date", "SLASHED")
def slashed_date(found: Found, ctx: Context) -> Meaning | None:
    """`1/31/2020`; the month first, as in America, unless that is no month."""
    return iso_date(found, ctx)


@rule(
    "month-day",
    "(?:(?:LAST|NEXT|THIS COMING|THIS)? WEEKDAY COMMA?|LAST|NEXT|THIS)? THE? (?P<month>MONTH) THE? "
    f"(?P<day>DAY|ORDINAL) (?!HYPHEN? UNITS){YEAR_TAIL}?",
)
def month_day(found: Found, ctx: Context) -> Meaning | None:
    """`January 3`, `Friday, Jan. 3, 2020`, `September 20 of this year`."""
    month, number = found.integer("month"), found.integer("day")
    year = year_of_tail(found, ctx)
    explicit = found.integer("year") if found.has("year") else None
    if not 1 <= number <= 31:
        return None
    if year is None:
        year, named = nearest_year(found, ctx, month, number)
        explicit = year if named else None
    if year is None:
        return undated(f"XXXX-{month:02d}-{number:02d}")
    try:
        date = dt.date(year, month, number)
    except ValueError:
        return None
    return dated(Interval.day(date), "day", anchor=None if explicit else ctx.published, explicit_year=explicit)


@rule(
    "day-month",
    f"(?:(?:LAST|NEXT|THIS COMING|THIS)? WEEKDAY COMMA?)? THE? (?P<day>DAY|ORDINAL) OF? (?P<month>MONTH) {YEAR_TAIL}?",
)
def day_month(found: Found, ctx: Context) -> Meaning | None:
    """`3 January 2020`, `the 3rd of January`."""
    return month_day(found, ctx)


@rule("day-of-month", "THE? (?P<day2>ORDINAL) OF (?P<rel>THIS|THAT|LAST|NEXT|THE) UMONTH|THE (?P<day>ORDINAL)")
def day_of_month(found: Found, ctx: Context) -> Meaning | None:
    """`on the 5th`, `the 5th of this month`: a numeral, after a preposition of time, with no noun behind it."""
    group = "day" if found.has("day") else "day2"
    word, number = found.lexemes.word(found.range(group).start), found.integer(group)
    if not word[0].isdigit() or not 1 <= number <= 31:
        return None
    if not found.has("rel") and (found.before() not in ("on", "by", "until", "since", "before", "after", "from", "to")):
        return None
    after = found.after()
    if (
        not found.has("rel")
        and after.isalpha()
        and after.lower()
        not in ("and", "at", "in", "when", "after", "before", "to", "for", "by", "as", "he", "she", "they", "it")
    ):
        return None
    anchor = ctx.published
    if anchor is None:
        return undated(f"XXXX-XX-{number:02d}")
    step = {"last": -1, "next": 1}.get(found.string("rel"), 0)
    if found.string("rel") in ("that", "the") and ctx.narrative:
        anchor = ctx.narrative.start
    elif not found.has("rel"):
        tense = ctx.tense(*found.span)
        if number > anchor.day and tense == "past":
            step = -1
        elif number < anchor.day and tense == "future":
            step = 1
    month = calc.months(anchor.year, anchor.month + step)
    if number > month.days:
        return None
    return dated(calc.day(month.start, number - 1), "day", anchor=anchor)


_RANGE = "(?P<link>HYPHEN|TO|AND|THROUGH|UNTIL)"


@rule(
    "range-days",
    f"(?:WEEKDAY COMMA?)? (?P<month>MONTH) (?P<first>DAY|ORDINAL) {_RANGE} (?P<second>DAY|ORDINAL) (?! "
    f"AMPM|OCLOCK|HYPHEN? UNITS|UNIT){YEAR_TAIL}?",
)
def range_days(found: Found, ctx: Context) -> Meaning | None:
    """`May 3-5`, `December 5 and 6, 2019`, `May 3 to 5`."""
    month, first, second = found.integer("month"), found.integer("first"), found.integer("second")
    if not 1 <= first < second <= 31:
        return None
    after = found.after()
    if found.string("link") == "and" and after.isalpha() and after.lower() not in _AFTER_LIST:
        return None  # "on October 5 and 10 people died"
    year = year_of_tail(found, ctx) or nearest_year(found, ctx, month, first)[0]
    if year is None:
        return None
    explicit = found.integer("year") if found.has("year") else None
    whole = Interval(dt.date(year, month, first), dt.date(year, month, second))
    return dated(whole, "interval", anchor=None if explicit else ctx.published, explicit_year=explicit)


_AFTER_LIST = cues("after a list")


@rule("range-days", f"(?P<first>DAY|ORDINAL) {_RANGE} (?P<second>DAY|ORDINAL) OF? (?P<month>MONTH) {YEAR_TAIL}?")
def range_days_month(found: Found, ctx: Context) -> Meaning | None:
    """`3-5 May`, `3 to 5 May 2019`, `the 3rd and 4th of May`."""
    return range_days(found, ctx)
