"""PLV as an evaluation of relations: its pairs, their folds, and the figures by which it is published.

YIELD stands for CONCEDE and RETREAT together, whose probabilities are added; there is no class "none", which is left out of the
distribution. Macro-F1 over roots, over the four quad classes, and over cooperation and conflict, whose probabilities are the sums of
their roots'.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.data import plv
from training.windows import Window

Floats = NDArray[np.float64]

FOLDS, SEED = 5, 1
MEANS = {"YIELD": ("CONCEDE", "RETREAT")}
"""Types that a root of PLV stands for, where it is not a type itself."""

QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("COOPERATE", "AID", "YIELD"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""PLV's quad classes (its column `gold_penta`): verbal and material cooperation, verbal and material conflict."""

ROOTS = tuple(root for roots in QUADS.values() for root in roots)


@dataclass(frozen=True)
class Pair:
    """A marked pair of PLV."""

    sentence: str
    root: str
    quad: int
    window: Window


def read(path: Path) -> list[Pair]:
    """The pairs of a file, without the few whose marks are broken."""
    with path.open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f, delimiter="\t"))
    out = []
    for row in rows:
        window = plv.pair(row["marked_sentence"], row["gold_root"])
        if window:
            out.append(Pair(row["sentence"], row["gold_root"], int(row["gold_penta"]), window))
    return out


def folds(items: Sequence[Pair], count: int = FOLDS, seed: int = SEED) -> list[int]:
    """The fold of each pair: sentences dealt out root by root, in random order."""
    rng = random.Random(seed)
    root = {p.sentence: p.root for p in reversed(items)}
    order = sorted(root, key=lambda s: (root[s], rng.random()))
    number = {sentence: i % count for i, sentence in enumerate(order)}
    return [number[p.sentence] for p in items]


def by_root(p: Floats, kinds: Sequence[str]) -> Floats:
    """Probabilities over `ROOTS` from those over the model's kinds; "none" is left out."""
    index = {k: i for i, k in enumerate(kinds)}
    out = np.stack([p[:, [index[t] for t in MEANS.get(root, (root,))]].sum(1) for root in ROOTS], 1)
    shares: Floats = out / out.sum(1, keepdims=True)
    return shares


def macro_f1(gold: Sequence[object], found: Sequence[object]) -> float:
    """Mean F1 of the classes that occur in the gold."""
    scores = []
    for c in sorted(set(gold), key=str):
        both = sum(g == c and f == c for g, f in zip(gold, found, strict=True))
        scores.append(2 * both / (sum(g == c for g in gold) + sum(f == c for f in found)))
    return sum(scores) / len(scores)


def figures(items: Sequence[Pair], p: Floats) -> dict[str, float]:
    """Macro-F1 of roots, quad classes and cooperation against conflict; the share of right roots.

    Args:
        items: the gold.
        p: probabilities over `ROOTS`.
    """
    columns = {q: [ROOTS.index(r) for r in roots] for q, roots in QUADS.items()}
    quads = np.stack([p[:, c].sum(1) for c in columns.values()], 1)
    roots = [ROOTS[i] for i in p.argmax(1)]
    found = [list(columns)[i] for i in quads.argmax(1)]
    conflict = (quads[:, 2:].sum(1) > 0.5).tolist()
    return {
        "root": macro_f1([i.root for i in items], roots),
        "quad": macro_f1([i.quad for i in items], found),
        "binary": macro_f1([i.quad > 2 for i in items], conflict),
        "accuracy": sum(i.root == r for i, r in zip(items, roots, strict=True)) / len(items),
    }
