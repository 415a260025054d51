"""`lapwing code`: where records go, what is said of the others, and the exit code."""

from __future__ import annotations

import csv
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from lapwing import from_json

Run = Callable[..., tuple[int, str, str]]

STYLING = re.compile(r"\x1b\[[\d;]*m")

TEXT = "Basra said yesterday that Iraq ACCUSE Iran in Baghdad. Nothing here. France AID Syria with 20 tents."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def refused(tmp_path: Path) -> Path:
    path = tmp_path / "refused.txt"
    path.write_text("REFUSE", encoding="utf-8")
    return path


def test_a_pipe_gets_json_lines_without_trace(lapwing: Run, report: Path) -> None:
    status, out, err = lapwing("code", report)
    assert (status, err) == (0, "")
    assert [from_json(line).type for line in out.splitlines()] == ["ACCUSE", "AID"]
    assert '"trace"' not in out
    assert '"trace"' in lapwing("code", report, "--trace")[1]


def test_a_terminal_gets_a_table(lapwing: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    status, out, _ = lapwing("code", report, "--published", "2020-01-12")
    assert status == 0
    assert "Iraq (IRQ GOV) → Iran (IRQ GOV)" in STYLING.sub("", out)
    assert "2 records from 1 report" in out
    assert "\x1b[1;7;33mACCUSE\x1b[0m Iran" in out, "the trigger is marked by colour"


@pytest.mark.parametrize("width", ["80", "40", "200"])
def test_the_table_keeps_to_the_width_of_the_terminal(
    lapwing: Run, report: Path, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, _ = lapwing("code", report)
    assert max(map(len, STYLING.sub("", out).splitlines())) <= min(int(width), 100)


def test_the_table_shows_date_parties_what_where_source_and_marks_the_trigger(lapwing: Run, report: Path) -> None:
    _, out, _ = lapwing("code", report, "--format", "table", "--published", "2020-01-12")
    assert out.splitlines()[3:8] == [
        "2020-01-11  Iraq (IRQ GOV) → Iran (IRQ GOV)",
        "            ACCUSE · in Baghdad, IRQ · according to Basra · 50%",
        "            Basra said yesterday that Iraq [ACCUSE] Iran in Baghdad.",
        "",
        "2020-01-11  France (IRQ GOV) → Syria (IRQ GOV)",
    ]


def test_a_hostile_text_cannot_send_commands_to_the_terminal(lapwing: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("Iraq ACCUSE Iran \x1b]0;owned\x07 \x1b[2J [bold]now[/bold]\u202e.", encoding="utf-8")
    _, out, _ = lapwing("code", path, "--format", "table")
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "\u202e" not in out
    assert "[bold]now[/bold]" in out


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet", "out.txt"])
def test_the_name_of_the_output_file_gives_the_format(lapwing: Run, report: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert lapwing("code", report, "-o", path) == (0, "", "")
    if name == "out.jsonl":
        assert len(path.read_text().splitlines()) == 2
    elif name == "out.csv":
        assert len(list(csv.DictReader(path.read_text().splitlines()))) == 2
    elif name == "out.parquet":
        assert duckdb.sql(f"SELECT type FROM '{path}'").fetchall() == [("ACCUSE",), ("AID",)]
    else:
        assert "2 records from 1 report" in path.read_text()
    assert not list(tmp_path.glob(".*.part"))


def test_format_outranks_the_name(lapwing: Run, report: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    lapwing("code", report, "-o", path, "--format", "csv")
    assert path.read_text().startswith("id,report_id")


def test_a_failure_is_one_line_and_exit_code_1(lapwing: Run, report: Path, refused: Path) -> None:
    status, out, err = lapwing("code", report, refused)
    assert status == 1
    assert len(out.splitlines()) == 2, "the other document is coded all the same"
    assert err == f"lapwing: {refused}: no text in it. Look at it\n"


def test_nothing_read_is_exit_code_2(lapwing: Run, refused: Path, tmp_path: Path) -> None:
    assert lapwing("code", refused)[0] == 2
    status, out, err = lapwing("code", tmp_path / "missing.txt")
    assert (status, out) == (2, "")
    assert "missing.txt" in err
    assert len(err.splitlines()) == 1


def test_an_empty_result_has_its_reason(lapwing: Run, tmp_path: Path) -> None:
    path = tmp_path / "rain.txt"
    path.write_text("It rained.", encoding="utf-8")
    status, out, err = lapwing("code", path)
    assert (status, out) == (0, "")
    assert err == f"lapwing: {path}: no event in 1 sentences; `lapwing explain` says why\n"
    assert lapwing("code", path, "--quiet")[2] == ""


def test_standard_input_is_read(lapwing: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with report.open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        status, out, _ = lapwing("code", "-")
    assert status == 0
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--published", "12 January"], "'12 January' is no date. Write it as 2020-01-12"),
        (["--min-confidence", "7"], "7 is no probability"),
        (["--workers", "-2"], "-2 is no number of workers"),
        (["--media", "text/rtf"], "text/rtf"),
        (["--format", "xml"], "invalid choice: 'xml'"),
        (["--out", "DIR", "--format", "csv"], "a folder of shards is Parquet"),
        (["-o", "no/such/folder/x.csv"], "no such file or directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_a_line_and_is_exit_code_2(
    lapwing: Run, report: Path, arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = lapwing("code", report, *arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_parquet_is_not_written_to_a_terminal(lapwing: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    status, _, err = lapwing("code", report, "--format", "parquet")
    assert status == 2
    assert "Name a file with -o" in err


def test_a_file_that_was_there_stays_when_the_run_fails(lapwing: Run, report: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("kept")
    assert lapwing("code", report, "-o", path, "--media", "text/rtf")[0] == 2
    assert path.read_text() == "kept"


def test_shards_are_written_to_a_folder(lapwing: Run, report: Path, refused: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    assert lapwing("code", report, refused, "--out", folder)[0] == 1
    assert sorted(os.listdir(folder)) == ["failures-00000.jsonl", "manifest.json", "records-00000.parquet"]


def test_ctrl_c_is_exit_code_130(lapwing: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("stand_ins.extract", stopped)
    monkeypatch.setattr("lapwing.pipeline.coder.Coder.code_page", stopped)
    assert lapwing("code", report) == (130, "", "")


def test_an_unexpected_error_is_one_line(lapwing: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("lapwing.pipeline.coder.Coder.code_page", broken)
    status, _, err = lapwing("code", report)
    assert status == 2
    assert err.startswith("lapwing: unexpected ZeroDivisionError: division by zero. Please report it")
    assert len(err.splitlines()) == 1
