"""Expressions made of expressions: a time of day with its day, ranges, open ends, and counts that lean on a date
behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from lapwing.core.intervals import Interval
from lapwing.knowledge.calendar import cues
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.lexemes import Lexemes, class_chars
from lapwing.mentions.times.meaning import dated
from lapwing.mentions.times.reading import Reading

COMPOSED = frozenset({"range", "list", "since", "until", "range-days"})
"""Rules whose mentions cover other mentions."""

CLOCKS = frozenset({"clock", "hour", "noon", "zone-time", "hour-of-daypart"})
_COUNTED = frozenset({"later", "beside-day"})
_LEAN_WORDS = 8
"""Lexemes between "a week after" and the date it counts from; about the length of a short clause ("after he was
arrested on Friday")."""
_LIST_DAYS = 7
"""Days apart up to which "Monday and Tuesday" is one stretch."""


def merge_clock(readings: list[Reading], lexemes: Lexemes) -> list[Reading]:
    """Joins a time of day with a day right behind it ("9 a.m. Tuesday", "5 p.m. EST, Nov. 6")."""
    chars = class_chars()
    skip = {chars["COMMA"], chars["ON"], chars["OPEN"], chars["CLOSE"]}
    out: list[Reading] = []
    for reading in readings:
        while out and _same_moment(out[-1], reading, lexemes, skip):
            before = out.pop()
            time = before.meaning.value[before.meaning.value.index("T") :]
            meaning = msgspec.structs.replace(reading.meaning, value=reading.meaning.value[:10] + time, kind="time")
            reading = Reading(before.first, reading.last, reading.rule, meaning)
        out.append(reading)
    return out


def _same_moment(clock: Reading, day: Reading, lexemes: Lexemes, skip: set[str]) -> bool:
    """Whether a day stands right behind a time of day, or behind the same time in another zone in brackets."""
    return (
        clock.rule in CLOCKS
        and day.rule not in CLOCKS
        and day.meaning.grain == "day"
        and day.meaning.interval is not None
        and day.meaning.kind != "duration"
        and day.meaning.value[:1].isdigit()
        and day.first - clock.last <= 3
        and set(lexemes.classes[clock.last : day.first]) <= skip
        and "T" in clock.meaning.value
    )


def lean(readings: list[Reading], lexemes: Lexemes, context: Context) -> None:
    """Reads the count before the last reading again when that date is what it counts from ("two days after the
    January 3 strike")."""
    if len(readings) < 2:
        return
    counted, anchor = readings[-2], readings[-1]
    if counted.rule not in _COUNTED or counted.found is None or counted.source is None:
        return
    word = lexemes.word(counted.last - 1).lower()
    interval = anchor.meaning.interval
    if word not in ("after", "before") or interval is None or interval.days > 31 or not anchor.meaning.narrates:
        return
    gap = [lexemes.word(i) for i in range(counted.last, anchor.first)]
    if len(gap) > _LEAN_WORDS or any(w in (",", ".", ";", ":", "(", '"', "“") or w.isspace() for w in gap):
        return
    again = counted.source.read(counted.found, context)
    if again is not None:
        readings[-2] = msgspec.structs.replace(counted, meaning=again)


def compose(readings: list[Reading], lexemes: Lexemes, context: Context) -> list[Reading]:
    """The readings with the composed ones that cover them, in order of the text, the covering one first."""
    out: list[Reading] = []
    closed = -1
    for i, reading in enumerate(readings):
        if reading.rule == "range-days":
            out.extend(_days(reading, lexemes))
            continue
        behind = readings[i + 1] if i + 1 < len(readings) else None
        joined = _range(reading, behind, lexemes) if behind is not None else None
        if joined is not None:
            out.append(joined)
            closed = i + 1
        elif i != closed:  # the "until" of "from 1994 until 1997" opens nothing
            before = readings[i - 1] if i else None
            out.extend(_open_end(reading, before, lexemes, context))
        out.append(reading)
    out.sort(key=lambda r: (r.first, -r.last))
    return out


def _days(reading: Reading, lexemes: Lexemes) -> Iterator[Reading]:
    """A range of days of one month and its two ends."""
    interval, found = reading.meaning.interval, reading.found
    yield reading
    if interval is None or found is None:
        return
    first, second, month = (found.range(name) for name in ("first", "second", "month"))
    start, end = (
        dated(calc.day(interval.start), "day", anchor=reading.meaning.anchor),
        dated(calc.day(interval.end), "day", anchor=reading.meaning.anchor),
    )
    if month.start < first.start:
        yield Reading(month.start, first.stop, "month-day", start)
        yield Reading(second.start, second.stop, "day-list", end)
    else:
        yield Reading(first.start, first.stop, "day-list", start)
        yield Reading(second.start, reading.last, "day-month", end)


def _range(a: Reading, b: Reading, lexemes: Lexemes) -> Reading | None:
    """`from A to B`, `between A and B`, `A–B`, `A and B`."""
    one, two = a.meaning.interval, b.meaning.interval
    if one is None or two is None or a.meaning.kind in ("duration", "set") or b.meaning.kind in ("duration", "set"):
        return None
    link = [lexemes.word(i).lower() for i in range(a.last, b.first)]
    if not 1 <= len(link) <= 3 or any(word not in _LINKS for word in link):
        return None
    before = lexemes.word(a.first - 1).lower() if a.first else ""
    word = next((w for w in link if w in _JOINTS), "")
    if word == "and" and before != "between":
        return _list(a, b, one, two) if "or" not in link else None
    opened = before in ("from", "between") or word in ("through", "until", "till") or word in _DASHES
    opened = opened or (a.rule in _DATED and b.rule in _DATED)
    if not opened or (before == "between" and word not in _DASHES | {"and", "through", "to"}):
        return None
    if a.meaning.grain != b.meaning.grain and before not in ("from", "between"):
        return None
    one = _same_year(a, b, one, two)
    if one.start > two.end:
        return None
    first = a.first - 1 if before in ("from", "between") else a.first
    whole = Interval(one.start, two.end)
    return Reading(
        first, b.last, "range", dated(whole, "interval", anchor=b.meaning.anchor or a.meaning.anchor, narrates=False)
    )


_DATED = frozenset({"month-day", "day-month", "month-year", "iso-date", "slashed-date"})
"""Dates so full that "to" between two of them makes a range."""
_DASHES = frozenset("-–—")
_JOINTS = frozenset({"to", "through", "until", "till", "and", "-", "–", "—"})
_LINKS = _JOINTS | {"on", "the", "in", "late", "early", "at"}


def _same_year(a: Reading, b: Reading, one: Interval, two: Interval) -> Interval:
    """The first end in the year that the second names ("between March and April 2019"), or the one before ("November
    to March 2019")."""
    if (
        b.meaning.explicit_year is None
        or a.meaning.explicit_year is not None
        or a.meaning.grain not in ("day", "month")
    ):
        return one
    step = two.start.year - one.start.year
    start, end = (calc.add_months(d, 12 * step) for d in (one.start, one.end))
    if start > two.end:
        start, end = calc.add_months(start, -12), calc.add_months(end, -12)
    return Interval(start, max(start, end))


def _list(a: Reading, b: Reading, one: Interval, two: Interval) -> Reading | None:
    """`yesterday and on Wednesday`: neighbouring days as one stretch."""
    if a.meaning.grain != "day" or b.meaning.grain != "day" or one == two:
        return None
    start, end = min(one.start, two.start), max(one.end, two.end)
    if (end - start).days > _LIST_DAYS:
        return None
    return Reading(
        a.first, b.last, "list", dated(Interval(start, end), "interval", anchor=a.meaning.anchor, narrates=False)
    )


def _open_end(reading: Reading, before: Reading | None, lexemes: Lexemes, context: Context) -> Iterator[Reading]:
    """`since A` lasts until publication; `until A` begins with the date before it in the sentence, or with
    publication."""
    interval = reading.meaning.interval
    first = reading.first - 1
    while first > 0 and reading.first - first <= _HEDGES and lexemes.word(first).lower() in _HEDGE:
        first -= 1  # "since at least 2014"
    word = lexemes.word(first).lower() if first >= 0 else ""
    published = context.published
    if interval is None or reading.meaning.kind in ("duration", "set") or reading.meaning.value.endswith("_REF"):
        return
    if word == "since" and published is not None and interval.start <= published:
        whole = Interval(interval.start, published)
        yield Reading(first, reading.last, "since", dated(whole, "interval", anchor=published, narrates=False))
    elif word in ("until", "till", "til"):
        start = _beginning(reading, before, interval, lexemes, published)
        if start is not None and not _negated(lexemes, first):
            whole = Interval(start, interval.end)
            yield Reading(first, reading.last, "until", dated(whole, "interval", anchor=published, narrates=False))


_HEDGES = 4
_HEDGE = cues("hedge before a date")


def _negated(lexemes: Lexemes, at: int) -> bool:
    """Whether a negation stands in the clause before lexeme `at`: "did not endorse her until July" dates it in July."""
    for i in range(at - 1, max(-1, at - 9), -1):
        word = lexemes.word(i).lower()
        if word in (",", ".", ";", ":") or word.isspace():
            return False
        if word in ("not", "never", "nobody", "no") or word.endswith(("n't", "n’t")):
            return True
    return False


def _beginning(
    reading: Reading, before: Reading | None, interval: Interval, lexemes: Lexemes, published: dt.date | None
) -> dt.date | None:
    if before is not None and before.meaning.interval is not None and before.meaning.interval.start <= interval.start:
        between = lexemes.text[lexemes.ends[before.last - 1] : lexemes.starts[reading.first]]
        if "\n" not in between and ". " not in between and before.meaning.kind in ("date", "time"):
            return before.meaning.interval.start
    return published if published is not None and published <= interval.start else None
