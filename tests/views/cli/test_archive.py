"""`lapwing add`, `archive`, `correct` and `recode`, over the stand-in stages and a SQLite file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import stand_ins

from lapwing import from_json

Run = Callable[..., tuple[int, str, str]]

TEXT = "Basra said yesterday that Iraq ACCUSE Iran in Baghdad. Nothing here. France AID Syria with 20 tents."


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LAPWING_ANALYST", "A. Analyst")
    path = tmp_path / "archive.db"
    monkeypatch.setenv("LAPWING_ARCHIVE", str(path))
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def records(lapwing: Run) -> dict[str, str]:
    """Ids of the records by type."""
    found = [from_json(line) for line in lapwing("archive", "records")[1].splitlines()]
    return {record.type: record.id for record in found}


def test_documents_are_added_once(lapwing: Run, archive: Path, report: Path) -> None:
    first = lapwing("add", report, "--published", "2020-01-12")
    assert first == (0, f"{archive}: 1 report added, 2 records\n", "")
    again = lapwing("add", report, report, "--published", "2020-01-12")
    assert again == (0, f"{archive}: 0 reports added, 0 records, 2 there already\n", "")
    assert sorted(records(lapwing)) == ["ACCUSE", "AID"]
    assert len(lapwing("archive", "events")[1].splitlines()) == 2


def test_a_document_that_cannot_be_read_is_told_and_kept_among_the_failures(
    lapwing: Run, archive: Path, report: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "refused.txt"
    bad.write_text("REFUSE", encoding="utf-8")
    missing = tmp_path / "missing.txt"
    status, out, err = lapwing("add", report, bad, missing)
    assert status == 1
    assert out == f"{archive}: 1 report added, 2 records, 2 failed\n"
    assert err.splitlines()[0] == f"lapwing: {bad}: no text in it. Look at it"
    assert lapwing("archive", "failures")[1].splitlines() == sorted(err.replace("lapwing: ", "").splitlines())
    bad.write_text(TEXT + " Mended.", encoding="utf-8")
    assert lapwing("add", bad)[0] == 0
    assert len(lapwing("archive", "failures")[1].splitlines()) == 1


def test_stats_and_check(lapwing: Run, archive: Path, report: Path) -> None:
    lapwing("add", report)
    stats = json.loads(lapwing("archive", "stats", "--format", "json")[1])
    assert (stats["pages"], stats["reports"], stats["records"], stats["events"]) == (1, 1, 2, 2)
    assert "reports      1" in lapwing("archive", "stats")[1]
    assert "add" in lapwing("archive", "runs")[1]


def test_without_an_archive_there_is_one_line(lapwing: Run, archive: Path) -> None:
    status, out, err = lapwing("archive", "stats")
    assert (status, out) == (2, "")
    assert err == f"lapwing: {archive}: there is no archive. Make one with `lapwing archive init`\n"
    assert lapwing("archive", "init")[1] == f"{archive}: ready\n"
    assert lapwing("archive", "check")[:2] == (0, f"{archive}: nothing is wrong\n")


def test_corrections_on_the_command_line(lapwing: Run, archive: Path, report: Path, tmp_path: Path) -> None:
    lapwing("add", report, "--published", "2020-01-12")
    ids = records(lapwing)
    status, out, err = lapwing(
        "correct", "record", ids["AID"], "killed=", "actors[0].code=FRA", "--note", "it is France"
    )
    assert (status, err) == (0, "")
    assert out.splitlines()[1].endswith(": change actors[0].code")
    shown = json.loads(lapwing("correct", "record", ids["AID"][:10])[1])
    assert (shown["killed"], shown["actors"][0]["code"]) == (None, "FRA")
    listed = lapwing("correct", "list")[1]
    assert "A. Analyst change" in listed
    assert "it is France" in listed
    gold = tmp_path / "gold.jsonl"
    assert lapwing("correct", "export", "-o", gold)[0] == 0
    assert json.loads(gold.read_text())["records"][1]["actors"][0]["code"] == "FRA"
    log = tmp_path / "log.jsonl"
    lapwing("correct", "export", "--log", "-o", log)
    assert lapwing("correct", "import", log)[1] == "0 corrections taken in\n"
    assert lapwing("correct", "undo", out[:16])[0] == 0
    assert json.loads(lapwing("correct", "record", ids["AID"])[1])["killed"] is not None


def test_events_are_merged_and_split_on_the_command_line(lapwing: Run, archive: Path, report: Path) -> None:
    lapwing("add", report)
    names = [json.loads(line)["id"] for line in lapwing("archive", "events")[1].splitlines()]
    merged = lapwing("correct", "merge", *names)[1].splitlines()[-1].removeprefix("event ")
    (event,) = (json.loads(line) for line in lapwing("archive", "events")[1].splitlines())
    assert event["id"] == merged
    assert len(event["records"]) == 2
    assert "became " + merged in lapwing("archive", "log", merged)[1]
    assert lapwing("correct", "split", merged, event["records"][0])[0] == 0
    assert sorted(json.loads(line)["id"] for line in lapwing("archive", "events")[1].splitlines()) == sorted(names)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("record", "zz!", "--reject"), "this is no id of a record"),
        (("record", "ffffffffffff", "--reject"), "there is no such record"),
        (("record", "ID", "killed"), "this changes nothing"),
        (("record", "ID", "killed=3", "--by", " "), "a correction needs a name"),
        (("merge", "EVENT"), "one event cannot be merged"),
        (("split", "EVENT", "ID"), "nothing would be left of the event"),
    ],
)
def test_what_cannot_be_is_one_line(
    lapwing: Run, archive: Path, report: Path, arguments: tuple[str, ...], message: str
) -> None:
    lapwing("add", report)
    event = json.loads(lapwing("archive", "events")[1].splitlines()[0])
    known = {"ID": event["records"][0], "EVENT": event["id"]}
    status, _, err = lapwing("correct", *(known.get(a, a) for a in arguments))
    assert status == 2
    assert message in err
    assert len(err.splitlines()) == 1


def test_recode_says_what_changed(lapwing: Run, archive: Path, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lapwing("add", report, "--published", "2020-01-12")
    assert "0 pages coded again" in lapwing("recode")[1]
    ids = records(lapwing)
    lapwing("correct", "record", ids["AID"], "status=planned")
    monkeypatch.setattr("stand_ins.STAGES", replace(stand_ins.STAGES, find_quantities=lambda doc: ()))
    monkeypatch.setattr("lapwing.views.cli.recode.stamp", lambda: "lapwing 9")
    status, out, err = lapwing("recode", "--list")
    assert (status, err) == (0, "")
    assert "1 pages coded again by lapwing 9" in out
    assert "records: 1 as before, 1 changed, 0 new, 0 gone" in out
    assert "killed: (20, 20) → none" in out
    assert json.loads(lapwing("correct", "record", ids["AID"])[1])["status"] == "planned"
    assert "0 pages coded again" in lapwing("recode")[1]
