"""Places are resolved to the right one of their name, in the report's context."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.mentions.places import Atlas
from lapwing.records.mention import EventMention, RoleSpan

NLP = spacy.blank("en")
CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "places.toml").read_text(encoding="utf-8")
)["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_resolves(case: dict[str, Any]) -> None:
    marked = re.search(r"\[(.+)\]", case["text"])
    assert marked is not None
    text = case["text"].replace("[", "").replace("]", "")
    start = marked.start()
    found = Atlas(NLP(text)).resolve(Span.of(text, start, start + len(marked[1])))
    assert found.country == case["country"], found.trace
    if "name" in case:
        assert found.name == case["name"], found.trace
    if "admin1" in case:
        assert found.admin1 == case["admin1"], found.trace
    assert (found.lat is None) == case.get("nowhere", False), found.trace
    assert found.trace


def test_there_are_enough_ambiguous_names() -> None:
    assert sum("[" in case["text"] for case in CASES) >= 80


def event(doc: Doc, trigger: str, *, where: str = "", type: str = "ASSAULT") -> EventMention:
    text = doc.text
    span = Span.of(text, text.index(trigger), text.index(trigger) + len(trigger))
    roles = ()
    if where:
        at = text.index(where)
        roles = (RoleSpan(role="where", span=Span.of(text, at, at + len(where)), score=0.9, by="head"),)
    return EventMention(
        sentence=Span.of(text, 0, len(text)), trigger=span, type=type, mode=None, status="actual", roles=roles,
        detect_score=1.0, type_score=1.0, mode_score=1.0, status_score=1.0,
    )  # fmt: skip


def parsed() -> Doc:
    rows = [
        ("Gunmen", "NOUN", 1, "nsubj", ""), ("killed", "VERB", 1, "ROOT", ""), ("a", "DET", 3, "det", ""),
        ("general", "NOUN", 1, "obj", ""), ("in", "ADP", 6, "case", ""), ("northern", "ADJ", 6, "amod", ""),
        ("Basra", "PROPN", 1, "obl", "B-LOC"), (",", "PUNCT", 8, "punct", ""), ("officials", "NOUN", 10, "nsubj", ""),
        ("in", "ADP", 11, "case", ""), ("said", "VERB", 1, "parataxis", ""), ("Baghdad", "PROPN", 8, "nmod", "B-LOC"),
    ]  # fmt: skip
    words, pos, heads, deps, ents = (list(column) for column in zip(*rows, strict=True))
    return Doc(NLP.vocab, words=words, pos=pos, heads=heads, deps=deps, ents=[ent or "O" for ent in ents])


def test_the_head_s_proposal_decides() -> None:
    doc = parsed()
    found = Atlas(doc).choose(event(doc, "killed", where="Baghdad"))
    assert found is not None
    assert found.name == "Baghdad"


def test_without_a_proposal_syntax_decides() -> None:
    doc = parsed()
    found = Atlas(doc).choose(event(doc, "killed"))
    assert found is not None
    assert found.span.text == "northern Basra"
    assert found.country == "IRQ"


def test_a_speech_act_gets_no_place_by_syntax() -> None:
    doc = parsed()
    assert Atlas(doc).choose(event(doc, "killed", type="ACCUSE")) is None


def test_without_a_parse_there_is_no_guess() -> None:
    doc = NLP("Iraq's army attacked militants in Mosul.")
    assert Atlas(doc).choose(event(doc, "attacked")) is None


@given(st.text(alphabet="ABab .,-'’'\n\tIraqGeorgia", max_size=60), st.data())
def test_any_text_is_read(text: str, data: st.DataObject) -> None:
    doc = NLP(text)
    atlas = Atlas(doc)
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = atlas.resolve(Span.of(text, start, end))
    assert text[found.span.start : found.span.end] == found.span.text
