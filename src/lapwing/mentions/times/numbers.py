"""Numbers in words, joined into one lexeme: "twenty-four", "two hundred and ten", "nineteen ninety-seven", "2 1/2"."""

from __future__ import annotations

from typing import Any

import msgspec


class NumberClasses(msgspec.Struct, frozen=True, kw_only=True):
    """The class characters that numbers are made of."""

    number: str
    scale: str
    num: str
    day: str
    year: str
    ordinal: str
    fraction: str
    hyphen: str
    joint: str
    """The word "and"."""
    a: str


class _Reading(msgspec.Struct, frozen=True):
    end: int
    """One past the last lexeme."""
    kind: str
    value: float


def _tens(c: NumberClasses, classes: list[str], values: list[Any], i: int) -> tuple[int, int] | None:
    """A number below a hundred at `i`: its end and value."""
    if i >= len(classes) or classes[i] != c.number:
        return None
    value = int(values[i])
    j = i + 1
    if value >= 20 and value % 10 == 0:
        k = j + 1 if j < len(classes) and classes[j] == c.hyphen else j
        if k < len(classes) and classes[k] == c.number and 1 <= int(values[k]) <= 9:
            return k + 1, value + int(values[k])
    return j, value


def _read(c: NumberClasses, classes: list[str], values: list[Any], i: int) -> _Reading | None:
    """The number that begins at lexeme `i`."""
    size = len(classes)
    if classes[i] == c.day and i + 1 < size and classes[i + 1] == c.fraction:
        return _Reading(i + 2, c.num, values[i] + values[i + 1])
    total = current = 0
    seen = False
    j = i
    if classes[i] == c.a and i + 1 < size and classes[i + 1] == c.scale:
        current, j, seen = 1, i + 1, True
    while j < size:
        k = j + 1 if seen and classes[j] == c.joint and j + 1 < size else j
        if below := _tens(c, classes, values, k):
            end, value = below
            if seen and total + current and k == j and classes[j - 1] == c.number:
                if 10 <= current <= 20 and value >= 10:  # "nineteen ninety-seven"
                    return _Reading(end, c.year, current * 100 + value)
                break
            if k != j and classes[j - 1] != c.scale:
                break
            current, j, seen = current + value, end, True
        elif classes[j] == c.scale and seen:
            scale = int(values[j])
            if scale == 100:
                current *= 100
            else:
                total, current = total + current * scale, 0
            j += 1
        else:
            break
    if not seen:
        return None
    value = total + current
    # "twenty-first": the tens carry an ordinal.
    k = j + 1 if j < size and classes[j] == c.hyphen else j
    if (
        value >= 20
        and value % 10 == 0
        and k < size
        and classes[k] == c.ordinal
        and 1 <= values[k] <= 9
        and values[k] + value < 100
    ):
        return _Reading(k + 1, c.ordinal, value + values[k])
    return _Reading(j, c.num, value)


def merge_numbers(c: NumberClasses, starts: list[int], ends: list[int], classes: list[str], values: list[Any]) -> None:
    """Join the lexemes of each number in words, in place; its class becomes NUM, YEAR or ORDINAL."""
    heads = (c.number, c.scale, c.fraction)
    if not any(head in classes for head in heads):
        return
    i = kept = 0
    while i < len(classes):
        kind = classes[i]
        found = None
        if kind == c.number or (
            kind in (c.day, c.a) and i + 1 < len(classes) and classes[i + 1] in (c.fraction, c.scale)
        ):
            found = _read(c, classes, values, i)
        starts[kept], ends[kept], classes[kept], values[kept] = starts[i], ends[i], kind, values[i]
        if found is not None:
            ends[kept], classes[kept], values[kept] = ends[found.end - 1], found.kind, found.value
            i = found.end
        else:
            i += 1
        kept += 1
    del starts[kept:], ends[kept:], classes[kept:], values[kept:]
