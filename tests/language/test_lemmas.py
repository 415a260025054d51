"""Lemmas by the tables of the packaged model and the rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.language.lemmas import by_rule, lemma
from lapwing.models.load import load


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "expected"),
    [
        ("stopped", "VERB", "VBD", "stop"),
        ("accused", "VERB", "VBD", "accuse"),
        ("agreed", "VERB", "VBN", "agree"),
        ("called", "VERB", "VBD", "call"),
        ("carried", "VERB", "VBD", "carry"),
        ("denies", "VERB", "VBZ", "deny"),
        ("crosses", "VERB", "VBZ", "cross"),
        ("killing", "VERB", "VBG", "kill"),
        ("launching", "VERB", "VBG", "launch"),
        ("withdrawn", "VERB", "VBN", "withdraw"),
        ("said", "VERB", "VBD", "say"),
        ("was", "AUX", "VBD", "be"),
        ("meeting", "VERB", "VBG", "meet"),
        ("meeting", "NOUN", "NN", "meeting"),
        ("countries", "NOUN", "NNS", "country"),
        ("clashes", "NOUN", "NNS", "clash"),
        ("houses", "NOUN", "NNS", "house"),
        ("men", "NOUN", "NNS", "man"),
        ("Palestinians", "PROPN", "NNPS", "Palestinian"),
        ("Iran", "PROPN", "NNP", "Iran"),
        ("Attacked", "VERB", "VBD", "attack"),
    ],
)
def test_table(form: str, upos: str, xpos: str, expected: str) -> None:
    assert lemma(form, upos, xpos, load().lemmas) == expected


@pytest.mark.parametrize(
    ("form", "xpos", "expected"),
    [
        ("zagged", "VBD", "zag"),
        ("blurried", "VBD", "blurry"),
        ("dezincated", "VBN", "dezincate"),
        ("walled", "VBD", "wall"),
        ("revolved", "VBD", "revolve"),
        ("walking", "VBG", "walk"),
    ],
)
def test_rules_alone(form: str, xpos: str, expected: str) -> None:
    assert by_rule(form, "VERB", xpos, frozenset(), frozenset()) == expected


@given(st.text("abcdeinsz", min_size=4, max_size=9), st.sampled_from(["VB", "VBD", "VBN", "VBG", "VBZ"]))
def test_a_verb_has_a_lemma(form: str, xpos: str) -> None:
    assert lemma(form, "VERB", xpos, load().lemmas)
