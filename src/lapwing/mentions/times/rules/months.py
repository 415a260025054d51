"""Months by name."""

from __future__ import annotations

import datetime as dt
from typing import cast

from lapwing.knowledge.calendar import cues
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.dating import PART_OF, YEAR_TAIL, narrowed, nearest_year, year_of_tail
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated


@rule("month-year", f"{PART_OF}? (?P<month>MONTH) {YEAR_TAIL}")
def month_year(found: Found, ctx: Context) -> Meaning | None:
    """`March 2018`, `late March of last year`."""
    year = year_of_tail(found, ctx)
    if year is None:
        return None
    whole = calc.months(year, found.integer("month"))
    explicit = found.integer("year") if found.has("year") else None
    value = calc.value_of(whole, "month")
    return dated(
        narrowed(found, whole, "month"),
        "month",
        value=value,
        explicit_year=explicit,
        anchor=None if explicit else ctx.published,
    )


_TITLES = cues("before a name")
_LEADS = cues("before a month")


def _is_month(found: Found, ctx: Context) -> bool:
    """Whether a bare month name is the month: "May" and "March" are also names and verbs."""
    i = next(i for i in range(found.start, found.end) if found.lexemes.values[i] == found.value("month"))
    word = found.lexemes.word(i)
    if word.rstrip(".").lower() not in ("may", "march", "april", "june", "august"):
        return True
    before = found.lexemes.word(i - 1).lower() if i else ""
    if before in _TITLES or (
        ctx.theresa_may and word == "May" and before not in ("in", "late", "early", "since", "last", "next", "this")
    ):
        return False
    after = found.lexemes.word(i + 1) if i + 1 < len(found.lexemes) else ""
    if after[:1].isupper() and after.isalpha() and before not in ("in", "since", "last"):
        return False  # "April Jones", "March Madness"
    if word == "March" and (after in ("on", "for", "of", "against") or before in ("the", "a", "'s", "’s")):
        return before in ("in", "since", "last", "early", "late", "this", "next")
    return word in ("April", "June", "August", "Aug.", "Apr.", "Jun.", "Mar.") or before in _LEADS


@rule(
    "month",
    f"{PART_OF}? (?:THE? (?P<mod>LAST|THIS PAST|THIS "
    "COMING|THIS|NEXT|COMING|PAST|PREVIOUS|FOLLOWING|THAT|SAME|EVERY)|(?P<late>PART) (?P<mod2>LAST|NEXT))? "
    "(?P<month>MONTH)",
)
def month(found: Found, ctx: Context) -> Meaning | None:
    """`September`, `late December`, `last March`, `late last July`, `that November`: the month nearest to
    publication by tense, or counted from it."""
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
    explicit: int | None = None
    if modifier and anchor is not None:
        year = _year_of_modified(modifier, found, anchor, number)
    else:
        year, named = nearest_year(found, ctx, number)
        explicit = year if named else None
    if year is None:
        return undated(f"XXXX-{number:02d}", grain="month")
    whole = calc.months(year, number)
    value = calc.value_of(whole, "month")
    which = found.string("late")
    days = (
        calc.part(whole, "month", cast("calc.Part", which))
        if which in ("early", "mid", "late")
        else narrowed(found, whole, "month")
    )
    return dated(days, "month", value=value, anchor=anchor, explicit_year=explicit)


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
