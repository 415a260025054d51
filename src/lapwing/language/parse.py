"""Decoding a parse: the best tree over arc scores, one root a sentence.

Chu–Liu/Edmonds over a dense score matrix (Chu and Liu 1965, Edmonds 1967); it runs only where the greedy choice is no tree.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def tree(scores: Floats) -> list[int]:
    """Heads of a sentence's words; the root's head is itself.

    Args:
        scores: (words, words), `scores[d, h]` for head h of dependent d, the diagonal for being the root.
    """
    n = len(scores)
    heads = [int(h) for h in scores.argmax(1)]
    roots = [i for i, h in enumerate(heads) if h == i]
    if len(roots) == 1 and not _cycle(heads):
        return heads
    candidates = [int(i) for i in np.argsort(-np.diagonal(scores), kind="stable")[: min(n, 3)]]
    best, best_score = heads, -np.inf
    for root in candidates:
        arcs = scores.astype(np.float64).copy()
        np.fill_diagonal(arcs, -np.inf)
        found = _arborescence(arcs, root)
        found[root] = root
        total = sum(float(scores[d, h]) for d, h in enumerate(found))
        if total > best_score:
            best, best_score = found, total
    return best


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of a cycle that is not a root's own loop; empty when there is none."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, i = [], start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            if heads[i] == i:
                break
            i = heads[i]
        if state[i] == 1 and heads[i] != i:
            return path[path.index(i) :]
        for p in path:
            state[p] = 2
    return []


def _arborescence(scores: NDArray[np.float64], root: int) -> list[int]:
    """Maximum spanning arborescence from `root`; `scores[d, h]`, the diagonal −inf."""
    scores = scores.copy()
    scores[root, :] = -np.inf
    heads = [root if d == root else int(scores[d].argmax()) for d in range(len(scores))]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    outside = sorted(set(range(len(scores))) - set(cycle))
    # the cycle becomes one node, m: into it by the arc that gains most over the one it breaks, out of it by the best arc
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    kept = np.array([scores[d, heads[d]] for d in cycle])
    gains = scores[np.ix_(cycle, outside)] - kept[:, None]
    enter = [cycle[k] for k in gains.argmax(0)]
    small[m, :m] = kept.sum() + gains.max(0)
    leaving = scores[np.ix_(outside, cycle)]
    leave = [cycle[k] for k in leaving.argmax(1)]
    small[:m, m] = leaving.max(1)
    np.fill_diagonal(small, -np.inf)
    solved = _arborescence(small, outside.index(root))
    out = list(heads)
    for a, i in enumerate(outside):
        if i != root:
            out[i] = leave[a] if solved[a] == m else outside[solved[a]]
    into = solved[m]
    out[enter[into]] = outside[into]
    return out
