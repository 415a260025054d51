"""PLV as an evaluation: what is read of it, its folds and its figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evaluation.plv import QUADS, ROOTS, Pair, by_root, figures, folds, macro_f1, read
from lapwing.knowledge import ontology
from training.windows import Window

HEADER = "\tsentence\tmarked_sentence\tgold_root\tgold_penta\n"


def pair(sentence: str, root: str) -> Pair:
    quad = next(q for q, roots in QUADS.items() if root in roots)
    return Pair(sentence, root, quad, Window(words=(sentence,)))


def sure(root: str, p: float = 1.0) -> list[float]:
    return [p if r == root else (1 - p) / (len(ROOTS) - 1) for r in ROOTS]


def test_pairs_are_read_with_marks_and_broken_ones_left_out(tmp_path: Path) -> None:
    path = tmp_path / "plv.tsv"
    path.write_text(
        HEADER
        + "0\tPeru freed a Chilean.\t<s>Peru</s> freed <t>a Chilean</t>.\tYIELD\t2\n"
        + "1\tPeru left.\t<s>Peru</s> left.\tYIELD\t2\n",
        encoding="utf-8",
    )
    (made,) = read(path)
    assert (made.root, made.quad) == ("YIELD", 2)
    assert made.window.words == ("Peru", "freed", "a", "Chilean", ".")
    assert made.window.marks == (2, 0, 3, 3, 0)
    assert made.window.relation == ("CONCEDE", "RETREAT")


def test_every_type_of_the_codebook_is_in_one_root() -> None:
    assert sorted([*(set(ROOTS) - {"YIELD"}), "CONCEDE", "RETREAT"]) == sorted(ontology.TYPES)
    assert len(ROOTS) == len(set(ROOTS)) == 15


def test_folds_share_every_root_and_keep_a_sentence_together() -> None:
    items = [pair(f"{root} {i // 2}", root) for root in ROOTS for i in range(40)]
    found = folds(items)
    assert found == folds(list(items))
    for root in ROOTS:
        counts = np.bincount([f for f, p in zip(found, items, strict=True) if p.root == root], minlength=5)
        assert counts.tolist() == [8] * 5
    by_sentence: dict[str, set[int]] = {}
    for f, p in zip(found, items, strict=True):
        by_sentence.setdefault(p.sentence, set()).add(f)
    assert {len(f) for f in by_sentence.values()} == {1}
    assert found != folds(items, seed=2)


def test_the_parts_of_yield_are_added_and_none_left_out() -> None:
    kinds = ("NONE", *ontology.TYPES)
    p = np.zeros((1, len(kinds)))
    p[0, [kinds.index(k) for k in ("NONE", "CONCEDE", "RETREAT", "AID")]] = [0.2, 0.3, 0.1, 0.4]
    shares = dict(zip(ROOTS, by_root(p, kinds)[0].tolist(), strict=True))
    assert shares["YIELD"] == pytest.approx(0.5)
    assert shares["AID"] == pytest.approx(0.5)
    assert sum(shares.values()) == pytest.approx(1.0)


def test_macro_f1_is_the_mean_over_the_classes_of_the_gold() -> None:
    # a: 2 of 3 found, one found wrongly: F1 2/3; b: its only one missed: 0; c, which the gold has not, counts through the others
    assert macro_f1(["a", "a", "a", "b"], ["a", "a", "c", "a"]) == pytest.approx((2 / 3 + 0) / 2)
    assert macro_f1(["a", "b"], ["a", "b"]) == 1.0


def test_quad_and_binary_come_from_sums_over_roots() -> None:
    split = [0.0] * len(ROOTS)
    split[ROOTS.index("AID")] = 0.4  # the best root is AID, but verbal conflict has more together
    split[ROOTS.index("ACCUSE")] = split[ROOTS.index("REJECT")] = 0.3
    found = figures([pair("x", "ACCUSE"), pair("y", "AID")], np.array([split, sure("AID")]))
    assert found == {"root": pytest.approx(1 / 3), "quad": 1.0, "binary": 1.0, "accuracy": 0.5}
