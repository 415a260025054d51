"""`lapwing explain` and `lapwing annotate`: what is shown of a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lapwing.core.spans import Span
from lapwing.views.cli.words import Mark, marked, printable

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    text = "Basra said yesterday that Iraq ACCUSE Iran in Baghdad. Nothing here. France AID Syria with 20 tents."
    path.write_text(text, encoding="utf-8")
    return path


def test_spans_decisions_and_reasons_are_shown_sentence_by_sentence(lapwing: Run, report: Path) -> None:
    status, out, err = lapwing("explain", report, "--published", "2020-01-12")
    assert (status, err) == (0, "")
    assert "published  2020-01-12 (given): it was given" in out
    sentence = "  0 [source Basra] said [when yesterday] that [actor Iraq] [ACCUSE ACCUSE] [recipient Iran] in"
    assert f"{sentence}\n    [where Baghdad].\n" in out
    assert "ACCUSE · actual · score -1.5 · confidence 0.50" in out
    assert "    – type: the word says so\n" in out
    assert "  1 Nothing here.\n    no record: no word in capitals\n" in out


def test_a_document_that_cannot_be_read_is_told_in_a_line(lapwing: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    for command in ("explain", "annotate"):
        status, out, err = lapwing(command, path)
        assert (status, out) == (2, "")
        assert len(err.splitlines()) == 1


def test_annotate_shows_each_word(lapwing: Run, report: Path) -> None:
    status, out, _ = lapwing("annotate", report)
    assert status == 0
    assert "# 1  Nothing here." in out
    assert [line.split()[:2] for line in out.splitlines()[1:4]] == [["#", "word"], ["0", "Basra"], ["1", "said"]]


def mark(text: str, words: str, name: str) -> Mark:
    start = text.index(words)
    return Mark(Span.of(text, start, start + len(words)), name, "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "troops in Iraq left"),
        (["Iraq"], "troops in [0 Iraq] left"),
        (["troops in Iraq", "Iraq"], "[0 troops in [1 Iraq]] left"),
        (["Iraq", "troops in Iraq"], "[1 troops in [0 Iraq]] left"),
        (["troops in", "in Iraq"], "[0 troops in] Iraq left"),
        (["troops", "left"], "[0 troops] in Iraq [1 left]"),
    ],
    ids=["none", "one", "nested", "nested, inner first", "crossing: the first wins", "at both edges"],
)
def test_brackets_nest(words: list[str], expected: str) -> None:
    text = "troops in Iraq left"
    marks = [mark(text, w, str(i)) for i, w in enumerate(words)]
    assert marked(text, 0, marks, brackets=True).plain == expected
    assert marked(text, 0, marks, brackets=False).plain == text


def test_control_characters_are_made_visible_and_white_space_is_kept_apart() -> None:
    assert printable("a\x1b[1mb\tc\nd\u202ee") == "a\N{REPLACEMENT CHARACTER}[1mb c de"
