"""What is read in a paragraph does not depend on the paragraphs around it (docs/decisions/0008)."""

from __future__ import annotations

import numpy as np
import pytest

import lapwing
from lapwing.models.labels import TRIGGERS

FIRST = "Turkey's foreign minister met his Greek counterpart in Ankara on Tuesday. The two agreed to reopen the border crossing."
OTHERS = (
    "Police arrested 14 people.",
    "In the capital, tens of thousands marched against the new tax, unions said, in the largest protest since the vote in March.",
    "???",
    "The bank cut its rate by a quarter of a point; shares rose, then fell, and closed where they had opened. " * 4,
)


@pytest.mark.parametrize("other", OTHERS)
def test_a_paragraph_more_changes_nothing_before_it(other: str) -> None:
    alone, together = lapwing.annotate(FIRST), lapwing.annotate(f"{FIRST}\n{other}")
    for one, two in zip(alone, together, strict=False):
        assert (one.text, one.tag_, one.dep_, one.head.i, one.ent_type_) == (
            two.text, two.tag_, two.dep_, two.head.i, two.ent_type_,
        )  # fmt: skip
    assert np.array_equal(alone.user_data[TRIGGERS], together.user_data[TRIGGERS][: len(alone)])
