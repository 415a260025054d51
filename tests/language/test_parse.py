"""Trees: one root, no cycle, and the best one (against brute force)."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lapwing.language.parse import tree


def is_tree(heads: list[int]) -> bool:
    if sum(h == i for i, h in enumerate(heads)) != 1:
        return False
    for i in range(len(heads)):
        seen = set()
        while heads[i] != i:
            if i in seen:
                return False
            seen.add(i)
            i = heads[i]
    return True


@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_always_a_tree_with_one_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n)).astype(np.float32)
    assert is_tree(tree(scores))


@given(st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_best_of_all_trees_when_small(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n)).astype(np.float32)
    best = max(sum(scores[i, h] for i, h in enumerate(t)) for t in product(range(n), repeat=n) if is_tree(list(t)))
    assert np.isclose(sum(scores[i, h] for i, h in enumerate(tree(scores))), best, atol=1e-4)
