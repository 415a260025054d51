"""How the heads' scores become probabilities: a small logistic regression for each field, fitted when the model was made.

The file `calibration.json` lies beside the weights that it belongs to. `lapwing.events.confidence` computes the features.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

LIMIT = 6.0
"""Log-odds are cut here (0.9975): beyond, scores of heads trained to the end differ without being worth more."""


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One logistic regression."""

    bias: float
    features: dict[str, float]
    """Feature → weight; a feature that is not named counts nothing."""

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability of being right."""
        z = self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.features.items())
        return 1.0 / (1.0 + math.exp(-z))


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The regressions of the fields of a record."""

    type: Weights
    """That there is an event at these words, and that it has this type."""
    participants: Weights
    """That the codes of the actors are right, and so of the recipients, given that the type is."""
    record: Weights
    """That all three are."""


UNCALIBRATED = Calibration(
    type=Weights(0.0, {"event": 1.0}),
    participants=Weights(0.0, {"score": 1.0, "nobody": 1.0}),
    record=Weights(0.0, {"parts": 1.0}),
)
"""The heads' own scores, for a model that is not calibrated yet."""


def logit(p: float) -> float:
    """Log-odds of a probability, cut at ±`LIMIT`."""
    if p <= 0.0 or p >= 1.0:
        return math.copysign(LIMIT, p - 0.5)
    return max(-LIMIT, min(LIMIT, math.log(p / (1.0 - p))))
