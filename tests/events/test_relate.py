"""Relations between two given spans: the marks that the model sees, what cannot be asked, and plain cases."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from spacy.tokens import Doc

import lapwing
from lapwing.core.errors import InputError
from lapwing.core.spans import Span
from lapwing.events.relate import MOST_WORDS, locate, relate
from lapwing.knowledge import ontology
from lapwing.models.load import FOLDER, manifest
from lapwing.models.pieces import PieceRow, Pieces
from lapwing.records.relation import Relation

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/relate.toml").read_text(encoding="utf-8"))["case"]
KINDS = ("NONE", *ontology.TYPES)
PIECES = Pieces(FOLDER / manifest()["en-1"].folder / "tokenizer.json")
NLP = spacy.blank("en")
TEXT = "Peru met Chile . Chile left  Bolivia alone ."


class Labels:
    kinds = KINDS


class Recorder:
    """A model that gives fixed scores and remembers what it was asked."""

    pieces, labels = PIECES, Labels()

    def __init__(self, best: str = "ACCUSE") -> None:
        self.best = best

    def read(self, wanted: Sequence[str], row: PieceRow, marks: Sequence[int]) -> dict[str, NDArray[np.float32]]:
        assert wanted == ("relation",)
        self.row, self.marks = row, list(marks)
        return {"relation": np.array([3.0 if k == self.best else 0.0 for k in KINDS], np.float32)}


def doc(text: str = TEXT) -> Doc:
    """A full stop ends a sentence."""
    made = NLP.make_doc(text)
    for t in made:
        t.is_sent_start = t.i == 0 or made[t.i - 1].text == "."
    return made


def asked(model: Recorder, actor: tuple[int, int], recipient: tuple[int, int], text: str = TEXT) -> Relation:
    return relate(model, doc(text), Span.of(text, *actor), Span.of(text, *recipient))  # type: ignore[arg-type]


def test_the_actors_words_carry_mark_2_and_the_recipients_mark_3() -> None:
    model = Recorder()
    made = asked(model, (17, 22), (29, 42))
    words = ["Chile", "left", "Bolivia", "alone", "."]  # the second sentence alone, without its second space
    assert model.row.ids.tolist() == PIECES.row(words).ids.tolist()
    assert dict(zip(words, model.marks, strict=True)) == {"Chile": 2, "left": 0, "Bolivia": 3, "alone": 3, ".": 0}
    assert made.sentence == Span.of(TEXT, 17, len(TEXT))
    assert (made.actor.text, made.recipient.text) == ("Chile", "Bolivia alone")


def test_a_span_that_ends_within_a_word_marks_the_word() -> None:
    model = Recorder()
    asked(model, (18, 22), (29, 31))
    assert model.marks == [2, 0, 3, 0, 0]


@pytest.mark.parametrize("best", ["ACCUSE", "NONE"])
def test_types_and_none_add_up_to_one_in_the_codebooks_order(best: str) -> None:
    made = asked(Recorder(best), (17, 22), (29, 36))
    assert tuple(made.types) == ontology.TYPES
    assert made.none + sum(made.types.values()) == pytest.approx(1.0)
    assert made.type == (None if best == "NONE" else best)
    most = max([made.none, *made.types.values()])
    assert most == (made.none if best == "NONE" else made.types[best])


@pytest.mark.parametrize(
    ("actor", "recipient", "message"),
    [
        ((0, 4), (0, 8), "'Peru' and 'Peru met': the actor and the recipient overlap"),
        ((0, 2), (2, 4), "share a word"),
        ((0, 4), (17, 22), "do not stand in one sentence"),
        ((0, 22), (29, 36), "do not stand in one sentence"),
    ],
)
def test_what_is_no_pair_is_said(actor: tuple[int, int], recipient: tuple[int, int], message: str) -> None:
    with pytest.raises(InputError, match=message):
        asked(Recorder(), actor, recipient)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Ecuador", "recipient: the words 'Ecuador' are not in the text"),
        ("Per", "'Per' are not in the text"),
        ("Chile", r"'Chile' occur 2 times in the text\. Give the range"),
        ("  ", "no words are given"),
        ((3, 3), "3:3 is no range of characters in a text of 44"),
        ((-1, 3), "is no range"),
        ((40, 45), "is no range"),
        ((27, 28), "there is no word in 27:28"),
    ],
)
def test_what_is_no_span_is_said(words: str | tuple[int, int], message: str) -> None:
    with pytest.raises(InputError, match=message):
        locate(TEXT, words, "recipient")


@pytest.mark.parametrize(("words", "found"), [("Bolivia", (29, 36)), (" Peru met ", (0, 8)), ((17, 22), (17, 22)), (".", None)])
def test_words_that_occur_once_are_found(words: str | tuple[int, int], found: tuple[int, int] | None) -> None:
    if found is None:
        with pytest.raises(InputError, match="2 times"):
            locate(TEXT, words, "actor")
    else:
        assert locate(TEXT, words, "actor") == Span.of(TEXT, *found)


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(0, 400), st.integers(1, 200), st.integers(0, 400))
def test_of_a_long_sentence_the_words_around_the_two_are_read(before: int, between: int, after: int) -> None:
    text = " ".join(["so"] * before + ["Peru"] + ["so"] * (between - 1) + ["Chile"] + ["so"] * after)
    model = Recorder()
    actor, recipient = (text.index(w) for w in ("Peru", "Chile"))
    if between >= MOST_WORDS and before + between + after + 1 > MOST_WORDS:
        with pytest.raises(InputError, match="at most 120 are read"):
            asked(model, (actor, actor + 4), (recipient, recipient + 5), text)
        return
    asked(model, (actor, actor + 4), (recipient, recipient + 5), text)
    marks = model.marks
    assert len(marks) == min(MOST_WORDS, before + between + after + 1)
    assert (marks.count(2), marks.count(3), marks.index(3) - marks.index(2)) == (1, 1, between)


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_plain_cases(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "known_error" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known_error"], strict=True))
    made = lapwing.relate(case["text"], actor=case["actor"], recipient=case["recipient"])
    assert (made.type or "") == case["type"]


def test_half_a_surrogate_pair_is_told() -> None:
    with pytest.raises(InputError, match="surrogate"):
        lapwing.relate("Peru met \ud800 Chile.", actor="Peru", recipient="Chile")
