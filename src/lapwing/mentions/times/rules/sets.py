"""Habits: every year, twice a week, daily."""

from __future__ import annotations

from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.amounts import amount, quantity
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, undated


@rule("every-unit", "EVERY (?:(?P<n>NUM|DAY|FEW|SEVERAL)|(?P<ord>ORDINAL))? (?P<unit>UNIT|UNITS)")
def every_unit(found: Found, ctx: Context) -> Meaning | None:
    """`every day`, `each year`, `every two weeks`, `every second month`."""
    number = float(found.integer("ord")) if found.has("ord") else quantity(found) if found.has("n") else 1.0
    return undated(
        amount(number, found.string("unit")), grain=calc.GRAIN_OF_UNIT.get(found.string("unit"), "day"), kind="set"
    )


@rule("every-daypart", "EVERY (?P<part>DAYPART|SEASON|WEEKEND)")
def every_daypart(found: Found, ctx: Context) -> Meaning | None:
    """`every morning`, `each summer`, `every weekend`."""
    code = found.string("part")
    return undated(
        "P1WE"
        if code.startswith("weekend")
        else f"XXXX-{code}"
        if code in ("SP", "SU", "FA", "WI")
        else f"XXXX-XX-XXT{code}",
        kind="set",
    )


@rule("times-a-unit", "(?:ONCE|(?:NUM|DAY|SEVERAL|FEW) TIMES) (?:A|PER|EVERY) (?P<n>NUM|DAY)? (?P<unit>UNIT|UNITS)")
def times_a_unit(found: Found, ctx: Context) -> Meaning | None:
    """`once a year`, `three times a week`."""
    number = quantity(found) if found.has("n") else 1.0
    return undated(
        amount(number, found.string("unit")), grain=calc.GRAIN_OF_UNIT.get(found.string("unit"), "day"), kind="set"
    )


@rule("per-unit", "PER (?P<unit>UNIT)")
def per_unit(found: Found, ctx: Context) -> Meaning | None:
    """`per day`."""
    return undated(
        amount(1, found.string("unit")), grain=calc.GRAIN_OF_UNIT.get(found.string("unit"), "day"), kind="set"
    )


@rule("daily", "(?P<how>ADVERBSET)")
def daily(found: Found, ctx: Context) -> Meaning | None:
    """`daily`, `annually`, `quarterly`."""
    if (
        found.lexemes.word(found.start)[0].isupper() and found.before() in ("the", "'s", "’s", "china")
    ) or found.after() in ("Mail", "Telegraph", "Mirror", "Express", "Star", "Times", "News", "Beast"):
        return None
    value = found.string("how")
    return undated("P3M" if value == "P1Q" else value, kind="set")
