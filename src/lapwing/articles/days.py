"""Calendar days written out in full ("Saturday, 09 March, 2019", "2020-01-12T07:56Z", "Jan. 12").

Only what stamps a report is read here; the dates of events, relative ones above all, are the business of
`mentions.times`.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_PATTERN = re.compile(
    rf"""(?<![\w/.-])
    (?:(?P<weekday>{WEEKDAY})\b\.?[,\s]\s*(?:the\s+)?)?
    (?:
        (?P<y1>{_YEAR})[-/.](?P<m1>0?[1-9]|1[0-2])[-/.](?P<d1>{_DAY})
            (?:[T\s](?P<clock>\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?)\s?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?
      | (?P<d2>{_DAY})(?:st|nd|rd|th)?[\s/-]+(?:of\s+)?(?P<m2>{MONTH})\b\.?(?:[,\s/-]*(?P<y2>{_YEAR}))?
      | (?P<m3>{MONTH})\b\.?[\s/-]*(?P<d3>{_DAY})(?:st|nd|rd|th)?(?![\d:]|[.,]\d)(?:[,\s/-]*(?P<y3>{_YEAR}))?
      | (?P<a4>\d?\d)(?P<sep>[/.-])(?P<b4>\d?\d)(?P=sep)(?P<y4>{_YEAR})
    )(?!\d|\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_DIGIT = re.compile(r"\d")


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A day as it is written somewhere in a string."""

    start: int
    end: int
    text: str
    month: int
    day: int
    year: int | None
    """None for "Jan. 12"."""
    weekday: int | None = None
    """0 for Monday, when the writing names it."""
    swapped: bool = False
    """03/04/2020 read as month first, where day first is a calendar day as well."""
    utc: bool = False
    """A machine's stamp in UTC: the newspaper's own day may be the one before or after."""

    @property
    def date(self) -> dt.date | None:
        """The calendar day; None without a year or when there is no such day."""
        return self.in_year(self.year) if self.year else None

    def in_year(self, year: int) -> dt.date | None:
        """The calendar day in a year, if that year has it."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None

    def nearest(self, day: dt.date) -> dt.date | None:
        """The calendar day meant when the year is left out: the one nearest to `day`, half a year either way."""
        if self.year:
            return self.date
        days = filter(None, (self.in_year(day.year + step) for step in (-1, 0, 1)))
        return min(days, key=lambda d: abs(d - day), default=None)

    @property
    def contradicts(self) -> str:
        """The weekday that its date truly was, when the writing names another one; else an empty string."""
        date = self.date
        if date is None or self.weekday is None or date.weekday() == self.weekday:
            return ""
        return date.strftime("%A")


def find_days(text: str, *, yearless: bool = False) -> list[Day]:
    """The days written in `text`, in order; with `yearless` also those without a year.

    A day in figures whose order is open (03/04/2020) comes twice, day first and month first (`swapped`); a weekday
    beside it settles which.
    """
    if not _DIGIT.search(text):
        return []
    days: list[Day] = []
    for match in _PATTERN.finditer(text):
        days.extend(
            d for d in _readings(match) if d.year or (yearless and match[0][:1].isupper() | match[0][:1].isdigit())
        )
    return days


def _readings(match: re.Match[str]) -> list[Day]:
    group = match.groupdict()
    weekday = _WEEKDAYS.index(group["weekday"][:3].lower()) if group["weekday"] else None

    def day(year: str | None, month: int, number: str, swapped: bool = False) -> Day:
        return Day(
            start=match.start(),
            end=match.end(),
            text=match[0],
            month=month,
            day=int(number),
            year=int(year) if year else None,
            weekday=weekday,
            swapped=swapped,
            utc=group["zone"] in ("Z", "UTC", "+00:00", "+0000"),
        )

    if group["m1"]:
        found = [day(group["y1"], int(group["m1"]), group["d1"])]
    elif group["m2"]:
        found = [day(group["y2"], _MONTHS.index(group["m2"][:3].lower()) + 1, group["d2"])]
    elif group["m3"]:
        found = [day(group["y3"], _MONTHS.index(group["m3"][:3].lower()) + 1, group["d3"])]
    else:
        a, b, year = group["a4"], group["b4"], group["y4"]
        found = [day(year, int(b), a)] if 1 <= int(b) <= 12 else []
        if 1 <= int(a) <= 12 and a != b:
            found.append(day(year, int(a), b, swapped=bool(found)))
    found = [d for d in found if d.in_year(d.year or 2000)]
    if len(found) > 1 and weekday is not None:
        return [d for d in found if not d.contradicts] or found
    return found
