"""Series of a pair of countries: the formula, and what stands behind each point."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import crisis, event, record

from lapwing.core.errors import InputError, KnowledgeError
from lapwing.core.intervals import Interval
from lapwing.records.event import EventRecord
from lapwing.records.story import Account, Event
from lapwing.stories import scores
from lapwing.stories.accounts import accounts
from lapwing.stories.scores import Point, between, pairs, series, steady_publishers


def told(
    name: str, type: str, start: str, end: str = "", actor: str = "IRN", recipient: str = "SAU", **more: Any
) -> EventRecord:
    return record(
        name,
        "They did it to them.",
        trigger="did",
        type=type,
        when=(start, end or start),
        actors=[["They", code, "GOV", ""] for code in actor.split()],
        recipients=[["them", code, "GOV", ""] for code in recipient.split()],
        **more,
    )


def of(
    *groups: list[EventRecord], copies: dict[str, str] | None = None
) -> tuple[list[Event], dict[str, tuple[Account, ...]]]:
    records = {r.id: r for group in groups for r in group}
    events = [event(group) for group in groups]
    return events, {e.id: accounts(e, records, copies=copies) for e in events}


def run(*groups: list[EventRecord], copies: dict[str, str] | None = None, **options: Any) -> tuple[Point, ...]:
    events, known = of(*groups, copies=copies)
    return series(events, known, "IRN", "SAU", **options)


def test_the_formula() -> None:
    accuse, meet = (
        [told("a", "ACCUSE", "2020-03-02")],
        [told("b", "CONSULT", "2020-03-03", actor="IRN SAU", recipient="")],
    )
    planned = [told("c", "ASSAULT", "2020-03-04", status="planned")]
    (point,) = run(accuse, meet, planned)
    assert (point.start, point.end) == (dt.date(2020, 3, 2), dt.date(2020, 3, 8)), "a week begins on Monday"
    assert point.conflict == 3.0 + 0.5 * 9.0
    assert point.cooperation == 2.5
    assert point.net == point.cooperation - point.conflict == -5.0
    assert point.mean == -5.0 / 2.5
    assert (point.events, point.accounts, point.publishers) == (3, 3, 3)


@pytest.mark.parametrize("status", ["hypothetical", "denied"])
def test_what_is_denied_or_only_possible_moves_nothing_and_is_counted(status: str) -> None:
    (point,) = run([told("a", "ASSAULT", "2020-03-02", status=status)])
    assert (point.net, point.mean, point.events) == (0.0, None, 1)


def test_periods_follow_one_another_without_gaps() -> None:
    points = run([told("a", "ACCUSE", "2020-03-02")], [told("b", "ACCUSE", "2020-03-05")], period="day")
    assert [p.start.day for p in points] == [2, 3, 4, 5]
    assert [p.conflict for p in points] == [3.0, 0.0, 0.0, 3.0]
    asked = run([told("a", "ACCUSE", "2020-03-02")], start=dt.date(2020, 2, 26), end=dt.date(2020, 3, 9))
    assert [str(p.start) for p in asked] == ["2020-02-24", "2020-03-02", "2020-03-09"]
    assert run() == ()


@given(st.integers(0, 60), st.integers(1, 40), st.sampled_from(["day", "week"]))
def test_an_event_of_many_days_is_spread_over_them(first: int, length: int, period: Any) -> None:
    start = dt.date(2020, 1, 1) + dt.timedelta(days=first)
    end = start + dt.timedelta(days=length - 1)
    points = run([told("a", "ASSAULT", str(start), str(end))], period=period)
    assert sum(p.conflict for p in points) == pytest.approx(9.0, abs=1e-4)
    assert all(p.events == 1 for p in points)


def test_ten_reports_of_one_event_weigh_as_one() -> None:
    one = run([told("a", "ACCUSE", "2020-03-02")])[0]
    ten = run([told(f"a{n}", "ACCUSE", "2020-03-02", url=f"https://p{n % 4}.example/{n}") for n in range(10)])[0]
    assert (ten.conflict, ten.events) == (one.conflict, one.events)
    assert (ten.accounts, ten.publishers) == (10, 4)


def test_copies_are_no_accounts() -> None:
    group = [told(name, "ACCUSE", "2020-03-02") for name in "abc"]
    (point,) = run(group, copies={"b": "a", "c": "a"})
    assert (point.accounts, point.publishers) == (1, 1)


def test_who_did_it_when_reports_do_not_agree() -> None:
    records, events = crisis()
    known = {e.id: accounts(e, records) for e in events.values()}
    strike = [events["strike"]]
    (syria,), (russia,) = (series(strike, known, code, "TUR", directed=True) for code in ("SYR", "RUS"))
    assert syria.conflict == pytest.approx(9.5 * 2 / 3, abs=1e-6), "two of three reports"
    assert russia.conflict == pytest.approx(9.5 / 3, abs=1e-6)


def test_a_pair_that_only_a_denial_names_has_no_event() -> None:
    said = told("a", "ASSAULT", "2020-03-02", actor="YEM")
    denied = told(
        "b", "ASSAULT", "2020-03-02", actor="IRN", status="denied", stance="denies", source=("They", "IRN", "GOV")
    )
    events, known = of([said, denied])
    assert series(events, known, "IRN", "SAU") == ()
    assert series(events, known, "YEM", "SAU")[0].conflict == 9.0


def test_direction() -> None:
    there, back = [told("a", "ACCUSE", "2020-03-02")], [told("b", "AID", "2020-03-02", actor="SAU", recipient="IRN")]
    meet = [told("c", "CONSULT", "2020-03-02", actor="SAU IRN", recipient="")]
    assert run(there, back, meet)[0].events == 3
    (only,) = run(there, back, meet, directed=True)
    assert (only.conflict, only.cooperation, only.events) == (3.0, 2.5, 2)


def test_what_makes_a_pair() -> None:
    visit = event([told("a", "CONSULT", "2020-03-02", actor="IRN SAU", recipient="OMN")])
    assert between(visit, "IRN", "SAU"), "both take part, whoever is the host"
    attack = event([told("b", "ASSAULT", "2020-03-02", actor="USA GBR", recipient="IRQ")])
    assert not between(attack, "USA", "GBR"), "allies against a third are no pair"
    assert between(attack, "IRQ", "GBR") and not between(attack, "IRQ", "GBR", directed=True)
    clash = event([told("c", "ASSAULT", "2020-03-02", actor="IND PAK", recipient="")])
    assert between(clash, "PAK", "IND", directed=True)
    within = event([told("d", "COERCE", "2020-03-02", actor="IRQ", recipient="IRQ")])
    assert between(within, "IRQ", "IRQ")
    assert not between(event([told("e", "PROTEST", "2020-03-02", actor="IRQ", recipient="")]), "IRQ", "IRQ")
    assert pairs([visit, attack, clash, within, attack]) == (
        ("GBR", "IRQ", 2), ("IRQ", "USA", 2), ("IND", "PAK", 1), ("IRN", "OMN", 1), ("IRN", "SAU", 1), ("IRQ", "IRQ", 1),
        ("OMN", "SAU", 1),
    )  # fmt: skip


def test_a_new_publisher_moves_net_and_not_steady() -> None:
    """The world is the same every week; in the last a second newspaper begins and finds a second event."""
    groups = [
        [told(f"old{n}", "ACCUSE", f"2020-03-{day:02}", published=f"2020-03-{day:02}", url="https://old.example/x")]
        for n, day in enumerate((2, 9, 16))
    ]
    new = [told("new", "THREATEN", "2020-03-17", published="2020-03-17", url="https://new.example/x")]
    points = run(*groups, new)
    assert [p.net for p in points] == [-3.0, -3.0, -6.5]
    assert [p.steady for p in points] == [-3.0, -3.0, -3.0]
    assert [p.publishers for p in points] == [1, 1, 2]
    assert run(*groups, new, panel={"old.example", "new.example"})[-1].steady == -6.5
    periods = [Interval(p.start, p.end) for p in points]
    assert steady_publishers(*of(*groups, new), periods) == {"old.example"}


def test_events_of_other_pairs_keep_a_publisher_in_the_panel() -> None:
    mine = [[told("a", "ACCUSE", "2020-03-02", published="2020-03-02", url="https://p.example/1")]]
    others = [
        [
            told(
                f"o{day}",
                "ACCUSE",
                f"2020-03-{day:02}",
                actor="FRA",
                published=f"2020-03-{day:02}",
                url="https://p.example/2",
            )
        ]
        for day in (9, 16)
    ]
    span = {"start": dt.date(2020, 3, 2), "end": dt.date(2020, 3, 22)}
    assert run(*mine, **span)[0].steady == 0.0
    assert run(*mine, *others, **span)[0].steady == -3.0


def test_the_period_is_checked() -> None:
    with pytest.raises(InputError, match="Use day or week"):
        series([], {}, "IRN", "SAU", period="month")  # type: ignore[arg-type]


def test_a_bad_file_is_named(tmp_path: Any) -> None:
    bad = tmp_path / "scores.toml"
    bad.write_text("status = 1", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="Compare it with the one"):
        scores.load(bad)
