"""The validator refuses what the codebook does not know, and our corpus passes it."""

from typing import Any

import pytest

from training.validate import problems, structure

GOOD: dict[str, Any] = {
    "trigger": {"start": 4, "end": 9}, "type": "REQUEST", "mode": "meet", "status": "actual",
    "actors": [{"start": 0, "end": 3, "code": "KEN", "sector": "GOV"}], "recipients": [], "when": None, "where": None,
    "source": None, "killed": None, "wounded": None,
}  # fmt: skip


def test_a_good_record_passes() -> None:
    assert list(problems(GOOD, 20)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "PRAISE"}, "no such type"),
        ({"mode": "phone"}, "REQUEST has no mode 'phone'"),
        ({"status": "likely"}, "no such status"),
        ({"trigger": {"start": 9, "end": 4}}, "no range"),
        ({"trigger": {"start": 4, "end": 90}}, "no range"),
        ({"actors": [{"start": 0, "end": 3, "code": "ke", "sector": "GOV"}]}, "no such code"),
        ({"actors": [{"start": 0, "end": 3, "code": "KEN", "sector": "XYZ"}]}, "no such sector"),
        ({"actors": []}, "without any participant"),
        (
            {"source": {"start": None, "end": None, "code": "", "anonymous": False, "stance": "asserts"}},
            "must be anonymous",
        ),
        ({"killed": [5, 2]}, "no interval"),
    ],
)
def test_a_breach_is_named(change: dict[str, Any], said: str) -> None:
    assert any(said in p for p in problems(GOOD | change, 20))


def test_our_corpus_keeps_to_the_codebook() -> None:
    found = [f"{place}: {p}" for place, record, length in structure() for p in problems(record, length)]
    assert found == []
