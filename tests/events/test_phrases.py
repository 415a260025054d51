"""From the words that the role head marks to the phrase that identifies a participant (codebook, section 4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parses import VOCAB, parsed
from spacy.tokens import Doc

from lapwing.events.phrases import participant

TALKS = parsed("""
Foreign     ADJ    2   amod
Minister    PROPN  3   compound
Anna        PROPN  7   nsubj      B-PER
al          PROPN  3   flat       I-PER
-           PUNCT  3   punct      I-PER
Rashid      PROPN  3   flat       I-PER
met         VERB   0   root
the         DET    10  det
three       NUM    10  nummod
envoys      NOUN   7   obj
who         PRON   12  nsubj
arrived     VERB   10  acl:relcl
from        ADP    14  case
Norway      PROPN  12  obl        B-LOC
,           PUNCT  7   punct
and         CCONJ  17  cc
five        NUM    10  conj
of          ADP    20  case
the         DET    20  det
rebels      NOUN   17  nmod
.           PUNCT  7   punct
""")


def words(doc: Doc, start: int, end: int) -> str | None:
    found = participant(doc, start, end)
    return doc[found[0] : found[1]].text if found else None


@pytest.mark.parametrize(
    ("start", "end", "phrase"),
    [
        pytest.param(5, 6, "Anna al - Rashid", id="an entity cut on the left grows"),
        pytest.param(2, 3, "Anna al - Rashid", id="an entity cut on the right grows"),
        pytest.param(3, 4, "Anna al - Rashid", id="an entity cut on both sides grows"),
        pytest.param(2, 6, "Anna al - Rashid", id="the title before a name stays out"),
        pytest.param(7, 8, "the three envoys", id="a determiner alone grows to its noun"),
        pytest.param(8, 9, "the three envoys", id="a number before its noun grows to it"),
        pytest.param(9, 10, "the three envoys", id="a noun takes its determiner and number"),
        pytest.param(16, 17, None, id="a number without a noun is nobody"),
        pytest.param(13, 15, "Norway", id="a comma at the end goes"),
        pytest.param(12, 14, "Norway", id="a preposition at the beginning goes"),
        pytest.param(14, 16, None, id="a comma and a conjunction are nobody"),
        pytest.param(10, 11, "who", id="a relative pronoun does not reach for its clause"),
    ],
)
def test_phrases(start: int, end: int, phrase: str | None) -> None:
    assert words(TALKS, start, end) == phrase


def test_without_a_parse_only_the_edges_are_trimmed() -> None:
    doc = Doc(VOCAB, words=["by", "the", "army", "'s", ",", "it"])
    assert words(doc, 1, 5) == "the army"
    assert words(doc, 4, 5) is None


@given(st.integers(0, len(TALKS) - 1), st.integers(1, 6))
def test_a_phrase_lies_in_the_text_and_is_not_empty(start: int, length: int) -> None:
    found = participant(TALKS, start, min(len(TALKS), start + length))
    assert found is None or 0 <= found[0] < found[1] <= len(TALKS)


@given(st.integers(0, len(TALKS) - 1), st.integers(1, 6))
def test_a_phrase_is_its_own_phrase(start: int, length: int) -> None:
    found = participant(TALKS, start, min(len(TALKS), start + length))
    if found:
        assert participant(TALKS, *found) == found
