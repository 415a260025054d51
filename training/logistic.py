"""Logistic regression with a ridge, for tens of features and hundreds of examples; numpy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lapwing.models.calibration import Weights

STEPS = 50
"""Newton's method needs about ten."""


def fit(rows: Sequence[Mapping[str, float]], right: Sequence[bool], ridge: float) -> Weights:
    """The weights that make the outcomes most probable, less `ridge`/2 times the squares of all but the bias.

    Args:
        rows: the features of each example; one that is not named is 0.
        right: whether each was right; both outcomes occur.
        ridge: above 0; features are taken as they are, so give them in like units.
    """
    names = sorted({name for row in rows for name in row})
    x = np.array([[1.0, *(row.get(name, 0.0) for name in names)] for row in rows])
    y = np.array(right, float)
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 0.0
    w = np.zeros(x.shape[1])
    w[0] = np.log(y.mean() / (1.0 - y.mean()))
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-x @ w))
        slope = x.T @ (p - y) + penalty * w
        curve = (x * (p * (1.0 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        size, now = 1.0, _cost(x, y, penalty, w)
        while _cost(x, y, penalty, w - size * step) > now and size > 1e-6:
            size /= 2.0  # Newton's step can overshoot where outcomes are nearly sure
        w -= size * step
        if np.abs(size * step).max() < 1e-8:
            break
    return Weights(round(float(w[0]), 4), {n: round(float(v), 4) for n, v in zip(names, w[1:], strict=True)})


def _cost(x: NDArray[np.float64], y: NDArray[np.float64], penalty: NDArray[np.float64], w: NDArray[np.float64]) -> float:
    z = x @ w
    return float(np.logaddexp(0.0, z).sum() - y @ z + 0.5 * penalty @ w**2)
