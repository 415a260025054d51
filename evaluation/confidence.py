"""How well a record's confidence holds: calibration error of each field, and what `--min-confidence` gives for what it costs.

    python -m evaluation.confidence --gold ../shared/gold [--readings FILE] [--json FILE]

The regressions (`lapwing.models.calibration`) have to be fitted on the development gold, for on the training documents the heads are surer
than elsewhere. So they are measured by cross-fitting: the documents are dealt into ten folds, and each fold's confidences come from
regressions fitted on the other nine. All figures are means over five ways of dealing.

Expected calibration error: records are put into ten bins of equal size by confidence; the mean over all records of the distance between a
bin's mean confidence and its share of right ones. With a few dozen records a bin, chance alone makes it well above 0: "by chance" is what
perfectly calibrated confidences of the same distribution would give, on average and at most in 95 of 100 cases.

Right: the type, when the gold has a trigger of this type there; actors (recipients), among records whose type is right, when the set of
their codes is the gold's; the record, when all three are. Recall is over all records of the gold.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from evaluation.events import documents, page, scorer
from lapwing.events.confidence import confidence, participant_features, record_features, type_features
from lapwing.models.calibration import UNCALIBRATED, Calibration
from lapwing.pipeline.standard import load
from lapwing.records.event import Confidence, EventRecord
from lapwing.records.jsonl import to_json
from lapwing.records.mention import EventMention
from training import logistic

Floats = NDArray[np.float64]

BINS, FOLDS, DEALS = 10, 10, 5
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
BAR = 0.88
"""Precision that records of confidence 0.9 should reach."""

RIDGE = {"type": 5.0, "participants": 3.0, "record": 1.0}
"""Chosen among 1, 3, 5 and 10 by the cross-fitted likelihood; between neighbours it hardly moves."""


class Found(msgspec.Struct, frozen=True):
    """A record with the event that it was made of."""

    document: str
    event: EventMention
    record: EventRecord


@dataclass(frozen=True)
class Judged:
    """A record, and what the gold says of it."""

    found: Found
    type: bool
    actors: bool
    """Given that the type is right; False where it is not. Likewise `recipients`."""
    recipients: bool

    @property
    def record(self) -> bool:
        """Whether all parts are right."""
        return self.type and self.actors and self.recipients


def read(gold: Path, part: str = "dev", readings: Path | None = None) -> list[Found]:
    """All records of a part of the gold, whatever their confidence.

    Args:
        gold: folder of the gold.
        part: which documents.
        readings: a file to keep them in, or to take them from if it is there.
    """
    decoder = msgspec.json.Decoder(Found)
    if readings and readings.exists():
        return [decoder.decode(line) for line in readings.read_bytes().splitlines()]
    coder = load()
    out = [Found(d["id"], *pair) for d in documents(gold, part) for pair in coder.read(page(d, part)).pairs]
    if readings:
        readings.write_bytes(b"".join(msgspec.json.encode(f) + b"\n" for f in out))
    return out


def judge(gold: Path, part: str, found: Sequence[Found]) -> list[Judged]:
    """Each record beside the gold's, by the gold's own scorer."""
    score = scorer(gold)
    out = []
    for d in documents(gold, part):
        own = [f for f in found if f.document == d["id"]]
        records = [json.loads(to_json(f.record)) for f in own]
        matched = {id(p): g for g, p in score.match(d["records"], records)}
        for f, p in zip(own, records, strict=True):
            g = matched.get(id(p))
            typed = g is not None and g["type"] == p["type"]
            same = {k: typed and score.codes(g[k]) == score.codes(p[k]) for k in ("actors", "recipients")}
            out.append(Judged(f, typed, same["actors"], same["recipients"]))
    return out


def fit(items: Sequence[Judged]) -> Calibration:
    """The regressions that these records give."""
    typed = [j for j in items if j.type]
    kinds = logistic.fit([type_features(j.found.event) for j in items], [j.type for j in items], RIDGE["type"])
    sides = [participant_features(j.found.event, "actor", j.found.record.actors) for j in typed]
    sides += [participant_features(j.found.event, "recipient", j.found.record.recipients) for j in typed]
    right = [j.actors for j in typed] + [j.recipients for j in typed]
    participants = logistic.fit(sides, right, RIDGE["participants"])
    whole = Calibration(type=kinds, participants=participants, record=UNCALIBRATED.record)
    parts = [confidence_of(j, whole) for j in items]
    rows = [record_features(c.type, c.actors, c.recipients) for c in parts]
    return msgspec.structs.replace(whole, record=logistic.fit(rows, [j.record for j in items], RIDGE["record"]))


def confidence_of(j: Judged, calibration: Calibration) -> Confidence:
    """A record's confidence by a calibration."""
    return confidence(j.found.event, j.found.record.actors, j.found.record.recipients, calibration)


def cross_fitted(
    items: Sequence[Judged], seed: int, fitted: Callable[[Sequence[Judged]], Calibration] = fit
) -> list[Confidence]:
    """Each record's confidence by what the documents of the other folds taught."""
    order = sorted({j.found.document for j in items})
    random.Random(seed).shuffle(order)
    fold = {document: i % FOLDS for i, document in enumerate(order)}
    by_fold = {k: fitted([j for j in items if fold[j.found.document] != k]) for k in set(fold.values())}
    return [confidence_of(j, by_fold[fold[j.found.document]]) for j in items]


def calibration_error(p: Floats, right: Floats, bins: int = BINS) -> float:
    """Expected calibration error over bins of equal size (sizes differ by one at most; equal confidences stay in order)."""
    order = np.argsort(p, kind="stable")
    return float(sum(abs(p[b].sum() - right[b].sum()) for b in np.array_split(order, bins)) / len(p))


def by_chance(p: Floats, draws: int = 1000, seed: int = 1) -> tuple[float, float]:
    """The error that these confidences would show if they were perfectly calibrated: the mean, and what 95 of 100 stay below."""
    rng = np.random.default_rng(seed)
    errors = [calibration_error(p, (rng.random(len(p)) < p).astype(float)) for _ in range(draws)]
    return float(np.mean(errors)), float(np.quantile(errors, 0.95))


def ranks_right(p: Floats, right: Floats) -> float:
    """How often a right one has the higher confidence of a right and a wrong one (ROC AUC; ties count half)."""
    up, down = p[right > 0, None], p[right == 0][None]
    return float(((up > down) + 0.5 * (up == down)).mean()) if up.size and down.size else float("nan")


def measure(items: Sequence[Judged], total: int, deals: Sequence[Sequence[Confidence]]) -> dict[str, float]:
    """Every figure by name, means over the ways of dealing.

    Args:
        items: the judged records.
        total: records of the gold.
        deals: the confidences of `items`, once for each way of dealing.
    """
    out: dict[str, float] = {}
    for field in ("type", "actors", "recipients", "record"):
        taken = [n for n, j in enumerate(items) if j.type or field in ("type", "record")]
        right = np.array([getattr(items[n], field) for n in taken], float)
        all_p = [np.array([getattr(c[n], field) for n in taken]) for c in deals]
        chance, most = by_chance(all_p[0])
        out |= {
            f"{field}.records": len(taken), f"{field}.right": float(right.mean()),
            f"{field}.ece": float(np.mean([calibration_error(p, right) for p in all_p])),
            f"{field}.by_chance": chance, f"{field}.by_chance_95": most,
            f"{field}.auc": float(np.mean([ranks_right(p, right) for p in all_p])),
        }  # fmt: skip
    right = np.array([j.record for j in items], float)
    for least in THRESHOLDS:
        kept = [np.array([c.record >= least for c in deal]) for deal in deals]
        count, hits = (sum(float(x) for x in v) / len(deals) for v in ([k.sum() for k in kept], [right[k].sum() for k in kept]))
        out[f"kept.{least:g}"] = count
        out[f"precision.{least:g}"] = hits / count if count else float("nan")
        out[f"recall.{least:g}"] = hits / total
    return out


def surest(items: Sequence[Judged], deals: Sequence[Sequence[Confidence]], bar: float = BAR) -> tuple[int, float]:
    """The most records that, taken from the surest down, still reach a precision, and from which confidence they are (means, 0 for none)."""
    counts, leasts = [], []
    for deal in deals:
        order = sorted(range(len(items)), key=lambda n: -deal[n].record)
        hits = np.cumsum([items[n].record for n in order]) / np.arange(1, len(items) + 1)
        best = int(max((k + 1 for k in range(len(order)) if hits[k] >= bar), default=0))
        counts.append(best)
        leasts.append(deal[order[best - 1]].record if best else 1.0)
    return round(float(np.mean(counts))), float(np.mean(leasts))


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    a.add_argument("--readings", type=Path, help="keep what was coded in this file, or take it from there")
    a.add_argument("--json", type=Path, help="write the figures here, too")
    o = a.parse_args()
    items = judge(o.gold, "dev", read(o.gold, "dev", o.readings))
    total = sum(len(d["records"]) for d in documents(o.gold, "dev"))
    raw = measure(items, total, [[confidence_of(j, UNCALIBRATED) for j in items]])
    deals = [cross_fitted(items, seed) for seed in range(DEALS)]
    figures = measure(items, total, deals)
    print(f"{len(items)} records of {total} in the gold; calibration error in {BINS} bins of equal size, cross-fitted by document")
    for field in ("type", "actors", "recipients", "record"):
        f = {k.removeprefix(f"{field}."): v for k, v in figures.items() if k.startswith(f"{field}.")}
        print(
            f"  {field:10s} {f['records']:4.0f} records, right {f['right']:.3f}   ECE {f['ece']:.3f} (scores of the heads "
            f"{raw[f'{field}.ece']:.3f}; by chance {f['by_chance']:.3f}, to {f['by_chance_95']:.3f})   AUC {f['auc']:.3f}"
        )
    print("  --min-confidence  kept  precision  recall of all the gold's records")
    for least in THRESHOLDS:
        print(
            f"  {least:16.1f} {figures[f'kept.{least:g}']:5.0f}  {figures[f'precision.{least:g}']:9.3f}  {figures[f'recall.{least:g}']:.3f}"
        )
    count, least = surest(items, deals)
    if count:
        print(f"  precision {BAR} holds for the {count} surest records, from confidence {least:.2f}")
    else:
        print(f"  no threshold reaches precision {BAR}")
    if o.json:
        o.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
