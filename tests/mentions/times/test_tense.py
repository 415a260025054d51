"""The tense around an expression, with a parse, with tags and with nothing."""

import pytest
import spacy
from spacy.tokens import Doc

from lapwing.mentions.times.tense import Tenses

NLP = spacy.blank("en")


def tense(doc: Doc, words: str) -> str:
    start = doc.text.index(words)
    return Tenses(doc).at(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested him on Friday.", "past"),
        ("Police will free him on Friday.", "future"),
        ("On Friday, police freed him.", "past"),
        ("He was freed on Friday.", "past"),
        ("The talks are set for Friday.", "future"),
        ("They set a fire on Friday.", "past"),
        ("He is to resume work Friday.", "future"),
        ("He will be held until Friday.", "future"),
        ("The court extended its deadline until Friday.", "future"),
        ("It takes effect Friday.", "future"),
        ("They announced the plan Friday.", "past"),
        ("They planned to leave on Friday.", "future"),
        ("He may come as soon as Friday.", "future"),
        ("Friday was calm; talks will follow.", "past"),
        ("Friday", "unknown"),
    ],
)
def test_by_words_alone(text: str, expected: str) -> None:
    assert tense(NLP.make_doc(text), "Friday") == expected


def test_by_tags() -> None:
    words = "They strode in on Friday .".split()
    doc = Doc(NLP.vocab, words, tags=["PRP", "VBD", "RB", "IN", "NNP", "."])
    assert tense(doc, "Friday") == "past"


def test_the_governing_verb_wins_over_the_nearest_one() -> None:
    # "The court, which will hear the case, sat in the hall on Friday."
    words = "On Friday the court that will hear them sat .".split()
    doc = Doc(
        NLP.vocab,
        words,
        tags=["IN", "NNP", "DT", "NN", "WDT", "MD", "VB", "PRP", "VBD", "."],
        pos=["ADP", "PROPN", "DET", "NOUN", "PRON", "AUX", "VERB", "PRON", "VERB", "PUNCT"],
        heads=[1, 8, 3, 8, 6, 6, 3, 6, 8, 8],
        deps=["case", "obl", "det", "nsubj", "nsubj", "aux", "acl:relcl", "obj", "root", "punct"],
        lemmas=["on", "Friday", "the", "court", "that", "will", "hear", "they", "sit", "."],
    )
    assert tense(doc, "Friday") == "past"


def test_an_empty_doc_has_no_tense() -> None:
    assert Tenses(NLP.make_doc("")).at(0, 1) == "unknown"
