"""The example crisis from its pages to its differences: what the coder reads of three reports, joined and compared.

The exact figures are pinned on a hand coding (tests/stories/test_accounts.py). Here each kind of disagreement that the
reports were written for must come out of what the coder reads, whatever else it reads rightly or wrongly.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import lapwing
from lapwing.records.story import originals
from lapwing.stories.accounts_compare import Compared, compare
from lapwing.stories.duplicates import copies
from lapwing.stories.reconcile import reconcile
from lapwing.stories.thread import stories

CRISIS = Path(__file__).parent.parent / "examples" / "crisis"


@pytest.fixture(scope="module")
def compared() -> tuple[Compared, ...]:
    coder = lapwing.load()
    coded = [coder.code_page(coder.page(path)) for path in sorted(CRISIS.glob("*.html"))]
    groups = copies([c.article for c in coded if c.article])
    assert groups == (), "three reports, no copies"
    records = {r.id: r for c in coded for r in c.records}
    found = compare(reconcile(records.values(), groups), records, copies=originals(groups))
    (largest, *_) = sorted(stories([c.event for c in found], records), key=lambda s: -len(s.events))
    assert len(largest.events) >= 5, "one crisis is one story"
    assert {"TUR", "SYR", "RUS"} <= {p.code for p in largest.actors}
    return found


def values(compared: tuple[Compared, ...], type_: str, field: str, kind: str) -> list[set[str]]:
    return [
        {claim.value for claim in d.claims}
        for c in compared
        if c.event.type == type_
        for d in c.differences
        if (d.field, d.kind) == (field, kind)
    ]


def test_the_dead_are_counted_differently(compared: tuple[Compared, ...]) -> None:
    found = values(compared, "ASSAULT", "killed", "conflict")
    assert any(len(told & {"29", "33", "34"}) > 1 for told in found)
    assert any({"16", "309"} <= told for told in found)


def test_who_did_it_is_disputed_and_denied(compared: tuple[Compared, ...]) -> None:
    denied = values(compared, "ASSAULT", "actors", "denied")
    assert any(any(v.startswith("not Russia") for v in told) for told in denied)


def test_day_and_place_differ(compared: tuple[Compared, ...]) -> None:
    assert any({"2020-02-27", "2020-02-28"} <= told for told in values(compared, "ASSAULT", "when", "conflict"))
    assert any("Saraqib, Syria" in told for told in values(compared, "ASSAULT", "where", "conflict"))


def test_whether_it_happened_is_denied(compared: tuple[Compared, ...]) -> None:
    assert {"actual", "denied"} in values(compared, "ASSAULT", "status", "denied")


def test_one_readout_leaves_out_the_demand_and_does_not_deny_it(compared: tuple[Compared, ...]) -> None:
    assert {"actual", ""} in values(compared, "REQUEST", "status", "not mentioned")
    assert values(compared, "REQUEST", "status", "denied") == []
