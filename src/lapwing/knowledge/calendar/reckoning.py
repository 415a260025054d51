"""Other calendars, reckoned into Gregorian days: Easter of both rites, the Hebrew and the tabular Islamic year.

Methods: Easter after Meeus, *Astronomical Algorithms* (1991), chapter 8; the Hebrew calendar's molad arithmetic and the
tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30) after Reingold and
Dershowitz, *Calendrical Calculations*. All day numbers are Python's proleptic Gregorian ordinals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

_HEBREW_EPOCH = -1373427
"""Ordinal of the day before 1 Tishri of the year 1 as the molad arithmetic counts it."""
_ISLAMIC_EPOCH = 227015
"""Ordinal of 1 Muharram of the year 1."""


def easter(year: int) -> dt.date:
    """Western Easter Sunday."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Orthodox Easter Sunday, as a Gregorian day."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    shift = year // 100 - year // 400 - 2
    return dt.date(year, month, day + 1) + dt.timedelta(shift)


def _hebrew_new_year(year: int) -> int:
    """Ordinal of 1 Tishri of the Hebrew `year`."""

    def elapsed(y: int) -> int:
        months = (235 * y - 234) // 19
        parts = 12084 + 13753 * months
        day = 29 * months + parts // 25920
        return day + 1 if (3 * (day + 1)) % 7 < 3 else day

    before, here, after = elapsed(year - 1), elapsed(year), elapsed(year + 1)
    correction = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return _HEBREW_EPOCH + here + correction


def hebrew_day(year: int, month: int, day: int) -> dt.date:
    """The Hebrew `month` (1 Nisan … 7 Tishri … 12 the last Adar) and `day` that falls in the Gregorian `year`."""
    if month >= 7:
        start = _hebrew_new_year(year + 3761)
        if month == 12:  # Purim stands 30 days before Passover, in the spring of the Gregorian year
            return hebrew_day(year, 1, 15) - dt.timedelta(30) + dt.timedelta(day - 14)
        long_heshvan = (_hebrew_new_year(year + 3762) - start) % 10 == 5
        lengths = [30, 30 if long_heshvan else 29]
        return dt.date.fromordinal(start + sum(lengths[: month - 7]) + day - 1)
    # Nisan to Elul have fixed lengths (30, 29 …), so they count back from the new year: 1 Nisan is 177 days before.
    nisan = _hebrew_new_year(year + 3761) - 177
    return dt.date.fromordinal(nisan + sum((30, 29, 30, 29, 30, 29)[: month - 1]) + day - 1)


def islamic_days(year: int, month: int, day: int) -> Iterator[dt.date]:
    """Every tabular Islamic `month` and `day` that falls in the Gregorian `year`: one as a rule, sometimes two."""
    first = (dt.date(year, 1, 1).toordinal() - _ISLAMIC_EPOCH) * 30 // 10631
    for islamic in range(first - 1, first + 4):
        if islamic < 1:
            continue
        ordinal = (
            _ISLAMIC_EPOCH + 354 * (islamic - 1) + (3 + 11 * islamic) // 30 + 29 * (month - 1) + month // 2 + day - 1
        )
        found = dt.date.fromordinal(ordinal)
        if found.year == year:
            yield found
