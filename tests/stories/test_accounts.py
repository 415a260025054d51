"""Who says what of an event, and where they differ (codebook, section 8): the example crisis, and each rule by itself."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from told import CASES, crisis, crisis_articles, event, record

from lapwing.core.errors import KnowledgeError
from lapwing.records.event import EventRecord
from lapwing.records.story import Difference
from lapwing.stories import accounts_rules
from lapwing.stories.accounts import accounts
from lapwing.stories.accounts_compare import compare
from lapwing.stories.accounts_differ import differences
from lapwing.stories.reconcile import reconcile

PINNED: dict[str, list[Any]] = tomllib.loads((CASES / "accounts_differences.toml").read_text(encoding="utf-8"))

Told = tuple[str, str, dict[str, tuple[str, ...]]]


def shown(found: tuple[Difference, ...]) -> list[Told]:
    return [(d.field, d.kind, {c.value: c.records for c in d.claims}) for d in found]


def differ(*records: EventRecord, copies: dict[str, str] | None = None) -> list[Told]:
    one = event(records)
    by_id = {r.id: r for r in records}
    return shown(differences(one, accounts(one, by_id, copies=copies), by_id))


def test_the_hand_coding_quotes_the_reports() -> None:
    records, _ = crisis()
    texts = {article.id: article.text for article in crisis_articles().values()}
    for r in records.values():
        spans = [r.sentence, r.trigger, *r.actors, *r.recipients]
        spans += [s for s in (r.when and r.when.span, r.where and r.where.span) if s]
        for span in spans:
            assert texts[r.report.id][span.start : span.end] == span.text
        if r.source:
            assert r.source.text == texts[r.report.id][r.source.start : r.source.end]


def test_the_example_crisis_gives_these_differences_and_no_others() -> None:
    records, events = crisis()
    names = {e.id: name for name, e in events.items()}
    found = {names[c.event.id]: shown(c.differences) for c in compare(events.values(), records) if c.differences}
    expected: dict[str, list[Told]] = {}
    for row in PINNED["differences"]:
        claims = {value: tuple(ids) for value, ids in row["claims"]}
        expected.setdefault(row["event"], []).append((row["field"], row["kind"], claims))
    assert found == expected


def test_the_best_supported_claim_stands_first_and_denial_and_silence_last() -> None:
    records, events = crisis()
    (strike,) = compare([events["strike"]], records)
    order = {(d.field, d.kind): [c.value for c in d.claims] for d in strike.differences}
    assert order["actors", "conflict"] == ["Syria (MIL)", "Russia (MIL)"], "two reports against one"
    assert order["actors", "denied"] == ["Russia (MIL)", "not Russia (MIL)"]
    assert order["wounded", "not mentioned"] == ["32", ""]


def test_an_account_tells_who_speaks_and_in_which_report() -> None:
    records, events = crisis()
    told = {a.record: a for a in accounts(events["strike"], records)}
    assert [*told] == sorted(told, key=lambda name: (records[name].report.published, records[name].trigger.start))
    courier, denial, unnamed = told["courier-1"], told["gazette-1"], told["wire-2"]
    assert (courier.voice, courier.source, courier.source_code) == ("named", "the Turkish defence ministry", "TUR")
    assert (courier.publisher, str(courier.when and courier.when.start)) == ("courier.example", "2020-02-27")
    assert (denial.stance, denial.status, denial.when) == ("denies", "denied", None), "the day of a report is no claim"
    assert (unnamed.voice, unnamed.source, unnamed.copy_of) == ("anonymous", "Witnesses", None)
    assert {a.voice for a in accounts(events["nato"], records)} == {"own"}


def test_publishers_are_named_when_known() -> None:
    records, events = crisis()
    courier = crisis_articles()["courier"]
    (told,) = accounts(events["nato"], records, publishers={courier.id: "Harbour Courier"})
    assert told.publisher == "Harbour Courier"
    nowhere = record("a", "Iran met.", trigger="met", type="CONSULT")
    assert accounts(event([nowhere]), {"a": nowhere})[0].publisher is None


def strike(name: str, words: str = "Rebels shelled the base.", **fields: Any) -> EventRecord:
    given: dict[str, Any] = {"trigger": "shelled", "type": "ASSAULT"} | fields
    return record(name, words, **given)


@pytest.mark.parametrize("case", PINNED["numbers"], ids=lambda case: case["name"])
def test_numbers(case: dict[str, Any]) -> None:
    records = [strike(name, killed=tuple(value)) for name, value in zip("abc", case["killed"], strict=False)]
    found = differ(*records)
    assert [(field, kind) for field, kind, _ in found] == [("killed", kind) for kind in case["kinds"]]
    if found:
        assert [*found[0][2]] == case["claims"]


def test_numbers_of_different_victims_do_not_conflict() -> None:
    soldiers = strike("a", killed=(5, 5), recipients=[["soldiers", "SYR", "MIL", ""]])
    civilians = strike("b", killed=(3, 3), recipients=[["civilians", "SYR", "CVL", ""]])
    others = strike("c", killed=(4, 4), recipients=[["troops", "SYR", "MIL", ""]])
    assert [f for f, _, _ in differ(soldiers, civilians)] == ["recipients"]
    assert ("killed", "conflict") in [(f, k) for f, k, _ in differ(soldiers, others)]


def test_a_number_that_is_denied_or_only_possible_is_no_claim() -> None:
    sure = strike("a", killed=(5, 5))
    assert "killed" not in [f for f, _, _ in differ(sure, strike("b", killed=(9, 9), status="denied"))]
    possible = differ(sure, strike("b", killed=(9, 9), status="hypothetical"))
    assert [(f, k) for f, k, _ in possible if f == "killed"] == [("killed", "not mentioned")]


@pytest.mark.parametrize("case", PINNED["people"], ids=lambda case: case["name"])
def test_who_did_it(case: dict[str, Any]) -> None:
    records = [
        strike(name, actors=[[p[0].lower(), *p] for p in people])
        for name, people in zip("ab", (case["one"], case["other"]), strict=True)
    ]
    assert [(f, k) for f, k, _ in differ(*records)] == [("actors", kind) for kind in case["kinds"]]


@pytest.mark.parametrize("case", PINNED["places"], ids=lambda case: case["name"])
def test_where(case: dict[str, Any]) -> None:
    records = [strike(name, where=["base", *where]) for name, where in zip("ab", case["where"], strict=True)]
    assert [(f, k) for f, k, _ in differ(*records)] == [("where", kind) for kind in case["kinds"]]


def test_a_day_within_a_week_is_no_conflict() -> None:
    day, week = strike("a", when=("2020-03-04", "2020-03-04")), strike("b", when=("2020-03-02", "2020-03-08"))
    assert [(f, k) for f, k, _ in differ(day, week)] == [("when", "vaguer")]
    assert differ(day, strike("c", when=("2020-03-05", "2020-03-05")))[0][1] == "conflict"


def test_the_victim_denies_that_it_happened_and_the_accused_that_he_did_it() -> None:
    said = strike("a", actors=[["Rebels", "SYR", "REB", ""]], source=("", "", ""))
    victim = strike(
        "b", actors=[["Rebels", "SYR", "REB", ""]], status="denied", stance="denies", source=("base", "USA", "MIL")
    )
    accused = strike(
        "c", actors=[["Rebels", "SYR", "REB", ""]], status="denied", stance="denies", source=("Rebels", "SYR", "REB")
    )
    assert differ(said, victim) == [("status", "denied", {"actual": ("a",), "denied": ("b",)})]
    assert differ(said, accused) == [
        ("actors", "denied", {"Syria (REB)": ("a",), "not Syria (REB)": ("c",)}),
    ]


def test_who_denies_his_own_words_denies_that_they_were_said() -> None:
    words = "Iraq asked the US to leave."
    fields: dict[str, Any] = {"trigger": "asked", "type": "REQUEST", "actors": [["Iraq", "IRQ", "GOV", "Iraq"]]}
    said = record("a", words, **fields)
    denied = record("b", words, status="denied", stance="denies", source=("Iraq", "IRQ", "GOV"), **fields)
    assert differ(said, denied) == [("status", "denied", {"actual": ("a",), "denied": ("b",)})]


def test_denials_alone_differ_from_nothing() -> None:
    assert (
        differ(*(strike(name, status="denied", stance="denies", source=("base", "USA", "MIL")) for name in "ab")) == []
    )


def test_doubt_is_vaguer_than_assertion() -> None:
    assert differ(strike("a"), strike("b", stance="doubts", source=("", "", ""))) == [
        ("status", "vaguer", {"actual": ("a",), "in doubt": ("b",)})
    ]


@pytest.mark.parametrize("case", PINNED["silence"], ids=lambda case: case["sentence"])
def test_silence_is_no_denial(case: dict[str, Any]) -> None:
    fields: dict[str, Any] = {"type": "REQUEST", "mode": "yield"}
    said = record("a", "Iraq made a request.", trigger="request", **fields)
    of_it = record("b", case["sentence"], trigger=case["trigger"], status="denied", stance="denies", **fields)
    kind = "not mentioned" if case["silent"] else "denied"
    claims = {"actual": ("a",), "" if case["silent"] else "denied": ("b",)}
    assert differ(said, of_it) == [("status", kind, claims)]


def test_a_report_that_gives_no_number_is_told_from_one_that_gives_another() -> None:
    assert differ(strike("a", killed=(5, 5)), strike("b")) == [
        ("killed", "not mentioned", {"5": ("a",), "": ("b",)}),
    ]
    once = [strike("a", killed=(5, 5), report="r"), strike("b", report="r")]
    assert differ(*once) == [], "the report gives it in another sentence"


def test_a_copy_omits_nothing_and_its_support_counts_once() -> None:
    records = [strike("a", killed=(5, 5)), strike("b", killed=(7, 7)), strike("c", killed=(7, 7)), strike("d")]
    ((_, kind, claims), *rest) = differ(*records, copies={"c": "b", "d": "a"})
    assert (kind, [*claims], rest) == ("conflict", ["5", "7"], [])


def call(name: str, report: str, at: int, type: str = "CONSULT", **fields: Any) -> EventRecord:
    mode = "phone" if type == "CONSULT" else None
    sides = [["Mahdi", "IRQ", "GOV", ""], ["Pompeo", "USA", "GOV", ""]]
    given: dict[str, Any] = {"actors": sides if type in ("CONSULT", "AGREE") else sides[:1], "recipients": []}
    if type == "REQUEST":
        given["recipients"] = sides[1:]
    return record(
        name, "Mahdi called Pompeo.", trigger="called", type=type, mode=mode, report=report, at=at, **given | fields
    )


IRAQ, STATE = ("Mahdi", "IRQ", "GOV"), ("Pompeo", "USA", "GOV")


def omitted(*groups: list[EventRecord], copies: dict[str, str] | None = None) -> dict[str, list[Told]]:
    """Differences by the first record of the event."""
    by_id = {r.id: r for group in groups for r in group}
    compared = compare([event(group) for group in groups], by_id, copies=copies)
    return {c.event.records[0]: shown(c.differences) for c in compared if c.differences}


def test_the_readout_that_omits_a_request_is_found_in_one_report() -> None:
    talk = [call("a", "r", 0, source=IRAQ), call("b", "r", 300, source=STATE)]
    assert omitted(talk, [call("c", "r", 60, "REQUEST", source=IRAQ)]) == {
        "c": [("status", "not mentioned", {"actual": ("c",), "": ("b",)})]
    }


def test_the_readout_that_omits_a_request_is_found_in_another_report() -> None:
    talk = [call("a", "iraq", 0), call("b", "state", 0)]
    request, promise = [call("c", "iraq", 60, "REQUEST")], [call("d", "state", 60, "AGREE")]
    assert omitted(talk, request, promise) == {
        "c": [("status", "not mentioned", {"actual": ("c",), "": ("b", "d")})],
        "d": [("status", "not mentioned", {"actual": ("d",), "": ("a", "c")})],
    }
    assert omitted(talk, request, copies={"state": "iraq"}) == {}, "a copy leaves out nothing of its own"


def test_what_is_no_part_of_the_talk_is_not_omitted_from_it() -> None:
    talk = [call("a", "iraq", 1000), call("b", "state", 0)]
    earlier, far = [call("c", "iraq", 900, "REQUEST")], [call("d", "iraq", 1900, "REQUEST")]
    assert omitted(talk, earlier, far) == {}
    third = [call("e", "iraq", 1060, "REQUEST", recipients=[["Pompeo", "FRA", "GOV", ""]])]
    assert omitted(talk, third) == {}
    later = [call("f", "iraq", 1060, "REQUEST", when=("2020-03-09", "2020-03-09"))]
    dated = [call("a", "iraq", 1000, when=("2020-03-01", "2020-03-01")), talk[1]]
    assert omitted(dated, later) == {}


def test_the_rules_are_those_of_the_file(tmp_path: Any) -> None:
    rules = accounts_rules.load()
    assert rules.near_km == 15.0
    assert (rules.kind("MIL"), rules.kind("GOV"), rules.kind("")) == ("state", "state", "unknown")
    bad = tmp_path / "rules.toml"
    bad.write_text("near_km = 'far'", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="Compare it with the one"):
        accounts_rules.load(bad)


def test_reconciliation_brings_the_accounts_of_the_crisis_together() -> None:
    """Each pinned difference comes out when the events are made by the rule, and no claim has a record it should not."""
    records, _ = crisis()
    found = [d for c in compare(reconcile(records.values()), records) for d in c.differences]
    for row in PINNED["differences"]:
        claims = {value: set(ids) for value, ids in row["claims"]}
        same = [d for d in found if (d.field, d.kind) == (row["field"], row["kind"])]
        assert any(
            {c.value for c in d.claims} == set(claims) and all(set(c.records) <= claims[c.value] for c in d.claims)
            for d in same
        ), row
