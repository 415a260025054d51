"""Detection: what an event mention must hold, and that plain cases are read as a reader reads them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.articles import extract
from lapwing.events.detect import detect, rejected
from lapwing.knowledge import ontology
from lapwing.language import load
from lapwing.records.mention import EventMention
from lapwing.records.page import Page

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/events.toml").read_text(encoding="utf-8"))["case"]


def read(text: str) -> tuple[EventMention, ...]:
    article = extract(Page(id="t", content=text.encode(), media="text/plain", origin="t"))
    return detect(load().annotate(article), article)


def rows() -> list[Any]:
    """The cases; those that the packaged model is known to misread are expected to fail."""
    out = []
    for case in CASES:
        why = case.get("known_error")
        out.append(pytest.param(case, id=case["name"], marks=[pytest.mark.xfail(reason=why, strict=True)] if why else []))
    return out


@pytest.mark.parametrize("case", rows())
def test_plain_cases(case: dict[str, Any]) -> None:
    found = [(e.trigger.text, e.type, e.status) for e in read(case["text"])]
    assert found == [(e["trigger"], e["type"], e.get("status", "actual")) for e in case.get("events", [])]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([c["text"] for c in CASES]), min_size=1, max_size=4), st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=40))  # noqa: E501 - one table in a line
def test_spans_quote_the_text_and_labels_are_the_codebooks(texts: list[str], tail: str) -> None:
    text = "\n".join([*texts, tail])
    article = extract(Page(id="t", content=text.encode(), media="text/plain", origin="t"))
    doc = load().annotate(article)
    for e in detect(doc, article):
        for span in (e.sentence, e.trigger, *(r.span for r in e.roles)):
            assert article.text[span.start : span.end] == span.text
        assert e.type in ontology.TYPES
        assert e.mode is None or e.mode in ontology.modes(e.type)
        assert e.status in ontology.STATUSES
        assert e.sentence.start <= e.trigger.start < e.trigger.end <= e.sentence.end
        assert 0 <= e.detect_score <= 1
        assert e.trace


def test_every_sentence_has_an_event_or_a_reason() -> None:
    text = "Police in Lagos arrested four activists on Friday.\nThe city lies on the coast.\nBread prices rose in May."
    article = extract(Page(id="t", content=text.encode(), media="text/plain", origin="t"))
    doc = load().annotate(article)
    told = {s.start for s, reason in rejected(doc, article) if reason}
    with_event = {e.sentence.start for e in detect(doc, article)}
    assert told | with_event == {s.start_char for s in doc.sents}
    assert not told & with_event
