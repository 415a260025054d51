"""Holidays and the days on which they fall, read from `holidays.toml`."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from lapwing.core.errors import KnowledgeError
from lapwing.core.intervals import Interval
from lapwing.knowledge.calendar.reckoning import easter, hebrew_day, islamic_days, orthodox_easter

Kind = Literal["fixed", "nth", "easter", "orthodox", "hebrew", "islamic", "table", "after", "election"]


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day or span of days with a name."""

    names: tuple[str, ...]
    """Lower case."""
    kind: Kind
    at: tuple[int, ...]
    """What `kind` counts by; the file's header says how."""
    days: int = 1
    year: int | None = None
    """Names one day in history ("9/11")."""
    dates: tuple[dt.date, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    holiday: tuple[Holiday, ...]


@cache
def holidays() -> tuple[Holiday, ...]:
    """All holidays of the package.

    Raises:
        KnowledgeError: the file breaks its schema.
    """
    data = resources.files(__package__).joinpath("holidays.toml").read_bytes()
    try:
        return msgspec.toml.decode(data, type=_File).holiday
    except msgspec.MsgspecError as error:
        raise KnowledgeError(str(error), "holidays.toml", "Reinstall lapwing") from error


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> dt.date:
    if n > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
    return last - dt.timedelta((last.weekday() - weekday) % 7)


def holiday_days(holiday: Holiday, year: int) -> tuple[Interval, ...]:
    """The days of `holiday` that begin in the Gregorian `year`: one interval as a rule, none where it is not held, two
    where a lunar year is short.

    Raises:
        ValueError, OverflowError: `year` is outside 2 … 9998.
    """
    starts: list[dt.date]
    match holiday.kind:
        case "fixed":
            starts = [dt.date(year, holiday.at[0], holiday.at[1])]
        case "nth":
            starts = [_nth_weekday(year, *holiday.at)]
        case "after":
            first = dt.date(year, holiday.at[0], holiday.at[1])
            starts = [first + dt.timedelta((holiday.at[2] - first.weekday()) % 7)]
        case "election":
            monday = _nth_weekday(year, 11, 0, 1)
            starts = [monday + dt.timedelta(1)] if year % 2 == 0 else []
        case "easter":
            starts = [easter(year) + dt.timedelta(holiday.at[0])]
        case "orthodox":
            starts = [orthodox_easter(year) + dt.timedelta(holiday.at[0])]
        case "hebrew":
            starts = [hebrew_day(year, *holiday.at)]
        case "islamic":
            starts = list(islamic_days(year, *holiday.at))
        case "table":
            starts = [day for day in holiday.dates if day.year == year]
    return tuple(Interval(start, start + dt.timedelta(holiday.days - 1)) for start in starts)
