"""Years, decades and centuries."""

from __future__ import annotations

from typing import cast

from lapwing.knowledge.calendar import cues
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.dating import PART_OF, narrowed
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.lexemes import OTHER
from lapwing.mentions.times.meaning import Meaning, dated

_COUNTED = cues("counted noun")
_BEFORE_COUNT = cues("before a count")
_AFTER_COUNT = cues("after a count")
_BEFORE_YEAR = cues("before a year")
_MEASURES = cues("measure")


@rule("year", f"(?:{PART_OF}|THE? UYEAR|FISCAL UYEAR?)? (?P<year>YEAR)")
def year(found: Found, ctx: Context) -> Meaning | None:
    """`2017`, `mid-2019`, `the end of 1990`, `the year 2000`, `fiscal 1989`."""
    number = found.integer("year")
    if found.end - found.start == 1 and not _is_year(found, number):
        return None
    whole = calc.years(number)
    return dated(narrowed(found, whole, "year"), "year", value=f"{number:04d}", explicit_year=number)


_OPENINGS = frozenset({"since", "from", "until", "by", "in"})
"""Before a hedge these still announce a year ("since at least 2014")."""
_LATEST = 2150
_SURE = 1700
"""Four digits from here on may be a year anywhere; smaller ones need a preposition before them."""


def _is_year(found: Found, number: int) -> bool:
    """Whether four digits alone are a year: not a count, a number with a unit, or part of a name ("Bill 2019")."""
    before, after = found.before(), found.after()
    if after.lower() in _COUNTED or after in _AFTER_COUNT or not 1100 <= number <= _LATEST:
        return False
    if before in _BEFORE_COUNT and not any(found.before(back) in _OPENINGS for back in (2, 3)):
        return False
    if before in (".", ":", "+", "=", "/") and found.lexemes.ends[found.start - 1] == found.span[0]:
        return False
    if number < _SURE and before not in _BEFORE_YEAR:
        return False
    i = found.start - 1
    if (
        i > 0
        and found.lexemes.classes[i] == OTHER
        and found.lexemes.word(i)[0].isupper()
        and not _opens_sentence(found, i)
    ):
        return False
    glued = after == "-" and found.lexemes.starts[found.end] == found.span[1]
    return not (glued and found.after(2).lower() in _MEASURES)


def _opens_sentence(found: Found, i: int) -> bool:
    return found.lexemes.word(i - 1) in (".", "?", "!", ":", '"', "“") or found.lexemes.word(i - 1).isspace()


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
