"""What dates share: the year that they leave out or carry at the end, and the part they are narrowed to."""

from __future__ import annotations

import datetime as dt
from typing import cast

from lapwing.core.intervals import Interval
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found
from lapwing.records.mention import Grain

PART_OF = "(?:(?P<part>PART) HYPHEN?|THE? (?P<part2>EDGE|PART) OF)"
"""Pattern of "late", "mid-" and "the end of"."""
YEAR_TAIL = (
    "(?:COMMA? (?:OF|IN)? (?P<year>YEAR)|COMMA? OF? THE? (?P<yrel>LAST|THIS|NEXT|THAT|SAME|PREVIOUS|FOLLOWING) UYEAR)"
)
"""Pattern of a year behind a date: "2019", "of last year"."""
NEAR_DAYS = 45
"""A month, or a day of it, this near to publication is taken whatever the verb says: the tense
read off the words around is more often wrong than a report is that leaves out the year of a date so far off (odd half
of TimeBank and AQUAINT)."""
FAR_FACTOR = 3
"""A future is not believed for a month that lies this many times nearer in the past ("late July" in
September)."""
_AHEAD = frozenset({"by", "until", "till", "due", "before", "through"})


def year_of_tail(found: Found, ctx: Context) -> int | None:
    """The year that a date's tail names ("2019", "of last year"); None where there is no tail or nothing to count
    from."""
    if found.has("year"):
        return found.integer("year")
    if not found.has("yrel"):
        return None
    word = found.string("yrel")
    local = ctx.narrative.start.year if ctx.narrative else None
    here = ctx.published.year if ctx.published else None
    base = here if word in ("last", "this", "next", "these") else local if local is not None else here
    step = {"last": -1, "next": 1, "previous": -1, "preceding": -1, "prior": -1, "following": 1}.get(word, 0)
    return None if base is None else base + step


def nearest_year(found: Found, ctx: Context, month: int, day: int | None = None) -> tuple[int | None, bool]:
    """The year of a month, or a day of a month, named without one.

    In past tense the latest on or before publication, in future tense the next; in neither the latest, unless the next
    is much nearer. A year that the text named just before ("on November 15, 2017 … on November 21") holds on, when it
    lies in the past; the second value says so.
    """
    if ctx.published is None:
        named = ctx.named_year(found.span[0])
        return named, named is not None
    start, end = found.span
    published = ctx.published

    def days(year: int) -> Interval:
        return Interval.day(dt.date(year, month, day)) if day else calc.months(year, month)

    tense = ctx.tense(start, end)
    named = ctx.named_year(start, day is not None)
    if named is not None and named < published.year and tense != "future":
        return named, True
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
    if not whole:
        return None, False  # "April 31"
    if not past or not future:
        return (past or future)[-1].start.year, False
    back, ahead = past[-1], future[0]
    gap_back, gap_ahead = (published - back.end).days, (ahead.start - published).days
    near = gap_ahead <= NEAR_DAYS if gap_ahead < gap_back else gap_back <= NEAR_DAYS
    if near:
        return (ahead.start.year if gap_ahead < gap_back else back.start.year), False
    if (tense == "future" and gap_ahead <= FAR_FACTOR * gap_back) or (
        found.before() in _AHEAD and gap_ahead < gap_back
    ):
        return ahead.start.year, False
    if tense == "past" or gap_back <= 2 * gap_ahead:
        return back.start.year, False
    return ahead.start.year, False


def _which(found: Found) -> calc.Part | None:
    word = found.string("part") or found.string("part2")
    return cast("calc.Part", word) if word in ("early", "mid", "late") else None


def narrowed(found: Found, whole: Interval, grain: Grain) -> Interval:
    """The part of a time that its words ask for ("late December")."""
    which = _which(found)
    return calc.part(whole, grain, which) if which else whole
