"""Many records compared with one at a time, quickly: the same points as `evidence.findings`, and no others.

Most pairs of an index are far from one event, and a line or two of the rule show it. Lines that compare one value of each
record (its dates, its place, its actors …) are worked out once for every two values, not for every two records, over all
candidates at once; a candidate is dropped as soon as the best that the lines still open could give does not lead to the
points needed. What is left is compared to the end. Points are whole numbers, so that the order of the lines changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from lapwing.stories import evidence
from lapwing.stories.evidence import Context
from lapwing.stories.facts import Facts
from lapwing.stories.rules import EventRule

Rows = NDArray[np.int64]
Scored = list[tuple[int, int]]
"""Rows, each with its points from all lines but "reports"."""

_KEPT = 512
"""Lines with at most so many different values keep the points of every two: two megabytes at most."""
_OPEN = np.iinfo(np.int64).min
"""Points that have not been worked out."""


class _Numbers:
    """Whole numbers that are added one by one and read as an array."""

    def __init__(self) -> None:
        self._new: list[int] = []
        self._array: Rows = np.empty(1024, np.int64)
        self._size = 0

    def add(self, number: int) -> None:
        self._new.append(number)

    def array(self) -> Rows:
        if self._new:
            size = self._size + len(self._new)
            if size > len(self._array):
                self._array = np.concatenate((self._array[: self._size], np.empty(2 * size, np.int64)))
            self._array[self._size : size] = self._new
            self._size = size
            self._new.clear()
        return self._array[: self._size]


class _Line:
    """Lines of the rule that go by one value of each record."""

    def __init__(
        self, names: Sequence[str], value: Callable[[Facts], Hashable], rule: EventRule
    ) -> None:  # fmt: skip
        self.best = sum(max(rule.points[name].values()) for name in names)
        self._value = value
        self._names = names
        self._rule = rule
        self._numbers: dict[Hashable, int] = {}
        self._examples: list[Facts] = []
        self._codes = _Numbers()
        self._kept: dict[int, Rows] = {}

    def add(self, of: Facts) -> None:
        """The value of the next row."""
        number = self._numbers.setdefault(self._value(of), len(self._examples))
        if number == len(self._examples):
            self._examples.append(of)
        self._codes.add(number)

    def points(self, row: int, rows: Rows) -> Rows:
        """What the lines count for one row with others."""
        of_all = self._codes.array()
        own, codes = int(of_all[row]), of_all[rows]
        table = self._table(own)
        found = table[codes]
        if (found == _OPEN).any():
            wanted = np.zeros(len(table), bool)
            wanted[codes] = True
            example = self._examples[own]
            for code in np.flatnonzero(wanted & (table == _OPEN)).tolist():
                other = self._examples[code]
                table[code] = sum(evidence.points(example, other, name, self._rule) for name in self._names)
            found = table[codes]
        return found

    def _table(self, own: int) -> Rows:
        size = len(self._examples)
        if size > _KEPT:
            self._kept.clear()
            return np.full(size, _OPEN, np.int64)
        table = self._kept.get(own)
        if table is None or len(table) < size:
            longer = np.full(size, _OPEN, np.int64)
            if table is not None:
                longer[: len(table)] = table
            table = self._kept[own] = longer
        return table


class Screen:
    """Records, one a row, to be compared with one another.

    Args:
        rule: when two records are one event.
    """

    def __init__(self, rule: EventRule) -> None:
        self._rule = rule
        self._rows: list[Facts] = []
        self._reports: dict[str, int] = {}
        self._report = _Numbers()
        self._lines = tuple(_Line(names, value, rule) for names, value in _LINES)
        points = rule.points
        position, reports = points["position"], points["reports"]
        # Two headlines are of two reports; all other positions are of one.
        apart = ("two headlines", "none")
        self._apart = max(position[level] for level in apart), max(v for k, v in reports.items() if k != "same")
        self._together = max(v for k, v in position.items() if k not in apart), reports["same"]

    def add(self, of: Facts) -> int:
        """Adds a record; gives its row."""
        for line in self._lines:
            line.add(of)
        self._report.add(self._reports.setdefault(of.report, len(self._reports)))
        self._rows.append(of)
        return len(self._rows) - 1

    def __len__(self) -> int:
        return len(self._rows)

    def facts(self, row: int) -> Facts:
        """The record of a row."""
        return self._rows[row]

    def possible(self, row: int, rows: Iterable[int]) -> Scored:
        """The rows that may speak for one event with a row, whatever their reports have in common."""
        chosen, scores = self._screened(row, rows, self._rule.needed)
        found: Scored = []
        a = self._rows[row]
        for other, score in zip(chosen.tolist(), scores.tolist(), strict=True):
            b = self._rows[other]
            position, reports = self._together if b.report == a.report else self._apart
            score += evidence.points(a, b, "position", self._rule) - position - reports
            if score + reports >= self._rule.needed:
                found.append((other, score))
        return found

    def linked(self, row: int, scored: Scored, context: Context) -> list[int]:
        """Those of the possible rows that speak for one event with a row, by what is known of their reports."""
        a, needed = self._rows[row], self._rule.needed
        return [n for n, points in scored if points + self._of_reports(a, self._rows[n], context) >= needed]

    def scores(self, row: int, rows: Iterable[int], context: Context) -> list[int]:
        """The points of a row with each of others."""
        chosen, scores = self._screened(row, rows, None)
        found, a = [], self._rows[row]
        for other, score in zip(chosen.tolist(), scores.tolist(), strict=True):
            b = self._rows[other]
            score -= sum(self._together if b.report == a.report else self._apart)
            score += evidence.points(a, b, "position", self._rule)
            found.append(score + self._of_reports(a, b, context))
        return found

    def _of_reports(self, a: Facts, b: Facts, context: Context) -> int:
        return self._rule.points["reports"][evidence.reports(a, b, context, self._rule)]

    def _screened(self, row: int, rows: Iterable[int], needed: int | None) -> tuple[Rows, Rows]:
        """Rows, each with the most points that it could have; without those for which even these are too few."""
        reports = self._report.array()
        chosen = np.fromiter(rows, np.int64) if not isinstance(rows, np.ndarray) else rows
        best = sum(line.best for line in self._lines)
        own = reports[chosen] == reports[row]
        scores = np.where(own, best + sum(self._together), best + sum(self._apart))
        for line in self._lines:
            scores = scores + line.points(row, chosen) - line.best
            if needed is not None:
                keep = scores >= needed
                chosen, scores = chosen[keep], scores[keep]
                if not len(chosen):
                    break
        return chosen, scores


_LINES: tuple[tuple[tuple[str, ...], Callable[[Facts], Hashable]], ...] = (
    (("when", "published"), lambda f: (f.when, f.published)),
    (("where",), lambda f: (f.place, f.country, f.point)),
    (("type", "mode", "status"), lambda f: (f.type, f.mode, f.status)),
    (("recipients",), lambda f: f.recipients),
    (("actors",), lambda f: f.actors),
    (("action",), lambda f: f.stems),
    (("numbers",), lambda f: (f.killed, f.wounded)),
    (("crossed",), lambda f: (f.actors, f.recipients)),
    (("sentence",), lambda f: tuple(f.words.items())),
)
"""The lines that go by one value of each record, those that rule out most first; a value is all that they look at."""
