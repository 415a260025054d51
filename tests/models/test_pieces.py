"""Word pieces and casing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.language import load
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
    mark = row.marks([1, 0])
    assert list(mark[1:-1]) == [1 if w == 0 else 0 for w in row.word[1:-1]]
    assert mark[0] == mark[-1] == 0
