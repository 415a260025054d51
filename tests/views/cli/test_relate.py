"""`lapwing relate`: what is shown of a pair of participants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text("Iraq and Iran AID Syria", encoding="utf-8")
    return path


def test_the_types_come_the_most_probable_first(lapwing: Run, report: Path) -> None:
    status, out, err = lapwing("relate", report, "--actor", "Iraq", "--recipient", "Syria")
    assert (status, err) == (0, "")
    assert out == (
        "# Iraq and Iran AID Syria\n# actor Iraq, recipient Syria\n"
        "AID       0.75\nnone      0.10\nCONSULT   0.05\nACCUSE    0.05\nASSAULT   0.05\n"
    )


def test_none_is_one_of_them(lapwing: Run, report: Path) -> None:
    _, out, _ = lapwing("relate", report, "--actor", "Iraq", "--recipient", "Iran")
    assert out.splitlines()[2] == "none      0.80"


def test_both_participants_must_be_named(lapwing: Run, report: Path) -> None:
    status, _, err = lapwing("relate", report, "--actor", "Iraq")
    assert status == 2
    assert "--recipient" in err
