"""Word pieces and casing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.language import load
from lapwing.models.batch import BATCH, batches, pad
from lapwing.models.pieces import CASINGS, CLS, SEP, casing

PIECES = load().pieces


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("us", "lower"),
        ("US", "upper"),
        ("Us", "title"),
        ("McCain", "mixed"),
        ("I", "initial"),
        ("1,000", "lower"),
        ("U.S.", "upper"),
    ],
)
def test_casing_tells_forms_of_a_word_apart(word: str, name: str) -> None:
    assert CASINGS[casing(word)] == name


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=30))
def test_every_word_has_a_first_piece(words: list[str]) -> None:
    row = PIECES.row(words)
    assert row.ids[0] == CLS
    assert row.ids[-1] == SEP
    assert len(row.first) == len(words)
    assert list(row.word[row.first]) == list(range(len(words)))
    assert len(row.case) == len(row.ids)


def test_marks_reach_all_pieces_of_their_word() -> None:
    row = PIECES.row(["Ouagadougou", "fell"])
    x = pad([row], [[1, 0]])
    assert list(x.mark[0, 1:-1]) == [1 if w == 0 else 0 for w in row.word[1:-1]]
    assert x.mark[0, 0] == x.mark[0, -1] == 0


@given(st.lists(st.integers(1, 80), max_size=60))
def test_batches_hold_every_row_once_and_stay_small(lengths: list[int]) -> None:
    rows = [PIECES.row(["a"] * n) for n in lengths]
    found = list(batches(rows))
    assert sorted(i for b in found for i in b) == list(range(len(rows)))
    assert all(len(b) == 1 or len(b) * max(len(rows[i]) for i in b) <= BATCH for b in found)


def test_padding_does_not_touch_the_rows() -> None:
    short, long = PIECES.row(["No", "."]), PIECES.row(["The", "minister", "resigned", "on", "Monday", "."])
    x = pad([short, long], [None, None])
    assert np.array_equal(x.ids[0, : len(short)], short.ids)
    assert x.mask[0].sum() == len(short)
