"""Closed intervals of days, the unit in which events are dated."""

from __future__ import annotations

import datetime as dt

import msgspec


class Interval(msgspec.Struct, frozen=True, order=True):
    """The days from `start` to `end`, both included."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"interval ends ({self.end}) before it starts ({self.start})")

    @classmethod
    def day(cls, day: dt.date) -> Interval:
        """The interval of one day."""
        return cls(day, day)

    @property
    def days(self) -> int:
        """Number of days, at least 1."""
        return (self.end - self.start).days + 1

    def contains(self, day: dt.date) -> bool:
        """Whether `day` is one of its days."""
        return self.start <= day <= self.end

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def shift(self, days: int) -> Interval:
        """The same interval moved by `days` days."""
        step = dt.timedelta(days=days)
        return Interval(self.start + step, self.end + step)
