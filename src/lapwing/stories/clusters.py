"""Average linkage: groups of items whose members, taken together, speak for being one.

The two groups with the highest mean score over all pairs between them are joined first, for as long as that mean is not
negative. Scores are whole numbers, so sums are exact; ties go to the ids that come first. The result therefore depends on
the set of items and scores alone, never on their order.

Two groups with a mean of at least zero have at least one pair of at least zero: a group never reaches beyond what such
pairs connect, and each connected part can be worked out by itself.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

Score = Callable[[str, str], int]


def connected(links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The connected parts that links make, each sorted, sorted by their first."""
    leader: dict[str, str] = {}

    def find(item: str) -> str:
        root = item
        while leader.setdefault(root, root) != root:
            root = leader[root]
        while leader[item] != root:
            leader[item], item = root, leader[item]
        return root

    for a, b in links:
        low, high = sorted((find(a), find(b)))
        leader[high] = low
    parts: dict[str, list[str]] = defaultdict(list)
    for item in leader:
        parts[find(item)].append(item)
    return sorted(sorted(part) for part in parts.values())


class Join(NamedTuple):
    """Two groups that became one."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    mean: float
    """Mean score over the pairs between them."""


def average_linkage(items: Iterable[str], score: Score) -> list[list[str]]:
    """Groups of items, each sorted, sorted by their first.

    Args:
        items: ids, any order. The work grows with the square of their number.
        score: for two ids, a whole number that does not depend on which is first; zero or more speaks for one group.
    """
    return linkage(items, score)[0]


def linkage(items: Iterable[str], score: Score) -> tuple[list[list[str]], list[Join]]:
    """As `average_linkage`, with the joins that led there in their order."""
    names = sorted(set(items))
    groups = {n: [name] for n, name in enumerate(names)}
    sums: dict[int, dict[int, int]] = {n: {} for n in groups}
    heap: list[tuple[float, int, int]] = []
    joins: list[Join] = []
    for a in groups:
        for b in range(a):
            sums[a][b] = sums[b][a] = value = score(names[b], names[a])
            if value >= 0:
                heap.append((-float(value), b, a))
    heapq.heapify(heap)
    while heap:
        mean, a, b = heapq.heappop(heap)
        # A pair whose group has grown since has another mean, and was put on the heap again with it.
        if a not in groups or b not in groups or -mean != sums[a][b] / (len(groups[a]) * len(groups[b])):
            continue
        # `a` has the smaller number, which is that of its first id: numbers order groups as their ids do.
        joined, merged = sums.pop(b), groups.pop(b)
        joins.append(Join(tuple(sorted(groups[a])), tuple(sorted(merged)), -mean))
        groups[a] = groups[a] + merged
        for c in groups:
            if c == a:
                continue
            total = sums[a][c] + joined[c]
            sums[a][c] = sums[c][a] = total
            if total >= 0:
                low, high = (a, c) if a < c else (c, a)
                heapq.heappush(heap, (-(total / (len(groups[a]) * len(groups[c]))), low, high))
    return sorted(sorted(group) for group in groups.values()), joins
