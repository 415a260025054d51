"""Numbers in words and figures, exact or vague."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
ONES = {word: value for value, word in enumerate(_SMALL)}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
POWERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
VAGUE: dict[str, tuple[int, int] | None] = {
    "several": (3, 9), "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2000, 9999),
    "few": (3, 9), "many": None, "couple": (2, 2), "pair": (2, 2), "handful": (3, 9),
}  # fmt: skip
"""Section 9 of the codebook; `thousands`, `few`, `couple`, `handful` are read in its spirit."""

_UNITS = {"dozen": 12, "score": 20, **POWERS}


class Number(msgspec.Struct, frozen=True):
    """A number in tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    low: int
    high: int


def read(words: Sequence[str], at: int) -> Number | None:
    """The longest number that begins with token `at`, or None: "25", "8,000", "twenty-five", "two dozen", "tens of
    thousands", "20 to 30", "a hundred", "several hundred". "A" alone is none.
    """
    lower = [word.lower() for word in words[at : at + 8]]
    vague = _vague(lower)
    if vague is not None:
        size, low, high = vague
        return Number(at, at + size, low, high)
    exact = _exact(lower)
    if exact is None:
        return None
    size, value = exact
    if size < len(lower) and lower[size] in {"to", "-", "\u2013", "or"}:
        second = _exact(lower[size + 1 :])
        if second is not None and value < second[1] <= value * 20:
            return Number(at, at + size + 1 + second[0], value, second[1])
    return Number(at, at + size, value, value)


def read_between(words: Sequence[str], at: int) -> Number | None:
    """The number of "between 20 and 30", "from 20 to 30" that begins with the preposition in token `at`."""
    if words[at].lower() not in {"between", "from"}:
        return None
    first = _exact([word.lower() for word in words[at + 1 : at + 5]])
    if first is None:
        return None
    middle = at + 1 + first[0]
    if middle + 1 >= len(words) or words[middle].lower() not in {"and", "to"}:
        return None
    second = _exact([word.lower() for word in words[middle + 1 : middle + 6]])
    if second is None or second[1] < first[1]:
        return None
    return Number(at, middle + 1 + second[0], first[1], second[1])


def _vague(lower: Sequence[str]) -> tuple[int, int, int] | None:
    """Tokens, low and high of a vague number at the start of `lower`."""
    if not lower:
        return None
    skip = 1 if lower[0] in {"a", "the"} and len(lower) > 1 and lower[1] in {"few", "couple", "pair", "handful"} else 0
    word = lower[skip]
    if lower[:3] in (["tens", "of", "thousands"], ["hundreds", "of", "thousands"]):
        scale = 10_000 if lower[0] == "tens" else 100_000
        return 3, 2 * scale, 10 * scale - 1
    bounds = VAGUE.get(word)
    if bounds is None:
        return None
    size = skip + 1
    if word in {"several", "few"} and size < len(lower) and lower[size] in _UNITS:
        unit = _UNITS[lower[size]]
        return size + 1, bounds[0] * unit, min(10 * unit - 1, 99 if unit == 12 else 10 * unit - 1)
    return size, bounds[0], bounds[1]


def _figure(word: str) -> int | None:
    """A number in figures, with commas wherever they stand ("8,00,000" occurs)."""
    bare = word.replace(",", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 9 and word[0] != "," else None


def _exact(lower: Sequence[str]) -> tuple[int, int] | None:
    """Tokens and value of an exact number at the start of `lower`."""
    at, total, part, seen = 0, 0, 0, False
    while at < len(lower):
        word = lower[at]
        figure = _figure(word)
        if figure is not None and not seen:
            part, seen = figure, True
        elif word in ONES and (
            not seen or part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and ONES[word] < 10)
        ):
            if seen and part % 100 == 0 and total == 0 and part < 100:
                break
            part, seen = part + ONES[word], True
        elif word in TENS and (not seen or part % 100 == 0):
            part, seen = part + TENS[word], True
        elif word in {"dozen", "score"} and seen:
            return at + 1, part * _UNITS[word]
        elif word == "hundred" and seen and 0 < part < 100:
            part *= 100
        elif word in {"thousand", "million"} and seen and part:
            total, part = total + part * POWERS[word], 0
        elif word in {"a", "half"} and not seen and at + 1 < len(lower):
            if lower[at : at + 3] == ["half", "a", "dozen"]:
                return at + 3, 6
            if lower[at + 1] not in _UNITS:
                return None
            if lower[at + 1] == "dozen":
                return at + 2, 12
            part, seen = 1, True
        elif word in {"-", "and"} and seen and at + 1 < len(lower):
            follows = lower[at + 1]
            joins = follows in ONES or follows in TENS
            if word == "-" and not (joins and lower[at - 1] in TENS):
                break
            if word == "and" and not (joins and lower[at - 1] in {"hundred", "thousand"}):
                break
        else:
            break
        at += 1
    return (at, total + part) if seen else None
