"""Logistic regression with a ridge: against what is known of its optimum."""

from __future__ import annotations

import math

import numpy as np
import pytest

from training.logistic import fit


def test_without_features_the_bias_is_the_share_that_is_right() -> None:
    made = fit([{}] * 10, [True] * 3 + [False] * 7, ridge=1.0)
    assert made.features == {}
    assert made.probability({}) == pytest.approx(0.3, abs=1e-4)


def test_with_next_to_no_ridge_each_group_gets_its_share() -> None:
    rows = [{"a": 1.0}] * 8 + [{}] * 4
    made = fit(rows, [True] * 6 + [False] * 2 + [True, False, False, False], ridge=1e-6)
    assert made.probability({"a": 1.0}) == pytest.approx(0.75, abs=1e-3)
    assert made.probability({}) == pytest.approx(0.25, abs=1e-3)


def test_weights_behind_data_are_found_again() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20_000, 2))
    right = rng.random(len(x)) < 1 / (1 + np.exp(-(0.5 + 1.5 * x[:, 0] - 0.8 * x[:, 1])))
    made = fit([{"a": a, "b": b} for a, b in x.tolist()], right.tolist(), ridge=1.0)
    assert made.bias == pytest.approx(0.5, abs=0.08)
    assert made.features == {"a": pytest.approx(1.5, abs=0.08), "b": pytest.approx(-0.8, abs=0.08)}


@pytest.mark.parametrize("ridge", [0.5, 5.0])
def test_the_slope_is_nought_at_the_weights(ridge: float) -> None:
    rows = [{"a": 1.0}, {"a": 2.0, "b": 1.0}, {"b": 3.0}, {}, {"a": -1.0}]
    right = [True, True, False, False, True]
    made = fit(rows, right, ridge)
    missed = [made.probability(row) - y for row, y in zip(rows, right, strict=True)]
    assert sum(missed) == pytest.approx(0.0, abs=1e-3)
    for name in ("a", "b"):
        slope = sum(m * row.get(name, 0.0) for m, row in zip(missed, rows, strict=True))
        assert slope + ridge * made.features[name] == pytest.approx(0.0, abs=1e-3)


def test_outcomes_that_a_feature_tells_apart_leave_finite_weights() -> None:
    made = fit([{"a": 100.0}] * 50 + [{"a": -100.0}] * 50, [True] * 50 + [False] * 50, ridge=1e-3)
    assert math.isfinite(made.bias)
    assert made.probability({"a": 100.0}) > 0.99
