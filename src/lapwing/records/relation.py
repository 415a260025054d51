"""Relation: what an actor does to a recipient, as one sentence tells it."""

from __future__ import annotations

import msgspec

from lapwing.core.spans import Span


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """The distribution over the types of action, and none, between two spans of a sentence.

    `none` and the values of `types` add up to 1.
    """

    sentence: Span
    """What was read to decide."""
    actor: Span
    recipient: Span
    type: str | None
    """The most probable of all; None where it is most probable that the sentence tells nothing between the two."""
    none: float
    """Probability that the sentence tells nothing of what the actor does to the recipient."""
    types: dict[str, float]
    """Probability of each type, in the order of the codebook's section 2."""
