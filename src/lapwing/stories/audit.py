"""Why records are one event, and why two are not: the rule's findings, and the groups they led to."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lapwing.stories.clusters import linkage
from lapwing.stories.evidence import Finding, total
from lapwing.stories.reconcile import Comparison


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """How two records compare."""

    a: str
    b: str
    findings: tuple[Finding, ...]
    points: int
    needed: int


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Two groups that were joined."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    mean: float
    """Mean over all pairs between them of the points, less those needed; zero or more."""
    best: Pair
    """The pair that speaks most for it."""
    worst: Pair


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """How the records of an event came together."""

    steps: tuple[Step, ...]
    apart: tuple[tuple[str, ...], ...]
    """What the rule alone leaves: one group, or several that something else (an analyst's decision) holds together."""


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """How two records stand to one another."""

    pair: Pair
    compared: bool
    """False when nothing brings the two together: they are of different reports and share no key (`facts.keys_of`)."""
    together: bool
    """They are one event after all."""
    left: tuple[str, ...]
    """The event of the first record."""
    right: tuple[str, ...]
    mean: float
    """Mean over all pairs between the two events of the points, less those needed."""
    worst: Pair
    """The pair that speaks most against joining them."""


def pair(comparison: Comparison, a: str, b: str) -> Pair:
    """How two records compare."""
    found = comparison.findings(a, b)
    return Pair(a=a, b=b, findings=found, points=total(found), needed=comparison.rule.needed)


def why_merged(comparison: Comparison, records: Sequence[str]) -> Merged:
    """How records came together, step by step, the surest first.

    Args:
        comparison: holds these records and the others of their reports.
        records: ids of the records of one event.
    """
    groups, joins = linkage(records, comparison.score)
    steps = []
    for join in joins:
        best, worst = _extremes(comparison, join.left, join.right)
        steps.append(Step(left=join.left, right=join.right, mean=join.mean, best=best, worst=worst))
    return Merged(steps=tuple(steps), apart=tuple(map(tuple, groups)))


def why_not(comparison: Comparison, a: str, b: str, left: Sequence[str], right: Sequence[str]) -> Apart:
    """Why two records are not one event, or that they are.

    Args:
        comparison: holds the records of both events and the others of their reports.
        a: id of a record.
        b: id of another.
        left: ids of the records of the event that `a` is in.
        right: those of the event that `b` is in.
    """
    together = b in left
    ours, theirs = ([a], [b]) if together else (left, right)
    scores = [comparison.score(x, y) for x in ours for y in theirs]
    return Apart(
        pair=pair(comparison, a, b),
        compared=b in comparison.near(a),
        together=together,
        left=tuple(left),
        right=tuple(right),
        mean=sum(scores) / len(scores),
        worst=_extremes(comparison, ours, theirs)[1],
    )


def _extremes(comparison: Comparison, left: Sequence[str], right: Sequence[str]) -> tuple[Pair, Pair]:
    pairs = sorted((-comparison.score(x, y), min(x, y), max(x, y)) for x in left for y in right)
    (_, *best), (_, *worst) = pairs[0], pairs[-1]
    return pair(comparison, *best), pair(comparison, *worst)
