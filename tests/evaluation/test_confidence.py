"""How well confidence holds: the figures themselves, on cases whose answer is known."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest

from evaluation import confidence as measuring
from evaluation.confidence import (
    Found,
    Judged,
    by_chance,
    calibration_error,
    cross_fitted,
    judge,
    measure,
    ranks_right,
    read,
    surest,
)
from lapwing.core.spans import Span
from lapwing.models.calibration import UNCALIBRATED, Calibration
from lapwing.records.event import Confidence, EventRecord, Participant, Report, Versions
from lapwing.records.mention import EventMention

TEXT = "Norway condemned Peru and hit it."


def found(document: str, trigger: str = "condemned", kind: str = "ACCUSE", actor: str = "NOR", score: float = 0.8) -> Found:
    at = TEXT.index(trigger)
    sentence, words = Span.of(TEXT, 0, len(TEXT)), Span.of(TEXT, at, at + len(trigger))
    event = EventMention(
        sentence=sentence, trigger=words, type=kind, mode=None, status="actual", roles=(), detect_score=score, type_score=score,
        mode_score=0.5, status_score=0.5,
    )  # fmt: skip
    record = EventRecord(
        id=f"{document}{at}", report=Report(id=document, url=None, title=None, published=dt.date(2020, 1, 1), published_basis="given", sha256=""),
        sentence=sentence, trigger=words, type=kind, mode=None, quad="verbal conflict", score=-2.0, cameo=None, status="actual",
        actors=(Participant(start=0, end=6, text="Norway", code=actor, sector="GOV", name=None, why="country"),), recipients=(), when=None,
        where=None, source=None, killed=None, wounded=None, contexts=(), foreign=False,
        confidence=Confidence(record=0.5, type=0.5, actors=0.5, recipients=0.5), versions=Versions(lapwing="0", model="0", knowledge="0"),
    )  # fmt: skip
    return Found(document, event, record)


def test_the_error_is_the_mean_distance_of_the_bins() -> None:
    p = np.array([0.2] * 10 + [0.9] * 10)
    right = np.array([1.0] * 4 + [0.0] * 6 + [1.0] * 8 + [0.0] * 2)
    assert calibration_error(p, right, bins=2) == pytest.approx((0.2 + 0.1) / 2)
    assert calibration_error(p, right, bins=1) == pytest.approx(abs(0.55 - 0.6))


def test_bins_hold_equal_numbers_whatever_the_confidences() -> None:
    p, right = np.array([0.01, 0.02, 0.03, 0.99]), np.array([0.0, 0.0, 1.0, 1.0])
    assert calibration_error(p, right, bins=2) == pytest.approx((0.03 + abs(1.02 - 2.0)) / 4)


def test_perfect_confidences_err_by_chance_and_less_the_more_there_are() -> None:
    few, many = np.full(50, 0.5), np.full(5000, 0.5)
    assert by_chance(few, draws=200)[0] > 0.1 > 0.03 > by_chance(many, draws=200)[0] > 0
    assert by_chance(few, draws=200)[1] > by_chance(few, draws=200)[0]


def test_ranking_counts_pairs() -> None:
    assert ranks_right(np.array([0.9, 0.5, 0.5, 0.1]), np.array([1.0, 1.0, 0.0, 0.0])) == pytest.approx(3.5 / 4)


def test_thresholds_keep_records_and_recall_is_over_the_gold() -> None:
    items = [Judged(found("d"), right, right, right) for right in (True, True, True, False)]
    deal = [Confidence(record=p, type=p, actors=p, recipients=p) for p in (0.95, 0.9, 0.45, 0.6)]
    made = measure(items, total=10, deals=[deal])
    assert [made[f"kept.{t}"] for t in ("0.9", "0.6", "0.4")] == [2, 3, 4]
    assert [made[f"precision.{t}"] for t in ("0.9", "0.6", "0.4")] == pytest.approx([1.0, 2 / 3, 0.75])
    assert [made[f"recall.{t}"] for t in ("0.9", "0.6", "0.4")] == pytest.approx([0.2, 0.2, 0.3])
    assert (made["type.records"], made["actors.records"], made["actors.right"]) == (4, 3, 1.0)
    assert surest(items, [deal], bar=0.7) == (4, pytest.approx(0.45))
    assert surest(items, [deal], bar=0.9) == (2, pytest.approx(0.9))
    assert surest([items[3]], [deal[3:]]) == (0, pytest.approx(1.0))


def test_no_document_teaches_its_own_confidence() -> None:
    items = [Judged(found(f"d{n % 25}"), True, True, True) for n in range(100)]
    taught: list[set[str]] = []

    def fitted(rest: Sequence[Judged]) -> Calibration:
        taught.append({j.found.document for j in rest})
        return UNCALIBRATED

    cross_fitted(items, 1, fitted)
    left_out = [{j.found.document for j in items} - documents for documents in taught]
    assert sorted(map(len, left_out)) == [2] * 5 + [3] * 5
    assert len(set().union(*left_out)) == 25


def test_fitting_learns_which_scores_to_believe() -> None:
    rng = np.random.default_rng(0)
    items = []
    for n in range(600):
        sure, right = n % 2 == 0, bool(rng.random() < (0.9 if n % 2 == 0 else 0.2))
        items.append(Judged(found(f"d{n % 30}", score=0.8 if sure else 0.6), right, right, right and rng.random() < 0.5))
    made = measuring.fit(items)
    high, low = (measuring.confidence_of(j, made) for j in items[:2])
    assert high.type == pytest.approx(0.9, abs=0.05)
    assert low.type == pytest.approx(0.2, abs=0.05)
    assert high.actors > 0.9
    assert high.recipients == pytest.approx(0.5, abs=0.1)
    assert high.record == pytest.approx(0.45, abs=0.07)


SCORER = """
def overlap(a, b): return a[0] < b[1] and b[0] < a[1]
def codes(entities): return frozenset(e["code"] for e in entities)
def match(gold, predicted):
    return [(g, p) for g in gold for p in predicted if g["trigger"]["start"] == p["trigger"]["start"]]
"""


def test_records_are_judged_by_the_golds_scorer(tmp_path: Path) -> None:
    def gold(trigger: str, kind: str, actor: str, recipients: Sequence[str] = ()) -> dict[str, object]:
        people = [{"code": c} for c in recipients]
        return {"trigger": {"start": TEXT.index(trigger)}, "type": kind, "actors": [{"code": actor}], "recipients": people}

    documents = [
        {"id": "a", "text": TEXT, "records": [gold("condemned", "ACCUSE", "NOR"), gold("hit", "COERCE", "NOR")]},
        {"id": "b", "text": TEXT, "records": [gold("condemned", "ACCUSE", "SWE", ["PER"])]},
    ]
    (tmp_path / "dev.jsonl").write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    coded = [found("a"), found("a", "hit", "ASSAULT"), found("b"), found("b", "hit", "ASSAULT")]
    judged = [(j.type, j.actors, j.recipients, j.record) for j in judge(tmp_path, "dev", coded)]
    assert judged == [(True, True, True, True), (False,) * 4, (True, False, False, False), (False,) * 4]


def test_what_was_coded_is_taken_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    kept = [found("a"), found("b", "hit", "ASSAULT")]
    path.write_bytes(b"\n".join(map(msgspec.json.encode, kept)))
    assert read(tmp_path, "dev", path) == kept
