"""Lengths of time that name no days: three weeks, a 10-year term, hours."""

from __future__ import annotations

from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.amounts import amount, quantity
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, undated

_RATES = frozenset({"a", "an", "per", "each", "every", "the"})


def _length(found: Found, extra: float = 0.0) -> Meaning:
    unit = found.string("unit")
    number = quantity(found)
    value = amount(None if number is None else number + extra, unit)
    return undated(value, grain=calc.GRAIN_OF_UNIT.get(unit, "day"), kind="duration")


@rule(
    "duration",
    "ABOUT? (?P<n>QTY) (?:MORE|FULL)? HYPHEN? (?:TRADING)? (?P<unit>UNIT|UNITS) (?P<half>AND A HALF)? (?:HYPHEN? "
    "(?:LONG|OLD)|OR (?:SO|MORE))?",
)
def duration(found: Found, ctx: Context) -> Meaning | None:
    """`three weeks`, `10-year`, `a minute and a half`, `at least 72 hours`, `an additional year`."""
    chars = {name: found.class_named(name) for name in ("A", "OLD")}
    first = found.range("n").start
    lone = found.lexemes.classes[first] == chars["A"] and len(found.range("n")) == 1
    if found.lexemes.classes[found.end - 1] == chars["OLD"] or (
        found.after() == "-" and found.after(2).lower() == "old"
    ):
        return None  # an age
    if found.after().lower() == "old" or found.after().lower() == "olds":
        return None
    if lone and found.string("unit") == "quarter":
        return None  # "a quarter of the votes"
    before = found.before()
    if lone and (
        (before.endswith("s") and before not in ("takes", "lasts", "was", "this", "as", "is", "has"))
        or before[-1:].isdigit()
        or before in ("million", "billion", "thousand", "hundred", "times")
    ):
        return None  # "four flights a week", "$1.76 a year"
    if found.string("unit") == "quarter" and found.value("n") == 3:
        return None  # "three quarters of its food"
    if (
        lone
        and found.string("unit") == "day"
        and found.before() not in ("for", "in", "within", "about", "nearly", "than", "only", "just", "after")
    ):
        return None
    return _length(found, 0.5 if found.has("half") else 0.0)


@rule("duration-range", "ABOUT? (?P<n>NUM|DAY|A) (?:TO|OR|HYPHEN|AND) (?P<m>NUM|DAY) HYPHEN? (?P<unit>UNIT|UNITS)")
def duration_range(found: Found, ctx: Context) -> Meaning | None:
    """`two to three weeks`, `12 to 18 months`: valued by the second number."""
    number = quantity(found, "m")
    return undated(
        amount(number, found.string("unit")), grain=calc.GRAIN_OF_UNIT.get(found.string("unit"), "day"), kind="duration"
    )


@rule("a-unit-or-two", "A (?P<unit>UNIT) OR (?:NUM|SO)")
def a_unit_or_two(found: Found, ctx: Context) -> Meaning | None:
    """`a week or two`, `a year or so`."""
    return undated(
        amount(1, found.string("unit")), grain=calc.GRAIN_OF_UNIT.get(found.string("unit"), "day"), kind="duration"
    )


@rule("vague-duration", "(?P<unit>UNITS) (?:OR UNITS)? (?:HYPHEN (?:LONG|OLD))?")
def vague_duration(found: Found, ctx: Context) -> Meaning | None:
    """`for years`, `within weeks or months`, `decades-long`."""
    hyphenated = found.end - found.start > 1 and found.lexemes.classes[found.start + 1] == found.class_named("HYPHEN")
    if not hyphenated and found.before() not in (
        "for",
        "in",
        "within",
        "after",
        "over",
        "took",
        "take",
        "spent",
        "last",
        "of",
        "before",
        "the",
        "lasted",
        "several",
        "many",
    ):
        return None
    if found.string("unit") in ("quarter", "second") or (
        not hyphenated
        and found.before() in ("of", "the")
        and found.after().lower() not in ("of", "before", "after", "since", "following", "leading", "ahead")
    ):
        return None
    return undated(
        amount(None, found.string("unit")), grain=calc.GRAIN_OF_UNIT.get(found.string("unit"), "day"), kind="duration"
    )


@rule("unit-long", "(?P<unit>UNIT) HYPHEN LONG")
def unit_long(found: Found, ctx: Context) -> Meaning | None:
    """`day-long`, `year-long`."""
    return undated(
        amount(1, found.string("unit")), grain=calc.GRAIN_OF_UNIT.get(found.string("unit"), "day"), kind="duration"
    )


@rule(
    "first-units",
    "THE (?P<which>ORDINAL|LAST|FULL|LATEST|THAT)? (?P<n>NUM|DAY|FEW|SEVERAL|COUPLE OF)? (?P<unit>UNITS) "
    "(?P<ahead>AHEAD)?",
)
def first_units(found: Found, ctx: Context) -> Meaning | None:
    """`the first nine months`, `the six months (ended June 30)`, `the weeks ahead`."""
    if not (found.has("n") or found.has("which") or found.has("ahead")):
        return None
    number = quantity(found) if found.has("n") else None
    return undated(
        amount(number, found.string("unit")), grain=calc.GRAIN_OF_UNIT.get(found.string("unit"), "day"), kind="duration"
    )
