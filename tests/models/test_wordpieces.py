"""Word pieces, against the library whose training the vocabulary comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

import lapwing.models
from lapwing.models.wordpieces import WordPieces

PATH = next(Path(lapwing.models.__file__).parent.glob("*/tokenizer.json"))
OURS = WordPieces.load(PATH)
THEIRS = Tokenizer.from_file(str(PATH))
THEIRS.no_padding()
THEIRS.no_truncation()


def theirs(text: str) -> list[int]:
    return list(THEIRS.encode(text, add_special_tokens=False).ids)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "talks",
        "Abdul-Mahdi's",
        "U.S.-led",
        "5,300",
        "Erdoğan",
        "İstanbul",
        "Straße",
        "São Tomé",
        "naïve",
        "“punishing”",
        "…",
        "北京市",
        "Москва",
        "العراق",
        "한국",
        "a\u200bb",
        "a\u00a0b",
        "\ufffd",
        "👍",
        "x" * 101,
        "https://example.org/a?b=c",
    ],
)
def test_pieces_are_those_of_the_tokenizers_library(text: str) -> None:
    assert OURS.ids(text) == theirs(text)


@given(st.text(st.characters(max_codepoint=0x052F) | st.sampled_from("’“”–—…€北京\u200b\u3000"), max_size=30))
def test_pieces_of_any_text_in_european_scripts_are_those_of_the_library(text: str) -> None:
    assert OURS.ids(text) == theirs(text)
