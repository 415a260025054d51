"""Calendar dates: years, months and days that are named by number or name."""

from __future__ import annotations

import datetime as dt
from typing import cast

from lapwing.core.intervals import Interval
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.dates_tail import year_of_tail
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated

NEAR_DAYS = 45
"""A month, or a day of it, this near to publication is taken whatever the verb says, unless a parse knows better: the tense found by words alone is
more often wrong than a report is that leaves out the year of a date so far off (odd half of TimeBank and AQUAINT)."""
_AHEAD = frozenset({"by", "until", "till", "due", "before", "through"})
_PART = "(?:(?P<part>PART) HYPHEN?|THE? (?P<part2>EDGE|PART) OF)"
_YEAR_TAIL = "(?:COMMA? (?:OF|IN)? (?P<year>YEAR)|COMMA? OF? THE? (?P<yrel>LAST|THIS|NEXT|THAT|SAME|PREVIOUS|FOLLOWING) UYEAR)"

_COUNTED = frozenset(
    """people men women children troops soldiers police officers protesters demonstrators refugees workers students members residents
    civilians families homes houses jobs dollars euros pounds miles kilometers kilometres meters metres feet acres hectares tons tonnes barrels cases
    deaths votes seats points prisoners fighters militants delegates times words pages guests visitors passengers km mph employees staff
    signatures migrants marines personnel rockets bombs missiles""".split()
)
"""Nouns before which four digits are a number of things, not a year."""


def nearest_year(found: Found, ctx: Context, month: int, day: int | None = None) -> int | None:
    """The year of a month, or a day of a month, named without one.

    In past tense the latest on or before publication, in future tense the next; in neither the latest, unless the next is much nearer. A year that the
    text named just before ("on November 15, 2017 … on November 21") holds on, when it lies in the past.
    """
    if ctx.published is None:
        return ctx.named_year(found.span[0])
    start, end = found.span
    published = ctx.published

    def days(year: int) -> Interval:
        return Interval.day(dt.date(year, month, day)) if day else calc.months(year, month)

    tense = ctx.tense(start, end)
    named = ctx.named_year(start, day is not None)
    if named is not None and named < published.year and tense != "future":
        return named
    years = range(published.year - 1, published.year + 2)
    if month == 2 and day == 29:
        years = range(published.year - 4, published.year + 5)
    whole: list[Interval] = []
    for year in years:
        try:
            whole.append(days(year))
        except ValueError:
            continue
    past = [d for d in whole if d.start <= published]
    future = [d for d in whole if d.end >= published]
    if not past or not future:
        return (past or future)[-1].start.year
    back, ahead = past[-1], future[0]
    gap_back, gap_ahead = (published - back.end).days, (ahead.start - published).days
    near = gap_ahead <= NEAR_DAYS if gap_ahead < gap_back else gap_back <= NEAR_DAYS
    if near and not (tense == "past" and gap_ahead < gap_back and ctx.certain()):
        return ahead.start.year if gap_ahead < gap_back else back.start.year
    if tense == "future" or (found.before() in _AHEAD and gap_ahead < gap_back):
        return ahead.start.year
    if tense == "past" or gap_back <= 2 * gap_ahead:
        return back.start.year
    return ahead.start.year


def _which(found: Found) -> calc.Part | None:
    word = found.string("part") or found.string("part2")
    return cast("calc.Part", word) if word in ("early", "mid", "late") else None


def narrowed(found: Found, whole: Interval, grain: calc.Grain) -> Interval:
    """The part of a time that its words ask for ("late December")."""
    which = _which(found)
    return calc.part(whole, grain, which) if which else whole


@rule("iso-date", "ISO")
def iso_date(found: Found, ctx: Context) -> Meaning | None:
    """`2020-01-03`."""
    date = found.lexemes.values[found.start]
    return dated(Interval.day(date), "day", explicit_year=date.year) if isinstance(date, dt.date) else None


@rule("slashed-date", "SLASHED")
def slashed_date(found: Found, ctx: Context) -> Meaning | None:
    """`1/31/2020`; the month first, as in America, unless that is no month."""
    return iso_date(found, ctx)


@rule("month-day", f"(?:(?:LAST|NEXT|THIS COMING|THIS)? WEEKDAY COMMA?|LAST|NEXT|THIS)? THE? (?P<month>MONTH) THE? (?P<day>DAY|ORDINAL) (?!HYPHEN? UNITS){_YEAR_TAIL}?")
def month_day(found: Found, ctx: Context) -> Meaning | None:
    """`January 3`, `Friday, Jan. 3, 2020`, `September 20 of this year`."""
    month, number = found.integer("month"), found.integer("day")
    year = year_of_tail(found, ctx)
    explicit = found.integer("year") if found.has("year") else None
    if not 1 <= number <= 31:
        return None
    if year is None:
        year = nearest_year(found, ctx, month, number)
    if year is None:
        return undated(f"XXXX-{month:02d}-{number:02d}")
    try:
        date = dt.date(year, month, number)
    except ValueError:
        return None
    return dated(Interval.day(date), "day", anchor=None if explicit else ctx.published, explicit_year=explicit)


@rule("day-month", f"(?:(?:LAST|NEXT|THIS COMING|THIS)? WEEKDAY COMMA?)? THE? (?P<day>DAY|ORDINAL) OF? (?P<month>MONTH) {_YEAR_TAIL}?")
def day_month(found: Found, ctx: Context) -> Meaning | None:
    """`3 January 2020`, `the 3rd of January`."""
    return month_day(found, ctx)


@rule("month-year", f"{_PART}? (?P<month>MONTH) {_YEAR_TAIL}")
def month_year(found: Found, ctx: Context) -> Meaning | None:
    """`March 2018`, `late March of last year`."""
    year = year_of_tail(found, ctx)
    if year is None:
        return None
    whole = calc.months(year, found.integer("month"))
    explicit = found.integer("year") if found.has("year") else None
    value = calc.value_of(whole, "month")
    return dated(narrowed(found, whole, "month"), "month", value=value, explicit_year=explicit, anchor=None if explicit else ctx.published)


_TITLES = frozenset("theresa mrs ms minister mr miss march women's freedom million peace death long protest".split())
_LEADS = frozenset(
    """in since until till during through early late mid last this next of by from to before after between and for around about past or
    each every following previous throughout on the a an that -""".split()
)


def _is_month(found: Found, ctx: Context) -> bool:
    """Whether a bare month name is the month: "May" and "March" are also names and verbs."""
    i = next(i for i in range(found.start, found.end) if found.lexemes.values[i] == found.value("month"))
    word = found.lexemes.word(i)
    if word.rstrip(".").lower() not in ("may", "march", "april", "june", "august"):
        return True
    before = found.lexemes.word(i - 1).lower() if i else ""
    if before in _TITLES or "Theresa May" in ctx.text and word == "May" and before not in ("in", "late", "early", "since", "last", "next", "this"):
        return False
    after = found.lexemes.word(i + 1) if i + 1 < len(found.lexemes) else ""
    if after[:1].isupper() and after.isalpha() and before not in ("in", "since", "last"):
        return False  # "April Jones", "March Madness"
    if word == "March" and (after in ("on", "for", "of", "against") or before in ("the", "a", "'s", "’s")):
        return before in ("in", "since", "last", "early", "late", "this", "next")
    return word in ("April", "June", "August", "Aug.", "Apr.", "Jun.", "Mar.") or before in _LEADS


@rule("month", f"{_PART}? (?:THE? (?P<mod>LAST|THIS PAST|THIS COMING|THIS|NEXT|COMING|PAST|PREVIOUS|FOLLOWING|THAT|SAME|EVERY)|(?P<late>PART) (?P<mod2>LAST|NEXT))? (?P<month>MONTH)")
def month(found: Found, ctx: Context) -> Meaning | None:
    """`September`, `late December`, `last March`, `late last July`, `that November`: the month nearest to publication by tense, or counted from it."""
    number = found.integer("month")
    if not _is_month(found, ctx):
        return None
    modifier = found.string("mod") or found.string("mod2")
    if modifier in ("every", "each"):
        return undated(f"XXXX-{number:02d}", grain="month", kind="set")
    anchor = ctx.published
    if modifier in ("previous", "following", "that", "same", "preceding", "very") and ctx.narrative:
        anchor = ctx.narrative.start
    year: int | None
    if modifier and anchor is not None:
        year = _year_of_modified(modifier, found, anchor, number)
    else:
        year = nearest_year(found, ctx, number)
    if year is None:
        return undated(f"XXXX-{number:02d}", grain="month")
    whole = calc.months(year, number)
    value = calc.value_of(whole, "month")
    which = found.string("late")
    days = calc.part(whole, "month", cast("calc.Part", which)) if which in ("early", "mid", "late") else narrowed(found, whole, "month")
    return dated(days, "month", value=value, anchor=anchor)


def _year_of_modified(modifier: str, found: Found, anchor: dt.date, number: int) -> int:
    if modifier in ("last", "past", "previous", "preceding", "prior"):
        return anchor.year if number < anchor.month else anchor.year - 1
    if modifier in ("next", "coming", "upcoming", "forthcoming", "following", "ensuing"):
        return anchor.year if number > anchor.month else anchor.year + 1
    if modifier in ("that", "those", "same", "very"):
        return anchor.year if number >= anchor.month else anchor.year + (1 if modifier.startswith("th") else 0)
    words = " ".join(found.lexemes.word(i).lower() for i in range(found.start, found.end))
    if "past" in words:
        return anchor.year if number <= anchor.month else anchor.year - 1
    if "coming" in words:
        return anchor.year if number >= anchor.month else anchor.year + 1
    return anchor.year


@rule("year", f"(?:{_PART}|THE? UYEAR|FISCAL UYEAR?)? (?P<year>YEAR)")
def year(found: Found, ctx: Context) -> Meaning | None:
    """`2017`, `mid-2019`, `the end of 1990`, `the year 2000`, `fiscal 1989`."""
    number = found.integer("year")
    marked = found.end - found.start > 1
    before, after = found.before(), found.after()
    if not marked and (
        after.lower() in _COUNTED
        or before in ("than", "some", "about", "nearly", "almost", "least", "approximately", "roughly", "another", "no", "number", "flight", "#", "+")
        or after in ("%", "km", "GMT", "BST", "EST", "UTC", ":", "°", "percent")
        or before in (".", ":", "+", "=", "/") and found.lexemes.ends[found.start - 1] == found.span[0]
        or not 1100 <= number <= 2150
    ):
        return None
    if not marked and number < 1700 and before not in ("in", "since", "of", "from", "until", "to", "year", "between", "by", "and", "("):
        return None
    if after == "-" and found.after(2) and found.lexemes.starts[found.end + 1] == found.lexemes.ends[found.end] and found.after(2)[0].isalpha():
        if found.after(2).lower() in ("year", "page", "seat", "member", "man", "mile", "foot", "meter", "strong", "pound", "word"):
            return None
    whole = calc.years(number)
    return dated(narrowed(found, whole, "year"), "year", value=f"{number:04d}", explicit_year=number)


@rule("year-in-words", "(?:IN|SINCE|UNTIL|BY|UYEAR) (?P<year>NUM)(?! (?:UNITS|AND))")
def year_in_words(found: Found, ctx: Context) -> Meaning | None:
    """`in two thousand eight`, `the year two thousand`."""
    number = found.integer("year")
    if not 2000 <= number <= 2050 or found.after().lower() in _COUNTED or not found.lexemes.word(found.range("year").start).isascii():
        return None
    if found.lexemes.word(found.range("year").start)[0].isdigit():
        return None
    return dated(calc.years(number), "year", explicit_year=number)


@rule("decade", f"(?:{_PART}|THE? (?P<pre>PART) HYPHEN?|THE? (?:LAST|(?P<half>ORDINAL)) HALF OF)? THE? (?P<decade>DECADE)")
def decade(found: Found, ctx: Context) -> Meaning | None:
    """`the 1990s`, `the late '80s`, `the mid-nineties`."""
    number = found.integer("decade")
    if number < 100:  # in words
        if found.before() in ("her", "his", "their", "in", "my") and found.string("decade")[0].isalpha() and found.end - found.start == 1:
            return None  # "in her thirties" is an age
        number += 1900 if number >= 20 else 2000
    which = found.string("part") or found.string("part2") or found.string("pre")
    whole = calc.years(number, 10)
    days = calc.part(whole, "decade", cast("calc.Part", which)) if which in ("early", "mid", "late") else whole
    return dated(days, "decade", value=f"{number // 10:03d}", narrates=False)


@rule("century", f"(?:{_PART}|THE? (?P<pre>PART) HYPHEN?)? THE? (?P<n>ORDINAL) HYPHEN? UCENTURY")
def century(found: Found, ctx: Context) -> Meaning | None:
    """`the 20th century`, `the early nineteenth century`."""
    number = found.integer("n")
    if not 1 <= number <= 30:
        return None
    whole = calc.century(number)
    which = found.string("part") or found.string("part2") or found.string("pre")
    days = calc.part(whole, "century", cast("calc.Part", which)) if which in ("early", "mid", "late") else whole
    return dated(days, "century", value=f"{number - 1:02d}", narrates=False)


@rule("day-of-month", "THE (?P<day>ORDINAL) (?:OF (?P<rel>THIS|THAT|LAST|NEXT|THE) UMONTH)?")
def day_of_month(found: Found, ctx: Context) -> Meaning | None:
    """`on the 5th`, `the 5th of this month`: a numeral, after a preposition of time, with no noun behind it."""
    word = found.lexemes.word(found.start + 1)
    number = found.integer("day")
    if not word[0].isdigit() or found.before() not in ("on", "by", "until", "since", "before", "after", "from", "to") or not 1 <= number <= 31:
        return None
    after = found.after()
    if not found.has("rel") and after.isalpha() and after.lower() not in ("and", "at", "in", "when", "after", "before", "to", "for", "by", "as", "he", "she", "they", "it"):
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


@rule("range-days", f"(?:WEEKDAY COMMA?)? (?P<month>MONTH) (?P<first>DAY|ORDINAL) {_RANGE} (?P<second>DAY|ORDINAL) (?! AMPM|OCLOCK|HYPHEN? UNITS|UNIT){_YEAR_TAIL}?")
def range_days(found: Found, ctx: Context) -> Meaning | None:
    """`May 3-5`, `December 5 and 6, 2019`, `May 3 to 5`."""
    month, first, second = found.integer("month"), found.integer("first"), found.integer("second")
    if not 1 <= first < second <= 31:
        return None
    after = found.after()
    if found.string("link") == "and" and after.isalpha() and after.lower() not in _AFTER_LIST:
        return None  # "on October 5 and 10 people died"
    year = year_of_tail(found, ctx) or nearest_year(found, ctx, month, first)
    if year is None:
        return None
    explicit = found.integer("year") if found.has("year") else None
    whole = Interval(dt.date(year, month, first), dt.date(year, month, second))
    return dated(whole, "interval", anchor=None if explicit else ctx.published, explicit_year=explicit)


_AFTER_LIST = frozenset("in at with to for the of by on when after before as during following and but which".split())


@rule("range-days", f"(?P<first>DAY|ORDINAL) {_RANGE} (?P<second>DAY|ORDINAL) OF? (?P<month>MONTH) {_YEAR_TAIL}?")
def range_days_month(found: Found, ctx: Context) -> Meaning | None:
    """`3-5 May`, `3 to 5 May 2019`, `the 3rd and 4th of May`."""
    return range_days(found, ctx)
