"""Numbers of killed and wounded are read and given to the right event."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.mentions import quantities
from lapwing.mentions.quantities.numbers import read
from lapwing.records.mention import EventMention

WORDS = [
    "killed",
    "20",
    "people",
    "were",
    "two",
    "wounding",
    "dead",
    "and",
    ",",
    ".",
    "-",
    "dozens",
    "a",
    "of",
    "hundred",
]
NLP = spacy.blank("en")
CASES: dict[str, list[Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "quantities.toml").read_text(encoding="utf-8")
)


def numbers(doc: Doc, kind: str) -> list[list[int]]:
    return [[q.low, q.high] for q in quantities.find(doc) if q.kind == kind]


@pytest.mark.parametrize("case", CASES["order"], ids=[case["text"] for case in CASES["order"]])
def test_by_order(case: dict[str, Any]) -> None:
    doc = NLP(case["text"])
    assert numbers(doc, "killed") == case["killed"]
    assert numbers(doc, "wounded") == case["wounded"]


@pytest.mark.parametrize("case", CASES["numbers"], ids=[case["words"] for case in CASES["numbers"]])
def test_number(case: dict[str, Any]) -> None:
    found = read(case["words"].split(), 0)
    assert found is not None
    assert (found.low, found.high, found.last) == (case["low"], case["high"], case["size"])


@pytest.mark.parametrize("words", CASES["none"])
def test_no_number(words: str) -> None:
    assert read(words.split(), 0) is None


@pytest.mark.parametrize("case", CASES["parsed"], ids=[case["name"] for case in CASES["parsed"]])
def test_by_parse(case: dict[str, Any]) -> None:
    rows = [line.split() for line in case["tokens"].strip().splitlines()]
    words, pos, heads, deps = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(NLP.vocab, words=words, pos=pos, heads=[int(head) for head in heads], deps=deps)
    assert numbers(doc, "killed") == case["killed"]
    assert numbers(doc, "wounded") == case.get("wounded", [])
    if "trigger" in case:
        chosen = {
            q.kind: [q.low, q.high] for q in quantities.choose(event(doc, case["trigger"]), doc, quantities.find(doc))
        }
        assert chosen.get("killed") == case.get("chosen")
        assert chosen.get("wounded") == case.get("chosen_wounded")


def event(doc: Doc, trigger: str, type: str = "ASSAULT") -> EventMention:
    at = doc.text.index(trigger)
    return EventMention(
        sentence=Span.of(doc.text, 0, len(doc.text)), trigger=Span.of(doc.text, at, at + len(trigger)), type=type,
        mode=None, status="actual", roles=(), detect_score=1.0, type_score=1.0, mode_score=1.0, status_score=1.0,
    )  # fmt: skip


def test_other_types_take_no_numbers() -> None:
    doc = NLP("The minister condemned the attack that killed 20 people.")
    found = quantities.find(doc)
    assert found
    assert quantities.choose(event(doc, "condemned", "ACCUSE"), doc, found) == ()
    assert quantities.choose(event(doc, "attack"), doc, found) == found


@given(st.lists(st.sampled_from(WORDS)))
def test_any_words_are_read(words: list[str]) -> None:
    doc = NLP(" ".join(words))
    for found in quantities.find(doc):
        assert doc.text[found.span.start : found.span.end] == found.span.text
        assert 0 < found.low <= found.high
