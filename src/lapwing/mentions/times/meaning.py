"""What an expression means, before it becomes a mention."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from lapwing.core.intervals import Interval
from lapwing.mentions.times.arithmetic import value_of
from lapwing.records.mention import Grain

Kind = Literal["date", "time", "duration", "set"]


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """The days, grain, kind and TIMEX3 value of an expression."""

    interval: Interval | None
    grain: Grain
    kind: Kind = "date"
    value: str = ""
    anchor: dt.date | None = None
    explicit_year: int | None = None
    """The year that the words themselves name."""
    narrates: bool = True
    """Whether later expressions ("two days later") may count from it."""
    sets_quarter: bool = False
    """Whether "the quarter" may refer to it hereafter."""
    trace: str = ""


def dated(
    interval: Interval,
    grain: Grain,
    *,
    value: str | None = None,
    kind: Kind = "date",
    anchor: dt.date | None = None,
    explicit_year: int | None = None,
    narrates: bool = True,
    sets_quarter: bool = False,
    trace: str = "",
) -> Meaning:
    """The meaning of words that name days."""
    return Meaning(
        interval=interval,
        grain=grain,
        kind=kind,
        value=value_of(interval, grain) if value is None else value,
        anchor=anchor,
        explicit_year=explicit_year,
        narrates=narrates,
        sets_quarter=sets_quarter,
        trace=trace,
    )


def undated(value: str, *, grain: Grain = "day", kind: Kind = "date", trace: str = "") -> Meaning:
    """The meaning of words that name no days on the calendar."""
    return Meaning(interval=None, grain=grain, kind=kind, value=value, narrates=False, trace=trace)
