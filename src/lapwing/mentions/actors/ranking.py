"""Log-linear models of named features, read from small JSON files trained by `training/knowledge/actors.py`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from lapwing.core.errors import ModelError

HERE = Path(__file__).parent


class Weights(msgspec.Struct, frozen=True):
    """Weights of the two rankers and of the sector classifier."""

    code: dict[str, float]
    """Which code a role noun or unknown person belongs to: weight of each feature."""
    pronoun: dict[str, float]
    """Which earlier mention a pronoun stands for."""
    sectors: tuple[str, ...]
    sector: dict[str, dict[str, float]]
    """Weights of each feature by sector."""


@cache
def weights() -> Weights:
    """The trained weights.

    Raises:
        ModelError: the file is missing or damaged.
    """
    path = HERE / "weights.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Weights)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError(f"cannot be read ({error})", str(path), "Reinstall lapwing.") from error


def choose(candidates: Sequence[Sequence[str]], table: dict[str, float], same: Sequence[object] | None = None) -> tuple[int, float]:
    """The candidate of highest score, and its probability among all; ties go to the first.

    With `same`, candidates of equal marks share their probability: two mentions of one person speak for one another.
    """
    scores = [sum(table.get(f, 0.0) for f in features) for features in candidates]
    top = max(scores)
    weight = [math.exp(s - top) for s in scores]
    total = sum(weight)
    if same is not None:
        pooled: dict[object, float] = {}
        for mark, w in zip(same, weight, strict=True):
            pooled[mark] = pooled.get(mark, 0.0) + w
        mark = max(pooled, key=lambda m: pooled[m])
        best = max((k for k in range(len(scores)) if same[k] == mark), key=lambda k: scores[k])
        return best, pooled[mark] / total
    best = max(range(len(scores)), key=lambda k: scores[k])
    return best, weight[best] / total


def classify(features: Sequence[str], model: Weights) -> tuple[str, float]:
    """The likeliest sector and its probability."""
    scores = dict.fromkeys(model.sectors, 0.0)
    for feature in features:
        for sector, weight in model.sector.get(feature, {}).items():
            scores[sector] += weight
    best = max(model.sectors, key=lambda s: scores[s])
    total = sum(math.exp(v - scores[best]) for v in scores.values())
    return best, 1.0 / total
