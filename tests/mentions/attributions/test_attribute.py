"""According to whom, over the cases of `tests/cases/attributions.toml` and over hostile input."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.mentions.attributions import attribute
from lapwing.mentions.attributions.reporting import forms, reporting
from lapwing.mentions.attributions.speakers import is_anonymous
from lapwing.records.article import Article
from lapwing.records.mention import EventMention, RoleSpan

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/attributions.toml").read_text("utf-8"))["case"]
VOCAB = spacy.blank("en").vocab
ARTICLE = Article(
    id="x",
    text="",
    title=None,
    paragraphs=(),
    published=dt.date(2020, 1, 12),
    published_basis="given",
    published_reason="",
    dates=(),
    sha256="",
)


def parsed(table: str) -> Doc:
    rows = [line.split() for line in table.strip().splitlines()]
    heads = [int(row[3]) - 1 if row[3] != "0" else i for i, row in enumerate(rows)]
    ents = ["O"] * len(rows)
    for i, row in enumerate(rows):
        if len(row) > 4:
            inside = i > 0 and len(rows[i - 1]) > 4 and rows[i - 1][4] == row[4]
            ents[i] = f"{'I' if inside else 'B'}-{row[4]}"
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        pos=[row[1] for row in rows],
        deps=["ROOT" if row[2] == "root" else row[2] for row in rows],
        heads=heads,
        ents=ents,
        lemmas=[row[0].lower() for row in rows],
    )


def event(
    doc: Doc,
    trigger: str,
    kind: str,
    actors: list[str],
    source: str | None = None,
    status: str = "actual",
    score: float = 0.9,
) -> EventMention:
    def span(words: str) -> Span:
        start = doc.text.index(words)
        return Span.of(doc.text, start, start + len(words))

    roles = [RoleSpan(role="actor", span=span(words), score=1.0, by="head") for words in actors]
    if source:
        roles.append(RoleSpan(role="source", span=span(source), score=score, by="head"))
    sentence = next((s for s in doc.sents if trigger in s.text), doc[:]) if doc.has_annotation("SENT_START") else doc[:]
    return EventMention(
        sentence=Span.of(doc.text, sentence.start_char, sentence.end_char),
        trigger=span(trigger),
        type=kind,
        mode=None,
        status=status,
        roles=tuple(roles),
        detect_score=1.0,
        type_score=1.0,
        mode_score=1.0,
        status_score=1.0,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    doc = parsed(case["words"])
    found = attribute(event(doc, case["trigger"], case["type"], case["actors"]), doc, ARTICLE)
    if "source" not in case:
        assert found is None
        return
    assert found is not None
    assert (found.source.text if found.source else "") == case["source"]
    assert (found.anonymous, found.stance) == (case["anonymous"], case["stance"])
    assert found.trace
    for span in (found.source, found.cue, found.content):
        assert span is None or doc.text[span.start : span.end] == span.text


def test_a_denied_event_is_denied_by_who_tells_of_it() -> None:
    doc = parsed(CASES[0]["words"])
    found = attribute(event(doc, "killed", "ASSAULT", ["gunmen"], status="denied"), doc, ARTICLE)
    assert found is not None
    assert found.stance == "denies"


def test_a_proposal_of_the_head_stands_without_syntax() -> None:
    doc = parsed(CASES[-1]["words"])
    found = attribute(event(doc, "killed", "ASSAULT", [], source="Gunmen"), doc, ARTICLE)
    assert found is not None
    assert found.source is not None
    assert found.source.text == "Gunmen"


def test_a_weak_proposal_does_not() -> None:
    doc = parsed(CASES[-1]["words"])
    assert attribute(event(doc, "killed", "ASSAULT", [], source="Gunmen", score=0.2), doc, ARTICLE) is None


def test_the_head_may_not_make_a_speaker_the_source_of_its_own_speech() -> None:
    doc = parsed(CASES[2]["words"])
    assert attribute(event(doc, "close", "THREATEN", ["Ruritania"], source="Ruritania"), doc, ARTICLE) is None


def test_a_quotation_that_runs_on_carries_its_speaker() -> None:
    text = '" We won , " the mayor said . " Then rebels shelled the town . "'
    words = text.split(" ")
    doc = Doc(VOCAB, words=words, sent_starts=[i in (0, 8) for i in range(len(words))])
    found = attribute(event(doc, "shelled", "ASSAULT", ["rebels"]), doc, ARTICLE)
    assert found is not None
    assert found.carried
    assert found.source is not None
    assert found.source.text == "the mayor"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Police say gunmen killed two men .", "Police"),
        ("Gunmen killed two men , police said .", "police"),
        ("Gunmen killed two men , said the mayor .", "the mayor"),
        ("Gunmen killed two men .", None),
    ],
)
def test_without_a_parse_word_order_decides(text: str, source: str | None) -> None:
    doc = Doc(VOCAB, words=text.split())
    found = attribute(event(doc, "killed", "ASSAULT", []), doc, ARTICLE)
    assert (found.source.text if found and found.source else None) == source


@pytest.mark.parametrize(
    ("words", "anonymous"),
    [
        ("officials", True),
        ("a senior commander", True),
        ("the governor", False),
        ("opposition leaders", True),
        ("police", False),
        ("the foreign ministry", False),
        ("he", False),
        ("a spokesman for the rebels", True),
        ("witnesses in the town", True),
        ("the statement", False),
    ],
)
def test_who_is_anonymous(words: str, anonymous: bool) -> None:
    doc = Doc(VOCAB, words=words.split())
    assert is_anonymous(doc, 0, len(doc)) is anonymous


def test_the_reporting_words_are_lower_case_and_of_one_stance() -> None:
    words = reporting()
    for row in words.verbs:
        assert len(set(row.lemmas)) == len(row.lemmas)
        assert all(lemma == lemma.lower() and lemma.isalpha() for lemma in row.lemmas)
    assert not words.hearsay.asserts & words.hearsay.doubts
    assert not words.unnamed.people & words.unnamed.offices
    assert {forms()[form] for form in ("said", "says", "denied", "claiming", "announces", "told")} == {
        *("say", "deny", "claim", "announce", "tell")
    }


WORDS = st.sampled_from(
    ["police", "said", ",", '"', "killed", "that", "according", "to", ":", "-", "allegedly", "X", "\n"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25), st.data())
def test_no_doc_breaks_it(words: list[str], data: st.DataObject) -> None:
    size = len(words)
    heads = [data.draw(st.integers(0, size - 1)) for _ in words] if data.draw(st.booleans()) else None
    deps = ["ccomp", "nsubj", "conj", "parataxis", "obl", "advcl", "acl", "case", "dep"]
    try:
        doc = Doc(
            VOCAB,
            words=words,
            heads=heads,
            deps=[data.draw(st.sampled_from(deps)) for _ in words] if heads else None,
            pos=[data.draw(st.sampled_from(["VERB", "NOUN", "PRON", "ADP"])) for _ in words] if heads else None,
        )
    except ValueError:  # spaCy refuses trees with cycles
        return
    token = doc[data.draw(st.integers(0, size - 1))]
    mention = EventMention(
        sentence=Span.of(doc.text, 0, len(doc.text.rstrip()) or len(doc.text)),
        trigger=Span.of(doc.text, token.idx, token.idx + len(token)),
        type="ACCUSE",
        mode=None,
        status="actual",
        roles=(),
        detect_score=1.0,
        type_score=1.0,
        mode_score=1.0,
        status_score=1.0,
    )
    found = attribute(mention, doc, ARTICLE)
    if found:
        for span in (found.source, found.cue, found.content):
            assert span is None or doc.text[span.start : span.end] == span.text
