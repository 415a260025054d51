"""Measures of clusters of mentions: MUC, B³, CEAF-e, their mean (CoNLL F1), and pairwise F1.

Key and response hold the same mentions (gold mentions are given), those that stand alone included.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

Clusters = Sequence[Sequence[str]]


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def _score(right_p: float, all_p: float, right_r: float, all_r: float) -> Score:
    p = right_p / all_p if all_p else 0.0
    r = right_r / all_r if all_r else 0.0
    return Score(p, r, 2 * p * r / (p + r) if p + r else 0.0)


def muc(key: Clusters, response: Clusters) -> Score:
    """Vilain et al. 1995: links of a cluster less the parts it falls into on the other side."""

    def side(one: Clusters, other: Clusters) -> tuple[int, int]:
        of = {m: n for n, c in enumerate(other) for m in c}
        return sum(len(c) - len({of[m] for m in c}) for c in one), sum(len(c) - 1 for c in one)

    return _score(*side(response, key), *side(key, response))


def b_cubed(key: Clusters, response: Clusters) -> Score:
    """Bagga and Baldwin 1998: for each mention, the share of its cluster that is right."""

    def side(one: Clusters, other: Clusters) -> tuple[float, int]:
        of = {m: n for n, c in enumerate(other) for m in c}
        right = sum(sum(k * k for k in Counter(of[m] for m in c).values()) / len(c) for c in one)
        return right, sum(map(len, one))

    return _score(*side(response, key), *side(key, response))


def ceaf_e(key: Clusters, response: Clusters) -> Score:
    """Luo 2005 with φ4: the best one-to-one matching of clusters by their Dice overlap."""
    of = {m: n for n, c in enumerate(response) for m in c}
    overlap: dict[int, Counter[int]] = {n: Counter(of[m] for m in c) for n, c in enumerate(key)}
    # Clusters that share no mention never match: each connected part of the overlaps is matched by itself.
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(x: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(x, x) != x:
            x = leader[x]
        return x

    for k, row in overlap.items():
        for r in row:
            leader[find(("k", k))] = find(("r", r))
    parts: dict[tuple[str, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for x in list(leader):
        parts[find(x)][x[0] == "r"].append(x[1])
    total = 0.0
    for ks, rs in parts.values():
        dice = [[2 * overlap[k][r] / (len(key[k]) + len(response[r])) for r in rs] for k in ks]
        total += best_matching(dice)
    return _score(total, len(response), total, len(key))


def best_matching(weights: Sequence[Sequence[float]]) -> float:
    """The greatest sum of weights of a one-to-one matching of rows and columns (Kuhn–Munkres, O(n³))."""
    if len(weights) > len(weights[0]):
        weights = list(zip(*weights, strict=True))
    n, m = len(weights), len(weights[0])
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j = i, 0
        least, way, used = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while match[j]:
            used[j] = True
            row, delta, nearest = match[j], float("inf"), 0
            for k in range(1, m + 1):
                if not used[k]:
                    cost = -weights[row - 1][k - 1] - u[row] - v[k]
                    if cost < least[k]:
                        least[k], way[k] = cost, j
                    if least[k] < delta:
                        delta, nearest = least[k], k
            for k in range(m + 1):
                if used[k]:
                    u[match[k]] += delta
                    v[k] -= delta
                else:
                    least[k] -= delta
            j = nearest
        while j:
            match[j] = match[way[j]]
            j = way[j]
    return sum(weights[match[k] - 1][k - 1] for k in range(1, m + 1) if match[k])


def conll(key: Clusters, response: Clusters) -> float:
    """The mean of the F1 of MUC, B³ and CEAF-e."""
    return (muc(key, response).f1 + b_cubed(key, response).f1 + ceaf_e(key, response).f1) / 3


def pairwise(key: Clusters, response: Clusters) -> Score:
    """Over pairs of mentions that are in one cluster."""

    def pairs(clusters: Clusters) -> int:
        return sum(len(c) * (len(c) - 1) // 2 for c in clusters)

    of = {m: n for n, c in enumerate(response) for m in c}
    both = sum(k * (k - 1) // 2 for c in key for k in Counter(of[m] for m in c).values())
    return _score(both, pairs(response), both, pairs(key))
