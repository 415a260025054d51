"""`lapwing events`, `stories` and `series` over the hand coding of the example crisis (no model is loaded)."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from told import crisis

from lapwing import to_json
from lapwing.views.cli import material

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the records; they make the events that the hand coding says."""
    coded, events = crisis()

    def by_hand(records: Any, groups: Any) -> Any:
        return tuple(e for e in events.values() if set(e.records) <= {r.id for r in records})

    monkeypatch.setattr(material, "reconcile", by_hand)
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(to_json(record) + b"\n" for record in coded.values()))
    return path


def test_events_show_who_says_what(lapwing: Run, records: Path) -> None:
    status, out, err = lapwing("events", records, "--format", "table", "--type", "assault", "--between", "SYR", "TUR")
    assert (status, err) == (0, "")
    lines = [line.split("  ") for line in out.splitlines()]
    told = [[part.strip() for part in line if part.strip()] for line in lines]
    assert ["by whom: denied"] in told
    assert ["not Russia (MIL)", "Russia (gazette.example)"] in told
    assert ["33", "Turkey, the Turkish defence ministry (courier.example)"] in told
    assert ["29", "the Russian defence ministry (gazette.example)"] in told
    assert ["it did not", "Syrian state television (gazette.example)"] in told
    assert told[-1] == ["2 events from 13 records"]


def test_silence_is_told_from_denial(lapwing: Run, records: Path) -> None:
    _, out, _ = lapwing("events", records, "--format", "table", "--type", "REQUEST", "--differing")
    assert "whether: not mentioned by all" in out
    assert "it did not" not in out
    (row,) = [line for line in out.splitlines() if line.strip().startswith("not mentioned ")]
    assert "the Kremlin (gazette.example)" in row


def test_json_lines_hold_events_accounts_and_differences(lapwing: Run, records: Path) -> None:
    rows = [json.loads(line) for line in lapwing("events", records)[1].splitlines()]
    _, events = crisis()
    assert {row["event"]["id"] for row in rows} == {e.id for e in events.values()}
    strike = next(row for row in rows if row["event"]["id"] == events["strike"].id)
    assert {a["record"] for a in strike["accounts"]} == set(events["strike"].records)
    assert {(d["field"], d["kind"]) for d in strike["differences"]} >= {("killed", "conflict"), ("actors", "denied")}


def test_one_event_with_all_its_accounts(lapwing: Run, records: Path) -> None:
    _, events = crisis()
    _, out, _ = lapwing("events", records, "--id", events["shelling"].id[:9], "--format", "table")
    out = " ".join(out.split())
    assert "gazette.example, 2020-02-29 · Syrian state television denies" in out
    assert "wire.example, 2020-03-01 · in its own voice" in out
    assert "Turkish forces had [shelled] Syrian army positions." in out
    status, _, err = lapwing("events", records, "--id", "nonsense")
    assert (status, err) == (2, "lapwing: nonsense: there is no such event. Look for it with `lapwing events`\n")


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (["--type", "CONSULT"], {"call", "nato"}),
        (["--type", "CONSULT", "--type", "AGREE", "--actor", "rus"], {"call", "offer"}),
        (["--recipient", "SYR", "--type", "REQUEST"], {"appeal"}),
        (["--from", "2020-02-29", "--to", "2020-02-29"], {"accusation", "offer", "gas"}),
        (["--between", "RUS", "TUR", "--type", "CONSULT"], {"call"}),
        (["--limit", "0"], set()),
    ],
)
def test_filters(lapwing: Run, records: Path, filters: list[str], names: set[str]) -> None:
    rows = [json.loads(line) for line in lapwing("events", records, *filters)[1].splitlines()]
    _, events = crisis()
    assert {row["event"]["id"] for row in rows} == {events[name].id for name in names}


def test_stories_show_their_course_and_causes(lapwing: Run, records: Path) -> None:
    status, out, err = lapwing("stories", records, "--format", "table")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Turkey says Syrian planes killed 33 Turkish soldiers in Idlib"
    assert lines[1].startswith("2020-02-27 – 2020-03-01 · Turkey (GOV), Russia (")
    at = next(i for i, line in enumerate(lines) if "RETREAT access" in line)
    assert lines[at + 1].strip().startswith("↳ “After” ASSAULT aerial")
    assert any("↳ “in retaliation”, “in retaliation for” ASSAULT" in line for line in lines)
    assert lines[-1] == "1 story of 11 events"
    (story,) = [json.loads(line) for line in lapwing("stories", records, "--actor", "TUR")[1].splitlines()]
    assert len(story["events"]) == 11
    assert lapwing("stories", records, "--actor", "FRA")[1] == ""
    assert lapwing("stories", records, "--least", "12")[1] == ""


def test_series_as_csv(lapwing: Run, records: Path) -> None:
    status, out, _ = lapwing("series", records, "--between", "tur", "rus", "--by", "day")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert [row["start"] for row in rows] == ["2020-02-27", "2020-02-28", "2020-02-29", "2020-03-01"]
    assert [row["events"] for row in rows] == ["1", "1", "2", "1"]
    assert (rows[1]["cooperation"], rows[1]["publishers"]) == ("1.5", "3")
    _, one_way, _ = lapwing("series", records, "--between", "TUR", "RUS", "--directed", "--by", "week")
    (week,) = csv.DictReader(io.StringIO(one_way))
    assert (week["start"], week["end"], week["events"]) == ("2020-02-24", "2020-03-01", "2")


def test_series_as_table_and_its_pairs(lapwing: Run, records: Path) -> None:
    _, out, _ = lapwing("series", records, "--between", "TUR", "RUS", "--format", "table")
    head, columns, row = out.splitlines()
    assert head == "TUR – RUS, by week"
    assert columns.split() == [
        "from",
        "cooperation",
        "conflict",
        "net",
        "mean",
        "steady",
        "events",
        "accounts",
        "publishers",
    ]
    assert row.split()[0] == "2020-02-24"
    _, listed, _ = lapwing("series", records)
    assert listed.splitlines()[:2] == ["actor,recipient,events", "RUS,TUR,5"]
    assert "no dated event" in lapwing("series", records, "--between", "FRA", "RUS", "--format", "table")[1]


def test_records_may_be_packed_or_come_from_standard_input(
    lapwing: Run, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = lapwing("events", records)[1]
    packed = records.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(records.read_bytes()))
    assert lapwing("events", packed)[1] == plain
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(records.read_bytes()))))  # type: ignore[arg-type]
    assert lapwing("events", "-")[1] == plain
    assert lapwing("events", records, records)[1] == plain, "a record that comes twice is one"


def test_a_broken_line_is_named_and_left_out(lapwing: Run, records: Path) -> None:
    plain = lapwing("events", records)[1]
    records.write_bytes(records.read_bytes() + b'{"id": "x"}\n')
    status, out, err = lapwing("events", records)
    assert (status, out) == (1, plain)
    assert err.startswith(f"lapwing: {records}: line 29: this line is no event record")


def test_reports_are_coded_first(lapwing: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Iraq ACCUSE Iran in Baghdad. France AID Syria.", encoding="utf-8")
    rows = [json.loads(line) for line in lapwing("events", report, "--published", "2020-01-12", "-q")[1].splitlines()]
    assert sorted(row["event"]["type"] for row in rows) == ["ACCUSE", "AID"]
    refused = tmp_path / "refused.txt"
    refused.write_text("REFUSE", encoding="utf-8")
    assert lapwing("events", report, refused, "-q")[0] == 1
    assert lapwing("events", refused, "-q")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to ask. Name records, reports, or an archive with --archive"),
        (["x.jsonl", "--archive", "a.db"], "--archive: name files or an archive, not both"),
        (["RECORDS", "--from", "yesterday"], "--from: 'yesterday' is no date. Write it as 2020-01-12"),
        (
            ["RECORDS", "--from", "2020-02-02", "--to", "2020-02-01"],
            "--to: the last day (2020-02-01) is before the first",
        ),
    ],
)
def test_what_cannot_be_asked(lapwing: Run, records: Path, arguments: list[str], said: str) -> None:
    status, _, err = lapwing("events", *(records if a == "RECORDS" else a for a in arguments))
    assert status == 2
    assert said in err
