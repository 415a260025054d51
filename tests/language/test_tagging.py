"""Tag sequences: valid, and the most probable of the valid ones."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.language.tagging import Tagger

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def valid(tags: tuple[str, ...]) -> bool:
    """Whether every `I` continues its type."""
    return all(
        not t.startswith("I-") or before[2:] == t[2:] for before, t in zip(("O", *tags[:-1]), tags, strict=True)
    )


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_no_valid_sequence_is_more_probable(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, len(LABELS))).astype(np.float32)
    share = scores - np.log(np.exp(scores).sum(1, keepdims=True))

    def total(tags: tuple[str, ...]) -> float:
        return float(sum(share[i, LABELS.index(t)] for i, t in enumerate(tags)))

    found = tuple(Tagger(LABELS).read(scores))
    best = max(total(tags) for tags in itertools.product(LABELS, repeat=words) if valid(tags))
    assert valid(found)
    assert total(found) == pytest.approx(best, abs=1e-4)


def test_a_span_goes_on_with_its_type() -> None:
    # alone, the second word would continue a place that nothing began
    scores = np.log(np.array([[0.05, 0.9, 0.02, 0.02, 0.01], [0.02, 0.03, 0.4, 0.05, 0.5]], np.float32))
    assert Tagger(LABELS).read(scores) == ["B-PER", "I-PER"]
