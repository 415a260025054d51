"""Years, decades and centuries."""

from __future__ import annotations

from typing import cast

from lapwing.knowledge.calendar import cues
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.dating import PART_OF, narrowed
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated

_COUNTED = cues("counted noun")


@rule("year", f"(?:{PART_OF}|THE? UYEAR|FISCAL UYEAR?)? (?P<year>YEAR)")
def year(found: Found, ctx: Context) -> Meaning | None:
    """`2017`, `mid-2019`, `the end of 1990`, `the year 2000`, `fiscal 1989`."""
    number = found.integer("year")
    marked = found.end - found.start > 1
    before, after = found.before(), found.after()
    if not marked and (
        after.lower() in _COUNTED
        or before
        in (
            "than",
            "some",
            "about",
            "nearly",
            "almost",
            "least",
            "approximately",
            "roughly",
            "another",
            "no",
            "number",
            "flight",
            "#",
            "+",
        )
        or after in ("%", "km", "GMT", "BST", "EST", "UTC", ":", "°", "percent")
        or (before in (".", ":", "+", "=", "/") and found.lexemes.ends[found.start - 1] == found.span[0])
        or not 1100 <= number <= 2150
    ):
        return None
    if (
        not marked
        and number < 1700
        and before not in ("in", "since", "of", "from", "until", "to", "year", "between", "by", "and", "(")
    ):
        return None
    if (
        after == "-"
        and found.after(2)
        and found.lexemes.starts[found.end + 1] == found.lexemes.ends[found.end]
        and found.after(2)[0].isalpha()
    ) and found.after(2).lower() in (
        "year",
        "page",
        "seat",
        "member",
        "man",
        "mile",
        "foot",
        "meter",
        "strong",
        "pound",
        "word",
    ):
        return None
    whole = calc.years(number)
    return dated(narrowed(found, whole, "year"), "year", value=f"{number:04d}", explicit_year=number)


@rule("year-in-words", "(?:IN|SINCE|UNTIL|BY|UYEAR) (?P<year>NUM)(?! (?:UNITS|AND))")
def year_in_words(found: Found, ctx: Context) -> Meaning | None:
    """`in two thousand eight`, `the year two thousand`."""
    number = found.integer("year")
    if (
        not 2000 <= number <= 2050
        or found.after().lower() in _COUNTED
        or not found.lexemes.word(found.range("year").start).isascii()
    ):
        return None
    if found.lexemes.word(found.range("year").start)[0].isdigit():
        return None
    return dated(calc.years(number), "year", explicit_year=number)


@rule(
    "decade",
    f"(?:{PART_OF}|THE? (?P<pre>PART) HYPHEN?|THE? (?:LAST|(?P<half>ORDINAL)) HALF OF)? THE? (?P<decade>DECADE)",
)
def decade(found: Found, ctx: Context) -> Meaning | None:
    """`the 1990s`, `the late '80s`, `the mid-nineties`."""
    number = found.integer("decade")
    if number < 100:  # in words
        if (
            found.before() in ("her", "his", "their", "in", "my")
            and found.string("decade")[0].isalpha()
            and found.end - found.start == 1
        ):
            return None  # "in her thirties" is an age
        number += 1900 if number >= 20 else 2000
    which = found.string("part") or found.string("part2") or found.string("pre")
    whole = calc.years(number, 10)
    days = calc.part(whole, "decade", cast("calc.Part", which)) if which in ("early", "mid", "late") else whole
    return dated(days, "decade", value=f"{number // 10:03d}", narrates=False)


@rule("century", f"(?:{PART_OF}|THE? (?P<pre>PART) HYPHEN?)? THE? (?P<n>ORDINAL) HYPHEN? UCENTURY")
def century(found: Found, ctx: Context) -> Meaning | None:
    """`the 20th century`, `the early nineteenth century`."""
    number = found.integer("n")
    if not 1 <= number <= 30:
        return None
    whole = calc.century(number)
    which = found.string("part") or found.string("part2") or found.string("pre")
    days = calc.part(whole, "century", cast("calc.Part", which)) if which in ("early", "mid", "late") else whole
    return dated(days, "century", value=f"{number - 1:02d}", narrates=False)
