"""`why-merged` and `why-not`: how the rule of events counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from told import crisis, record

from lapwing.records.event import EventRecord
from lapwing.records.jsonl import to_json
from lapwing.stories.evidence import total
from lapwing.stories.reconcile import Comparison, reconcile
from lapwing.stories.rules import FILE
from lapwing.stories.rules import load as load_rules

Run = Callable[..., tuple[int, str, str]]


def attack(name: str, report: str, place: str = "Herat", day: str = "2020-03-02") -> EventRecord:
    return record(
        name,
        f"A bomb killed soldiers in {place}.",
        trigger="bomb",
        type="ASSAULT",
        mode="explosives",
        recipients=[["soldiers", "AFG", "MIL", ""]],
        when=[day, day],
        where=[place, place, "AFG", None, *{"Herat": (34.35, 62.2), "Kandahar": (31.6, 65.7)}[place]],
        report=report,
    )


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    found = [
        attack("aa", "one"),
        attack("ab", "two"),
        attack("ba", "three", "Kandahar"),
        attack("ca", "four", day="2019-05-01"),
    ]
    path.write_bytes(b"".join(to_json(r) + b"\n" for r in found))
    return path


def test_an_event_is_explained_step_by_step(lapwing: Run, records: Path) -> None:
    event = next(e for e in reconcile([attack("aa", "one"), attack("ab", "two")]))
    status, out, err = lapwing("why-merged", event.id[:6], records)
    assert (status, err) == (0, "")
    pair = Comparison([attack("aa", "one"), attack("ab", "two")])
    points, needed = total(pair.findings("aa", "ab")), pair.rule.needed
    assert event.id in out
    assert f"1 with 2: {points} of {needed} points. " in " ".join(out.split())
    assert "when same" in out and "where same" in out


def test_two_places_keep_two_attacks_apart(lapwing: Run, records: Path) -> None:
    status, out, err = lapwing("why-not", "aa", "ba", records)
    assert (status, err) == (0, "")
    assert "where elsewhere" in out
    assert "are not one" in " ".join(out.split())


def test_two_records_of_one_event_are_said_to_be_one(lapwing: Run, records: Path) -> None:
    status, out, _ = lapwing("why-not", "aa", "ab", records)
    assert status == 0
    assert "They are one event" in out


def test_the_rule_can_be_changed(lapwing: Run, records: Path, tmp_path: Path) -> None:
    changed = tmp_path / "rules.toml"
    needed = load_rules().events.needed
    changed.write_text(
        FILE.read_text(encoding="utf-8").replace(f"needed = {needed}", "needed = 10000"), encoding="utf-8"
    )
    status, out, _ = lapwing("why-not", "aa", "ab", records, "--rules", changed)
    assert status == 0
    assert "points too few" in out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("why-merged", "nosuch"), "there is no such event"),
        (("why-not", "aa", "nosuch"), "there is no such record"),
        (("why-not", "aa", "aa"), "this is one record"),
    ],
)
def test_what_cannot_be_answered_is_one_line(
    lapwing: Run, records: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    status, out, err = lapwing(*arguments, records)
    assert (status, out) == (2, "")
    assert complaint in err and err.count("\n") == 1


def test_a_broken_rule_is_named(lapwing: Run, records: Path, tmp_path: Path) -> None:
    broken = tmp_path / "rules.toml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace('"same deed"', '"same dead"'), encoding="utf-8")
    status, _, err = lapwing("why-not", "aa", "ab", records, "--rules", broken)
    assert status == 2
    assert "type same dead, type same deed" in err


def test_every_pair_of_the_example_crisis_can_be_explained(lapwing: Run, tmp_path: Path) -> None:
    path = tmp_path / "crisis.jsonl"
    found = list(crisis()[0].values())
    path.write_bytes(b"".join(to_json(r) + b"\n" for r in found))
    largest = max(reconcile(found), key=lambda e: len(e.records))
    status, out, _ = lapwing("why-merged", largest.id, path)
    assert status == 0
    assert " ".join(out.split()).count("more than needed, on average over all pairs") == len(largest.records) - 1
