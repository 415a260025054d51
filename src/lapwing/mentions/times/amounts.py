"""Amounts of time: how many of which unit, and their TIMEX3 value."""

from __future__ import annotations

from lapwing.mentions.times.grammar import Found
from lapwing.mentions.times.lexemes import class_chars

_CODES = {
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "week": ("P", "W", 1),
    "fortnight": ("P", "W", 2),
    "weekend": ("P", "WE", 1),
    "month": ("P", "M", 1),
    "quarter": ("P", "Q", 1),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
    "millennium": ("P", "Y", 1000),
}
_SMALLER = {
    "year": ("month", 12),
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "day": ("hour", 24),
    "decade": ("year", 10),
    "century": ("year", 100),
}
_VAGUE_TENS = {"decade": "E", "century": "C", "millennium": "L"}


def quantity(found: Found, group: str = "n") -> float | None:
    """How many the group's words say; None where they are vague ("several")."""
    chars = class_chars()
    total: float | None = None
    for i in found.range(group):
        kind, value = found.lexemes.classes[i], found.lexemes.values[i]
        if isinstance(value, int | float) and kind in (chars["NUM"], chars["DAY"], chars["YEAR"]):
            total = float(value)
        elif kind == chars["COUPLE"]:
            total = 2.0
        elif kind == chars["DOZEN"]:
            total = 12.0 * (total or 1.0) if found.lexemes.word(i).lower() == "dozen" else None
        elif kind == chars["HALF"]:
            total = 0.5 if total is None or len(found.range(group)) <= 2 else total + 0.5
        elif kind in (chars["FEW"], chars["SEVERAL"]):
            return None
        elif kind in (chars["A"], chars["ANOTHER"]) and total is None:
            total = 1.0
    return total


def plain(number: float) -> str:
    """A number without a needless ".0"."""
    return str(int(number)) if number == int(number) else f"{number:g}"


def amount(number: float | None, unit: str) -> str:
    """The TIMEX3 value of an amount: "P3D", "PT16H", "P2Y6M", "PXW" when vague."""
    prefix, code, factor = _CODES[unit]
    if number is None:
        return f"{prefix}X{_VAGUE_TENS.get(unit, code)}"
    number *= factor
    whole = int(number)
    if number != whole and unit in _SMALLER:
        smaller, per = _SMALLER[unit]
        if factor > 1:
            return f"{prefix}{plain(round(number, 2))}{code}"
        rest = round((number - whole) * per)
        small_prefix, small_code, _ = _CODES[smaller]
        head = f"{whole}{code}" if whole else ""
        if small_prefix != prefix:
            return f"P{head}T{rest}{small_code}"
        return f"{prefix}{head}{rest}{small_code}"
    return f"{prefix}{plain(number)}{code}"
