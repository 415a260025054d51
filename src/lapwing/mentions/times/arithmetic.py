"""Arithmetic of the calendar: weeks, months, quarters, seasons and parts of them, as intervals of days, and their
TIMEX3 values.

Weeks run from Monday to Sunday (ISO 8601; so the coded reports read "last week"). Seasons are those of the northern
hemisphere as the codebook, section 6, has them: summer is June to August. Functions raise ValueError or OverflowError
outside the years 1 to 9999.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from lapwing.core.intervals import Interval
from lapwing.records.mention import Grain

Part = Literal["early", "mid", "late"]

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season."""


def day(date: dt.date, days: int = 0) -> Interval:
    """The one day `days` after `date`."""
    return Interval.day(date + dt.timedelta(days))


def week(date: dt.date, weeks: int = 0) -> Interval:
    """The week, Monday to Sunday, that lies `weeks` after that of `date`."""
    monday = date - dt.timedelta(date.weekday()) + dt.timedelta(7 * weeks)
    return Interval(monday, monday + dt.timedelta(6))


def weekend(date: dt.date, weeks: int = 0) -> Interval:
    """Saturday and Sunday of that week."""
    days = week(date, weeks)
    return Interval(days.start + dt.timedelta(5), days.end)


def months(year: int, month: int, count: int = 1) -> Interval:
    """`count` whole months from `month` (any integer; 13 is January of the next year)."""
    first = year * 12 + month - 1
    after = first + count
    start = dt.date(first // 12, first % 12 + 1, 1)
    if after >= 9999 * 12 + 12:
        return Interval(start, dt.date.max)
    return Interval(start, dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(1))


def quarter(year: int, number: int) -> Interval:
    """Quarter 1 to 4 (any integer; 0 is the fourth quarter of the year before)."""
    return months(year, 3 * number - 2, 3)


def half(year: int, number: int) -> Interval:
    """The first or second half of a year."""
    return months(year, 6 * number - 5, 6)


def years(first: int, count: int = 1) -> Interval:
    """`count` whole years."""
    return Interval(dt.date(first, 1, 1), dt.date(first + count - 1, 12, 31))


def season(year: int, code: str) -> Interval:
    """The season SP, SU, FA or WI that begins in `year`; winter runs into the next."""
    return months(year, _SEASONS[code], 3)


def century(number: int) -> Interval:
    """The twentieth century is 1901 to 2000 by the book, but reports mean 1900 to 1999."""
    return years(max(1, 100 * (number - 1)), 100 if number > 1 else 99)


def add_months(date: dt.date, count: int) -> dt.date:
    """The same day of the month `count` months later, or the last day of that month when it is shorter."""
    month = months(date.year, date.month + count)
    return month.start + dt.timedelta(min(date.day, month.days) - 1)


def part(whole: Interval, grain: Grain, which: Part) -> Interval:
    """The early, middle or late part of a time.

    Months are cut at the 10th and 20th, and late in a year is October to December (codebook, section 6). By analogy
    early in a year is January to March, the middle of it May to August; decades are cut after the years 3 and 6,
    centuries after 29 and 69, weeks after Wednesday with Tuesday to Thursday as their middle, and the rest into thirds.
    """
    start, end = whole.start, whole.end
    if grain == "month":
        return {
            "early": Interval(start, start + dt.timedelta(9)),
            "mid": Interval(start + dt.timedelta(10), start + dt.timedelta(19)),
            "late": Interval(start + dt.timedelta(20), end),
        }[which]
    if grain == "year":
        return {"early": months(start.year, 1, 3), "mid": months(start.year, 5, 4), "late": months(start.year, 10, 3)}[
            which
        ]
    if grain == "decade":
        return {"early": years(start.year, 4), "mid": years(start.year + 4, 3), "late": years(start.year + 7, 3)}[which]
    if grain == "century":
        first = start.year - start.year % 100
        return {"early": years(max(1, first), 30), "mid": years(first + 30, 40), "late": years(first + 70, 30)}[which]
    if grain == "week" and whole.days == 7:
        first, last = {"early": (0, 2), "mid": (1, 3), "late": (3, 6)}[which]
        return Interval(start + dt.timedelta(first), start + dt.timedelta(last))
    if whole.days < 3:
        return whole
    third = whole.days // 3
    return {
        "early": Interval(start, start + dt.timedelta(third - 1)),
        "mid": Interval(start + dt.timedelta(third), end - dt.timedelta(third)),
        "late": Interval(end - dt.timedelta(third - 1), end),
    }[which]


def unit_of(date: dt.date, unit: str, count: int = 0) -> Interval:
    """The day, week, month … that lies `count` units after the one that holds `date`."""
    match unit:
        case "week":
            return week(date, count)
        case "fortnight":
            first = week(date, 2 * count)
            return Interval(first.start, first.end + dt.timedelta(7))
        case "weekend":
            return weekend(date, count)
        case "month":
            return months(date.year, date.month + count)
        case "quarter":
            return quarter(date.year, (date.month + 2) // 3 + count)
        case "year":
            return years(date.year + count)
        case "decade":
            return years(date.year // 10 * 10 + 10 * count, 10)
        case "century":
            return century(date.year // 100 + 1 + count)
        case _:
            return day(date, count)


def shift(date: dt.date, unit: str, count: float) -> dt.date:
    """The day `count` units after `date` (before, when negative); parts of a day are dropped."""
    match unit:
        case "second" | "minute" | "hour":
            hours = count / {"second": 3600, "minute": 60, "hour": 1}[unit]
            return date + dt.timedelta(int(hours / 24))
        case "week":
            return date + dt.timedelta(round(7 * count))
        case "fortnight":
            return date + dt.timedelta(round(14 * count))
        case "month":
            return add_months(date, round(count))
        case "quarter":
            return add_months(date, round(3 * count))
        case "year":
            return add_months(date, round(12 * count))
        case "decade":
            return add_months(date, round(120 * count))
        case "century":
            return add_months(date, round(1200 * count))
        case _:
            return date + dt.timedelta(round(count))


GRAIN_OF_UNIT: dict[str, Grain] = {
    "week": "week",
    "fortnight": "week",
    "weekend": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
    "millennium": "century",
}
"""Grain by unit; days and their parts, which are not listed, have the grain `day`."""


def value_of(interval: Interval, grain: Grain) -> str:
    """The TIMEX3 value of a time: "2020-01-12", "2020-W02", "2020-01", "2020-Q1", "2020-SU", "2020", "202", "20"."""
    start = interval.start
    match grain:
        case "day":
            return start.isoformat()
        case "week":
            iso = start.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if interval.days == 2 else "")
        case "month":
            return f"{start.year:04d}-{start.month:02d}"
        case "season":
            code = next(code for code, month in _SEASONS.items() if month == start.month)
            return f"{start.year:04d}-{code}"
        case "quarter":
            return f"{start.year:04d}-Q{(start.month + 2) // 3}"
        case "year":
            return f"{start.year:04d}"
        case "decade":
            return f"{start.year // 10:03d}"
        case "century":
            return f"{start.year // 100:02d}"
        case _:
            return f"{start.isoformat()}/{interval.end.isoformat()}"
