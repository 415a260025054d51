"""Readings of the frame lexicon: senses by context, near-misses, participants, and that nothing makes it fail."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from lapwing.knowledge import frames
from lapwing.knowledge.frames import Lexicon, Reading

CASES = Path(__file__).parents[2] / "cases"
NLP = spacy.blank("en")
LEXICON = frames.load()


def rows(name: str) -> list[Any]:
    return [
        pytest.param(*row, id=f"{case['name']}: {row[0]}")
        for case in tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
        for row in case["rows"]
    ]


def readings(lexicon: Lexicon, doc: Doc) -> list[Reading]:
    found = (lexicon.read(doc, matches[0].start) for matches in lexicon.scan(doc))
    return [r for r in found if r is not None]


@pytest.mark.parametrize(("text", "word", "kind", "mode"), rows("frames.toml"))
def test_the_words_around_decide(text: str, word: str, kind: str, mode: str) -> None:
    doc = NLP(text)
    start = text.index(word)
    here = [r for r in readings(LEXICON, doc) if doc[r.start].idx <= start < doc[r.end - 1].idx + len(doc[r.end - 1])]
    assert [(r.type, r.mode) for r in here] == ([(kind, mode)] if kind else [])
    assert all(r.trace for r in here)


@pytest.mark.parametrize("text", sorted({x for e in LEXICON.entries for x in e.examples}))
def test_near_misses_are_no_event(text: str) -> None:
    assert [(r.lemma, r.type) for r in readings(LEXICON, NLP(text))] == []


def parsed(words: list[str]) -> Doc:
    cells = [w.split() for w in words]
    return Doc(
        NLP.vocab,
        words=[c[0] for c in cells],
        pos=[c[1] for c in cells],
        heads=[int(c[2]) for c in cells],
        deps=[c[3] for c in cells],
    )


ROLES = tomllib.loads((CASES / "frames_roles.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", ROLES, ids=[c["name"] for c in ROLES])
def test_participants_by_relation(case: dict[str, Any]) -> None:
    reading = LEXICON.read(parsed(case["words"]), case["trigger"])
    assert reading is not None
    assert reading.type == case["type"]
    assert sorted(reading.actors) == case["actors"]
    assert sorted(reading.recipients) == case["recipients"]
    assert "pattern" in reading.trace[-1]


def test_without_a_parse_no_participant_is_guessed() -> None:
    (reading,) = readings(LEXICON, NLP("Kenya condemned Eritrea."))
    assert (reading.actors, reading.recipients) == ((), ())


def test_tags_decide_between_verb_and_noun() -> None:
    words = ["They", "police", "streets"]
    verb = Doc(NLP.vocab, words=["They", "strike", "Aden"], pos=["PRON", "VERB", "PROPN"])
    noun = Doc(NLP.vocab, words=["The", "strike", "continued"], pos=["DET", "NOUN", "VERB"])
    assert [m.entry.pos for m in LEXICON.match(verb, 1)] == ["V"]
    assert [m.entry.pos for m in LEXICON.match(noun, 1)] == ["N"]
    assert LEXICON.match(Doc(NLP.vocab, words=words, pos=["PRON", "NOUN", "NOUN"]), 1) == ()


def test_the_longest_form_wins() -> None:
    doc = NLP("They took to the streets")
    (match,) = LEXICON.match(doc, 1)
    assert (match.entry.lemma, match.start, match.end) == ("take to the streets", 1, 5)


def test_words_of_a_name_are_no_match() -> None:
    doc = NLP("He works for the Attack Squadron Museum in Lyon and for nobody else there.")
    assert [m for i in range(len(doc)) for m in LEXICON.match(doc, i) if doc[i].text == "Attack"] == []


VOCABULARY = sorted(
    {w for e in LEXICON.entries[::37] for w in e.lemma.split()} | set("the a of not will , . \" 's that".split())
)


@given(st.lists(st.sampled_from(VOCABULARY), max_size=25))
def test_any_words_can_be_read_and_twice_alike(words: list[str]) -> None:
    doc = Doc(NLP.vocab, words=words)
    first, second = readings(LEXICON, doc), readings(LEXICON, doc)
    assert first == second
    for r in first:
        assert 0 <= r.start <= r.head < r.end <= len(doc)
        assert r.type in frames.MODES
        assert not r.mode or r.mode in frames.MODES[r.type]
