"""Annotation of texts: what a Doc must hold, and the small things that news text brings."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lapwing
from lapwing.language import TRIGGERS, load

CASING = tomllib.loads((Path(__file__).parents[1] / "cases/casing.toml").read_text(encoding="utf-8"))["case"]


def test_a_plain_sentence_is_parsed() -> None:
    doc = lapwing.annotate("Police arrested three students in Nairobi on Friday.")
    verb = next(t for t in doc if t.text == "arrested")
    assert verb.dep_ == "ROOT"
    assert (verb.pos_, verb.lemma_) == ("VERB", "arrest")
    assert next(t for t in doc if t.text == "Police").head == verb
    assert next(t for t in doc if t.text == "students").head == verb
    assert ("Nairobi", "LOC") in [(e.text, e.label_) for e in doc.ents]


@pytest.mark.xfail(reason="the packaged model calls these students an oblique", strict=True)
def test_an_object_is_an_object() -> None:
    doc = lapwing.annotate("Police arrested three students in Nairobi on Friday.")
    assert next(t for t in doc if t.text == "students").dep_ == "obj"


@pytest.mark.xfail(reason="the packaged model reads “met” as a noun", strict=True)
def test_met_is_a_verb() -> None:
    doc = lapwing.annotate("Kenya's foreign minister met the Ugandan delegation in Nairobi on Friday.")
    met = next(t for t in doc if t.text == "met")
    assert met.dep_ == "ROOT"
    assert (met.pos_, met.lemma_) == ("VERB", "meet")
    assert next(t for t in doc if t.text == "minister").head == met
    assert next(t for t in doc if t.text == "delegation").dep_ == "obj"


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = 'Mr. Okello said the U.S. had agreed. "We wait," he added. The talks go on.'
    assert [s.text for s in lapwing.annotate(text).sents] == [
        "Mr. Okello said the U.S. had agreed.", '"We wait," he added.', "The talks go on.",
    ]  # fmt: skip


def test_a_line_end_ends_a_sentence() -> None:
    doc = lapwing.annotate("Talks resume in Geneva\nDelegates arrived on Monday")
    assert [s.text.strip() for s in doc.sents] == ["Talks resume in Geneva", "Delegates arrived on Monday"]


def test_us_and_us_are_told_apart_in_nine_of_ten() -> None:
    right = 0
    for case in CASING:
        token = next(t for t in lapwing.annotate(case["text"]) if t.text == case["word"])
        right += case["country"] == (token.ent_type_ == "LOC" or token.pos_ == "PROPN")
    assert right >= 0.9 * len(CASING)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_kept_to_the_character(text: str) -> None:
    doc = load().annotate_text(text)
    assert doc.text == text
    assert doc.user_data[TRIGGERS].shape[0] == len(doc)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a" * 5000, "word " * 900])
def test_odd_lengths(text: str) -> None:
    assert load().annotate_text(text).text == text


def test_twice_the_same() -> None:
    text = "Protesters blocked the road to Jalalabad after police arrested two students."
    one, two = load().annotate_text(text), load().annotate_text(text)
    assert one.to_json() == two.to_json()
    assert (one.user_data[TRIGGERS] == two.user_data[TRIGGERS]).all()
