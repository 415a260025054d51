"""Quarters, halves and business years."""

from __future__ import annotations

from lapwing.core.intervals import Interval
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.amounts import amount
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.dating import year_of_tail
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated

_TAIL = (
    "(?:COMMA? (?:OF|IN)? FISCAL? (?P<year>YEAR)|COMMA? OF? THE? (?P<yrel>LAST|THIS|NEXT|THAT|SAME|PREVIOUS) UYEAR)?"
)


def _year_of(found: Found, ctx: Context, whole_of: int, number: int) -> int | None:
    """The year of the quarter or half with this number: the named one, else the latest that has begun by
    publication, or the next in future tense."""
    if found.has("year0"):
        return found.integer("year0")
    year = year_of_tail(found, ctx)
    if year is not None or ctx.published is None:
        return year
    if found.has("possessor"):
        return ctx.published.year + {"last": -1, "next": 1}.get(found.string("possessor"), 0)
    start = calc.months(ctx.published.year, whole_of * (number - 1) + 1).start
    if start > ctx.published and ctx.tense(*found.span) != "future":
        return ctx.published.year - 1
    if (
        (calc.months(ctx.published.year, whole_of * (number - 1) + 1, whole_of).end < ctx.published)
        and ctx.tense(*found.span) == "future"
        and number == 1
    ):
        return ctx.published.year + 1
    return ctx.published.year


@rule(
    "quarter",
    "(?:THE|HIS)? (?:(?P<possessor>LAST|THIS|NEXT) UYEAR POSSESSIVE)? (?P<year0>YEAR)? (?P<before>UYEAR HYPHEN? "
    "(?:EARLIER|AGO))? FISCAL? HYPHEN? (?P<n>ORDINAL) HYPHEN? UQUARTER " + _TAIL,
)
def quarter(found: Found, ctx: Context) -> Meaning | None:
    """`the third quarter`, `the 1988 second quarter`, `next year's first quarter`, `the year-earlier third quarter`."""
    number = found.integer("n")
    if not 1 <= number <= 4:
        return None
    year = _year_of(found, ctx, 3, number)
    if year is None:
        return undated(f"XXXX-Q{number}", grain="quarter")
    if found.has("before"):
        year -= 1
    explicit = found.integer("year") if found.has("year") else None
    running = not (found.has("before") or found.has("year0")) and found.string("possessor") != "last"
    return dated(
        calc.quarter(year, number),
        "quarter",
        anchor=ctx.published,
        narrates=False,
        explicit_year=explicit,
        sets_quarter=running,
    )


@rule("quarter-number", f"(?:(?P<year0>YEAR)|FISCAL)? (?P<n>QNUMBER) {_TAIL}")
def quarter_number(found: Found, ctx: Context) -> Meaning | None:
    """`Q3`, `Q3 2016`, `2016 Q3`."""
    return quarter(found, ctx) if found.lexemes.word(found.range("n").start)[0] == "Q" else None


@rule(
    "half",
    "THE? (?:(?P<possessor>LAST|THIS|NEXT) UYEAR POSSESSIVE)? (?P<year0>YEAR)? (?P<n>ORDINAL|LAST) HYPHEN? HALF "
    + _TAIL,
)
def half(found: Found, ctx: Context) -> Meaning | None:
    """`the first half of 2019`, `the last half of the year`."""
    number = found.integer("n") if found.value("n") is not None else 2
    if number not in (1, 2) or not (
        found.has("year") or found.has("yrel") or found.has("year0") or found.has("possessor")
    ):
        return None
    year = _year_of(found, ctx, 6, number)
    if year is None:
        return None
    interval = calc.half(year, number)
    return dated(
        interval,
        "interval",
        value=f"{year}-H{number}",
        anchor=ctx.published,
        explicit_year=found.integer("year") if found.has("year") else None,
    )


def _running(ctx: Context, at: int) -> Interval | None:
    """The quarter the text speaks of, else the last that has ended."""
    if (named := ctx.current_quarter(at)) is not None:
        return named
    return calc.unit_of(ctx.published, "quarter", -1) if ctx.published else None


@rule("the-quarter", "(?:THE|THAT) (?P<which>LATEST|YEAR|UYEAR HYPHEN? (?:AGO|EARLIER))? (?P<unit>UQUARTER|PERIOD)")
def the_quarter(found: Found, ctx: Context) -> Meaning | None:
    """`the latest quarter`, `the year-ago period`, `the 1988 quarter`, `the quarter` where a quarter has been named."""
    start = found.span[0]
    first = found.lexemes.values[found.range("which").start] if found.has("which") else None
    named = ctx.current_quarter(start)
    if found.lexemes.word(found.end - 1).lower() == "period" and not found.has("which"):
        return None
    if not found.has("which") and (named is None or found.after() == "of"):
        return None
    days = _running(ctx, start)
    if days is None:
        return undated("XXXX-QX", grain="quarter")
    number = (days.start.month + 2) // 3
    if isinstance(first, int):
        days = calc.quarter(first, number)
    elif first == "year":
        # "year-ago" counts from the quarter of this year, not from one already set back
        base = (
            ctx.published.year
            if ctx.published and days.start.year == ctx.published.year - 1 and named is None
            else days.start.year
        )
        days = calc.quarter(base - 1, number)
    running = found.has("which") and found.string("which") == "latest"
    return dated(days, "quarter", anchor=ctx.published, narrates=False, sets_quarter=running)


@rule("year-earlier", "UYEAR HYPHEN (?P<dir>AGO|EARLIER)")
def year_earlier(found: Found, ctx: Context) -> Meaning | None:
    """`year-earlier` before a result: the same quarter of the year before, else that year."""
    days = ctx.current_quarter(found.span[0])
    if days is not None:
        return dated(calc.quarter(days.start.year - 1, (days.start.month + 2) // 3), "quarter", narrates=False)
    if ctx.published is None:
        return undated("XXXX")
    return dated(calc.years(ctx.published.year - 1), "year", anchor=ctx.published, narrates=False)


@rule("fiscal-year", "THE? (?P<mod>LAST|THIS|NEXT|CURRENT|LATEST)? FISCAL UYEAR")
def fiscal_year(found: Found, ctx: Context) -> Meaning | None:
    """`the current fiscal year`: taken as the calendar year, since each body has its own."""
    if ctx.published is None:
        return undated("XXXX", grain="year")
    step = {"last": -1, "next": 1, "latest": -1}.get(found.string("mod"), 0)
    return dated(calc.years(ctx.published.year + step), "year", anchor=ctx.published, narrates=False)


@rule("the-year", "THE (?P<full>FULL)? UYEAR (?P<ended>DATED)?")
def the_year(found: Found, ctx: Context) -> Meaning | None:
    """`the year ended March 31` is a length; `for the year` is the year of publication."""
    if found.has("ended"):
        return undated(amount(1, "year"), grain="year", kind="duration")
    if ctx.published is None or not (
        found.has("full")
        or (found.before() in ("for", "of", "during", "in") and found.after() in (".", ",", ";", "\n", ""))
    ):
        return None
    if found.before() in ("of",) and found.before(2) in ("time", "end", "rest", "times"):
        return None
    return dated(calc.years(ctx.published.year), "year", anchor=ctx.published, narrates=False)
