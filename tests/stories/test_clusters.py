"""Average linkage: by the mean over all pairs, exact, and blind to order."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from lapwing.stories.clusters import Score, average_linkage, connected, linkage


def scored(pairs: dict[tuple[str, str], int], otherwise: int = -10) -> Score:
    return lambda a, b: pairs.get((a, b), pairs.get((b, a), otherwise))


def test_a_strong_objection_outweighs_a_weak_link() -> None:
    score = scored({("a", "b"): 10, ("b", "c"): 1, ("a", "c"): -9})
    assert average_linkage("cab", score) == [["a", "b"], ["c"]]


def test_a_mean_of_zero_joins() -> None:
    assert average_linkage("abc", scored({("a", "b"): 4, ("b", "c"): 3, ("a", "c"): -3})) == [["a", "b", "c"]]


def test_joins_are_told_in_their_order_with_their_mean() -> None:
    groups, joins = linkage("abc", scored({("a", "b"): 4, ("b", "c"): 3, ("a", "c"): 1}))
    assert groups == [["a", "b", "c"]]
    assert [(j.left, j.right, j.mean) for j in joins] == [(("a",), ("b",), 4.0), (("a", "b"), ("c",), 2.0)]


def test_ties_go_to_the_first_ids() -> None:
    score = scored({("a", "b"): 5, ("b", "c"): 5})
    assert average_linkage("cba", score) == [["a", "b"], ["c"]]


def test_connected_parts() -> None:
    assert connected([("d", "c"), ("a", "b"), ("b", "e"), ("f", "f")]) == [["a", "b", "e"], ["c", "d"], ["f"]]


@given(st.lists(st.integers(-20, 20), min_size=21, max_size=21), st.permutations("abcdefg"))
def test_neither_order_nor_what_is_not_connected_matters(values: list[int], order: list[str]) -> None:
    pairs = dict(zip(itertools.combinations("abcdefg", 2), values, strict=True))
    score = scored(pairs)
    groups = average_linkage("abcdefg", score)
    assert average_linkage(order, score) == groups
    links = [pair for pair, value in pairs.items() if value >= 0]
    parts = connected([*links, *((x, x) for x in "abcdefg")])
    assert sorted(g for part in parts for g in average_linkage(part, score)) == groups


@given(st.lists(st.integers(-20, 20), min_size=15, max_size=15))
def test_no_two_groups_are_left_that_speak_for_being_one(values: list[int]) -> None:
    score = scored(dict(zip(itertools.combinations("abcdef", 2), values, strict=True)))
    for left, right in itertools.combinations(average_linkage("abcdef", score), 2):
        assert sum(score(a, b) for a in left for b in right) < 0
