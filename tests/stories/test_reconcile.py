"""Records of one happening become one event (codebook, section 8), whatever order they come in."""

from __future__ import annotations

import random
import tomllib
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import CASES, crisis, record

from lapwing.records.event import EventRecord
from lapwing.records.story import CopyGroup, Event, event_id
from lapwing.stories.facts import keys
from lapwing.stories.reconcile import Comparison, neighbourhood, reconcile

PAIRS: list[dict[str, Any]] = tomllib.loads((CASES / "reconcile.toml").read_text(encoding="utf-8"))["cases"]


def attack(name: str, report: str, **changes: Any) -> EventRecord:
    given: dict[str, Any] = {
        "words": "A car bomb killed nine soldiers in Herat on Monday.",
        "trigger": "bomb",
        "type": "ASSAULT",
        "mode": "explosives",
        "recipients": [["nine soldiers", "AFG", "MIL", ""]],
        "when": ["2020-03-02", "2020-03-02", "Monday"],
        "where": ["Herat", "Herat", "AFG"],
        "report": report,
        "published": "2020-03-03",
    }
    return record(name, **{**given, **changes})


def talks(name: str, report: str, day: str) -> EventRecord:
    return record(
        name,
        "Envoys of Peru and Chile met in Arica.",
        trigger="met",
        type="CONSULT",
        actors=[["Peru", "PER", "GOV", "Peru"], ["Chile", "CHL", "GOV", "Chile"]],
        when=[day, day],
        where=["Arica", "Arica", "CHL"],
        report=report,
        published=day,
    )


@pytest.mark.parametrize("case", PAIRS, ids=[c["about"] for c in PAIRS])
def test_pairs(case: dict[str, Any]) -> None:
    pair = [record(name, **case[name]) for name in ("a", "b")]
    assert (len(reconcile(pair)) == 1) == case["one"]
    assert (len(reconcile(reversed(pair))) == 1) == case["one"]


def test_the_example_crisis_gives_the_events_of_its_hand_coding() -> None:
    records, events = crisis()
    pairs = {(a, b) for e in reconcile(records.values()) for a in e.records for b in e.records if a < b}
    expected = {(a, b) for e in events.values() for a in e.records for b in e.records if a < b}
    both = len(pairs & expected)
    assert 2 * both / (len(pairs) + len(expected)) >= 0.85  # pairwise F1, the measure of evaluation/reconcile.py


@given(st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(draw: random.Random) -> None:
    records = list(crisis()[0].values())
    first = reconcile(records)
    draw.shuffle(records)
    assert msgspec.json.encode(reconcile(records)) == msgspec.json.encode(first)


def test_every_record_is_in_one_event_and_ids_are_those_of_the_records() -> None:
    records = crisis()[0]
    events = reconcile(records.values())
    assert sorted(r for e in events for r in e.records) == sorted(records)
    assert all(e.id == event_id(e.records) for e in events)


def test_a_record_given_twice_counts_once() -> None:
    assert reconcile([attack("a", "one"), attack("a", "one")]) == reconcile([attack("a", "one")])


def test_an_event_says_what_most_records_say_and_keeps_all_participants() -> None:
    records = [
        attack("a", "one", killed=(9, 9)),
        attack("b", "two", actors=[["Taliban", "AFG", "REB", "Taliban"]], published="2020-03-04"),
        attack("c", "three", recipients=[["Afghan soldiers", "AFG", "MIL", ""]], mode=None),
    ]
    (event,) = reconcile(records, [CopyGroup(original="one", copies=("three",))])
    assert (event.type, event.mode, event.quad, event.status) == (
        "ASSAULT",
        "explosives",
        "material conflict",
        "actual",
    )
    assert [p.name for p in event.actors] == ["Taliban"]
    assert [p.records for p in event.recipients] == [("a", "b", "c")]
    assert event.reports == ("one", "three", "two")
    assert event.independent == 2
    assert event.when is not None and event.when_basis == "expression"
    assert event.when.start.isoformat() == event.when.end.isoformat() == "2020-03-02"
    assert event.where is not None and event.where.name == "Herat"
    assert event.first_published is not None and event.first_published.isoformat() == "2020-03-03"


def test_one_assertion_makes_an_event_that_is_said_to_have_happened() -> None:
    (event,) = reconcile([attack("a", "one", status="denied"), attack("b", "two")])
    assert event.status == "actual"
    (event,) = reconcile([attack("a", "one", status="denied")])
    assert event.status == "denied"


def test_vaguer_dates_narrow_to_what_all_share() -> None:
    (event,) = reconcile([attack("a", "one"), attack("b", "two", when=["2020-03-01", "2020-03-07", "week"])])
    assert event.when is not None and event.when.days == 1


def test_undated_records_have_the_day_of_their_report() -> None:
    (event,) = reconcile([attack("a", "one", when=[])])
    assert event.when is not None and event.when_basis == "publication"
    assert event.when.start.isoformat() == "2020-03-03"
    (event,) = reconcile([attack("a", "one", when=[], published=None)])
    assert (event.when, event.when_basis) == (None, "none")


def test_what_a_new_report_touches_gives_the_events_of_a_run_over_everything() -> None:
    days = ["2020-03-02", "2020-03-03", "2020-06-10", "2020-06-11"]
    old = [
        *(attack(f"a{n}", f"r{n}", when=[d, d, "Monday"], published=d) for n, d in enumerate(days)),
        *(talks(f"t{n}", f"r{n}", d) for n, d in enumerate(days)),
        *crisis()[0].values(),
    ]
    new = [attack("n1", "new"), talks("n2", "new", "2020-03-03")]
    before, after = {e.id: e for e in reconcile(old)}, {e.id: e for e in reconcile([*old, *new])}
    stored = {r.id: r for r in old}

    def with_keys(wanted: frozenset[str]) -> list[EventRecord]:
        return [r for r in stored.values() if keys(r) & wanted]

    def of_reports(wanted: frozenset[str]) -> list[EventRecord]:
        return [r for r in stored.values() if r.report.id in wanted]

    touched = neighbourhood(new, with_keys, of_reports)
    again = reconcile(touched.records, context=touched.context)
    inside = {r.id for r in touched.records}
    kept = {e.id: e for e in before.values() if not inside & set(e.records)}
    assert {e.id: e for e in again} | kept == after
    assert len(inside) < len(old) / 2


def test_linked_records_share_a_key_or_a_report() -> None:
    records = list(crisis()[0].values())
    comparison = Comparison(records)
    for r in records:
        for other in comparison.linked(r.id):
            o = comparison.records[other]
            assert o.report.id == r.report.id or keys(o) & keys(r)


def test_events_are_read_back_from_json() -> None:
    for event in reconcile(crisis()[0].values()):
        assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event


def test_no_records_give_no_events() -> None:
    assert reconcile([]) == ()
