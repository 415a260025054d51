"""The coder takes a document through the stages in order, and survives what they do."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import stand_ins

from lapwing.articles import extract
from lapwing.core.errors import InputError
from lapwing.core.settings import Settings
from lapwing.pipeline.coder import Coder

TEXT = "Basra said yesterday that Iraq ACCUSE Iran in Baghdad. Nothing here. France AID Syria with 20 tents."


@pytest.fixture
def coder() -> Coder:
    return Coder(stand_ins.STAGES)


def test_every_mention_reaches_its_field(coder: Coder) -> None:
    first, second = coder.code(TEXT, published=dt.date(2020, 1, 12))
    assert (first.type, second.type) == ("ACCUSE", "AID"), "records come in text order"
    assert [p.text for p in first.actors + first.recipients] == ["Iraq", "Iran"]
    assert first.when is not None
    assert first.when.start == dt.date(2020, 1, 11)
    assert first.where is not None
    assert first.where.span.text == "Baghdad"
    assert first.source is not None
    assert first.source.text == "Basra"
    assert second.source is None
    assert second.killed == (20, 20)


def test_participants_are_resolved_as_of_the_day_of_the_action(coder: Coder) -> None:
    record = coder.code(TEXT, published=dt.date(2020, 1, 12))[0]
    assert "actor on 2020-01-11" in record.trace


def test_records_below_the_least_confidence_are_left_out_and_said_so() -> None:
    coder = Coder(stand_ins.STAGES, Settings(min_confidence=0.4))
    coded = coder.code_page(coder.page("Iraq ACCUSE Iran. Iran ASSAULT."))
    assert [r.type for r in coded.records] == ["ACCUSE"]
    assert coded.notes == ("1 records below confidence 0.4 left out",)


def test_a_document_without_an_event_says_so(coder: Coder) -> None:
    coded = coder.code_page(coder.page("It rained. It snowed."))
    assert coded.failure is None
    assert coded.notes == ("no event in 2 sentences; `lapwing explain` says why",)


def test_a_refused_document_is_a_failure_that_names_stage_and_reason(coder: Coder) -> None:
    coded = coder.code_page(coder.page("REFUSE"))
    assert coded.failure is not None
    assert (coded.failure.stage, coded.failure.reason) == ("extract", "no text in it. Look at it")


def test_a_bug_in_a_stage_is_a_failure_too(coder: Coder) -> None:
    coded = coder.code_page(coder.page("BUG"))
    assert coded.failure is not None
    assert "unexpected ZeroDivisionError: division by zero" in coded.failure.reason


def test_a_failure_names_the_stage_that_was_at_work() -> None:
    def broken(*_: object) -> None:
        raise InputError("broken")

    for field, stage in (("detect", "detect"), ("cast", "actors"), ("atlas", "places"), ("assemble", "assemble")):
        coder = Coder(replace(stand_ins.STAGES, **{field: broken}))
        failure = coder.code_page(coder.page("Iraq ACCUSE Iran.")).failure
        assert failure is not None
        assert failure.stage == stage


def test_code_raises_for_a_single_document(coder: Coder) -> None:
    with pytest.raises(InputError, match="no text in it"):
        coder.code("REFUSE")


def test_a_path_is_read(coder: Coder, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Iraq ACCUSE Iran.", encoding="utf-8")
    assert [r.type for r in coder.code(path)] == ["ACCUSE"]
    with pytest.raises(InputError, match="missing"):
        coder.code(tmp_path / "missing.txt")


def test_a_text_is_read_to_the_character_and_must_be_one(coder: Coder) -> None:
    marked = coder.page("\ufeffIraq ACCUSE Iran.")
    assert extract(marked).text == "\ufeffIraq ACCUSE Iran."
    assert coder.code("\ufeffIraq ACCUSE Iran.")[0].trigger.start == 6
    assert extract(coder.page(b"\xef\xbb\xbfIraq ACCUSE Iran.")).text == "Iraq ACCUSE Iran.", "of bytes it is a mark"
    with pytest.raises(InputError, match="character 5 of the text is half of a surrogate pair"):
        coder.page("Iraq \ud83d ACCUSE Iran.")


def test_explain_gives_the_reason_for_each_sentence_without_a_record(coder: Coder) -> None:
    reading = coder.explain(coder.page(TEXT))
    assert len(reading.sentences) == 3
    assert [(span.text, reason) for span, reason in reading.rejected] == [("Nothing here.", "no word in capitals")]


def test_a_doc_without_sentences_is_taken_by_paragraphs() -> None:
    blank = stand_ins.spacy.blank("en")
    coder = Coder(replace(stand_ins.STAGES, annotate=lambda article: blank(article.text), detect=lambda *_: ()))
    assert [s.text for s in coder.read(coder.page(" One. Two. ")).sentences] == ["One. Two."]
