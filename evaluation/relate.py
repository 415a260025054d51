"""Relations between marked pairs on PLV: five-fold cross-validation of the recipe behind `lapwing.relate`.

    python -m evaluation.relate --start runs/language/epoch-2.pt --labels runs/language/labels.json [--json FILE]

The shipped model has learnt from all of PLV's training part and cannot be measured on it. So the recipe is: a checkpoint that has seen
no PLV (`training.language` gives one) learns relations from the pairs of our coded text, once for all folds; then, for each fold, it
learns from the other four for a few epochs and reads the fold. With the defaults about ten minutes on two quiet cores.

Folds hold the same share of each root, and pairs of one sentence are in one fold. Macro-F1 over roots, quad classes, and cooperation against
conflict (see `evaluation.plv`); published best on PLV's test part: 0.824, 0.896, 0.964.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import torch

from evaluation.plv import FOLDS, ROOTS, SEED, Floats, Pair, by_root, figures, folds, read
from lapwing.models.labels import Labels
from lapwing.models.pieces import Pieces
from training import event_windows
from training.batches import Prepared, inputs, prepare
from training.event_windows import UNRELATED, pair_windows
from training.events import coded
from training.language import minilm
from training.network import Network
from training.train import Plan, train


def predict(net: Network, items: Sequence[Prepared]) -> Floats:
    """Probabilities of the head `relation`, (items, kinds)."""
    net.eval()
    rows = []
    with torch.inference_mode():
        for at in range(0, len(items), 16):
            batch = items[at : at + 16]
            x = inputs([p.row for p in batch], [p.window.marks for p in batch])
            rows.append(net(x.ids, x.case, x.mark, x.mask, x.first).relation.float().softmax(-1).numpy())
    return np.concatenate(rows).astype(np.float64)


class CodedPairs:
    """Draws what is learnt before PLV: pairs of our coded text, related and not, and marked triggers. PLV's own sentences are left out."""

    def __init__(self, o: argparse.Namespace, pieces: Pieces, without: Sequence[Pair]) -> None:
        known = {_plain(p.sentence) for p in without}
        items = [s for s in coded(o.data, o.gold) if _plain("".join(s.words)) not in known]
        windows = pair_windows(items)
        self.shares = (o.pairs, o.unrelated, o.mentions)
        self.related = prepare([w for w in windows if w.relation != UNRELATED], pieces)
        self.unrelated = prepare([w for w in windows if w.relation == UNRELATED], pieces)
        mentions = event_windows.mention_windows(items, random.Random(o.seed), 0.5) if o.mentions else []
        self.mentions = prepare(mentions, pieces)

    def draw(self, _: int, rng: random.Random) -> dict[str, list[Prepared]]:
        """So much of each as was asked for."""
        parts = zip(("related", "unrelated", "mentions"), self.shares, strict=True)
        return {name: rng.sample(items, int(len(items) * share)) for name, share in parts if (items := getattr(self, name))}


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def run(o: argparse.Namespace, out: Path) -> dict[str, list[float]]:
    """The figures of each fold, and at the end of all pairs together, each read by the model that had not seen it."""
    labels = msgspec.json.decode(o.labels.read_bytes(), type=Labels)
    pieces = Pieces(minilm() / "tokenizer.json")
    items = read(o.data / "events/plv_train.tsv")
    items = random.Random(o.seed).sample(items, o.few) if o.few else items
    torch.manual_seed(o.seed)
    net = Network(labels)
    net.load_state_dict(torch.load(o.start, weights_only=True))
    began = time.time()
    if o.pair_epochs:
        plan = Plan(epochs=o.pair_epochs, seed=o.seed, threads=o.threads, encoder_rate=o.pair_rate, out=out / "pairs")
        before = CodedPairs(o, pieces, items)
        train(net, labels, before.draw, plan)
    start = {k: v.clone() for k, v in net.state_dict().items()}
    print(f"coded pairs: {time.time() - began:.0f} s", flush=True)
    fold, prepared = folds(items), prepare([i.window for i in items], pieces, longest=510)
    found = np.zeros((len(items), len(ROOTS)))
    scores: dict[str, list[float]] = {}
    for k in range(FOLDS):
        rest = [p for p, f in zip(prepared, fold, strict=True) if f != k]
        own = [n for n, f in enumerate(fold) if f == k]
        net.load_state_dict(start)
        plan = Plan(
            epochs=o.epochs, seed=o.seed, threads=o.threads, encoder_rate=o.rate, head_rate=o.head_rate, pieces=o.batch,
            warm_up=0.1, out=out / "fold",
        )  # fmt: skip
        train(net, labels, lambda _, __, rest=rest: {"relations": rest}, plan)
        found[own] = by_root(predict(net, [prepared[n] for n in own]), labels.kinds)
        _add(scores, figures([items[n] for n in own], found[own]))
        print(f"fold {k}: {_line(scores, -1)}  {time.time() - began:.0f} s", flush=True)
    print("mean:   " + "  ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in scores.items()))
    _add(scores, figures(items, found))
    print(f"pooled: {_line(scores, -1)}  ({len(items)} pairs)")
    return scores


def _add(scores: dict[str, list[float]], more: dict[str, float]) -> None:
    for name, value in more.items():
        scores.setdefault(name, []).append(value)


def _line(scores: dict[str, list[float]], at: int) -> str:
    return "  ".join(f"{name} {v[at]:.3f}" for name, v in scores.items())


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", type=Path, default=Path("../shared/data"))
    a.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    a.add_argument("--start", type=Path, required=True, help="weights that have seen no PLV")
    a.add_argument("--labels", type=Path, required=True)
    a.add_argument("--out", type=Path, help="keep the weights after the coded pairs, and of the last fold")
    a.add_argument("--json", type=Path, help="write the figures here: of each fold, then of all together")
    a.add_argument("--pair-epochs", type=int, default=1, help="over the coded pairs; 0 leaves them out")
    a.add_argument("--pairs", type=float, default=1.0, help="share of the related coded pairs in an epoch")
    a.add_argument("--unrelated", type=float, default=0.05, help="share of the unrelated ones")
    a.add_argument("--mentions", type=float, default=0.0, help="share of the marked triggers")
    a.add_argument("--pair-rate", type=float, default=1.2e-4, help="the encoder's learning rate with coded pairs")
    a.add_argument("--epochs", type=int, default=4, help="over the other four folds")
    a.add_argument("--rate", type=float, default=8e-5, help="the encoder's learning rate with PLV")
    a.add_argument("--head-rate", type=float, default=3e-4)
    a.add_argument("--batch", type=int, default=700, help="word pieces a batch of PLV")
    a.add_argument("--seed", type=int, default=SEED)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--few", type=int, default=0, help="only so many pairs of PLV, to try the recipe")
    o = a.parse_args()
    if o.out:
        scores = run(o, o.out)
    else:
        with tempfile.TemporaryDirectory() as folder:
            scores = run(o, Path(folder))
    if o.json:
        o.json.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
