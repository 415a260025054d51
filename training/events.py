"""Trains the event heads on top of the language model, with language examples mixed in so that nothing is forgotten (`make train-events`).

python -m training.events --data ../shared/data --gold ../shared/gold --start RUN/epoch-2.pt --labels RUN/labels.json --out RUN2
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass, fields
from pathlib import Path

import msgspec
import torch

from lapwing.models.labels import Labels
from lapwing.models.pieces import Pieces
from training import event_windows
from training.batches import Prepared, prepare
from training.data import gold, plv
from training.language import LanguageTasks, minilm
from training.network import Network
from training.train import Plan, train

CORPUS = Path(__file__).parent / "corpus"


def coded(data: Path, gold_folder: Path, corpus: bool = True) -> list[event_windows.CodedSentence]:
    """All coded training text: the gold training files and our own corpus, in document order."""
    texts = gold.voa_gold(gold_folder / "train_voa.jsonl")
    wiki = gold.documents(gold_folder / "train_wikinews.jsonl")
    own: list[gold.Coded] = []
    if corpus:
        texts += gold.standoff(CORPUS, data)
        own = list(gold.written(CORPUS))
    texts.sort(key=lambda c: (c.group, c.order))
    return event_windows.sentences([*texts, *wiki, *own])


@dataclass(frozen=True)
class Mix:
    """How much of each set an epoch draws: 1 for all of it."""

    voa: float = 1.0
    wikinews: float = 2.0
    own: float = 1.0
    relations: float = 0.4
    """Of the pairs that stand in a relation; of the others, three times as many, a quarter as much."""
    syntax: float = 0.25
    entities: float = 0.15
    attributions: float = 0.1
    negatives: float = 0.7
    """Wrong triggers for each right one."""


class EventTasks:
    """Draws the examples of an epoch."""

    def __init__(
        self,
        data: Path,
        gold_folder: Path,
        pieces: Pieces,
        mix: Mix,
        corpus: bool = True,
    ) -> None:
        self.mix, self.pieces = mix, pieces
        items = coded(data, gold_folder, corpus)
        self.items: dict[str, list[event_windows.CodedSentence]] = {"voa": [], "wikinews": [], "own": []}
        for item in items:
            self.items["voa" if item.doc == "voa" else "own" if item.doc.startswith("own") else "wikinews"].append(item)
        self.language = LanguageTasks(data, pieces) if mix.syntax or mix.entities else None
        pairs = event_windows.pair_windows(items)
        self.related = prepare([*plv.read(data / "events/plv_train.tsv"), *(w for w in pairs if w.relation != event_windows.UNRELATED)], pieces)
        self.unrelated = prepare([w for w in pairs if w.relation == event_windows.UNRELATED], pieces)

    def draw(self, _: int, rng: random.Random) -> dict[str, list[Prepared]]:
        """Fresh windows and fresh wrong triggers each epoch."""
        mix = self.mix
        tasks: dict[str, list[Prepared]] = {"triggers": [], "mentions": []}
        for source, items in self.items.items():
            triggers = event_windows.trigger_windows(items, self.pieces, rng)
            mentions = event_windows.mention_windows(items, rng, mix.negatives)
            for name, windows in (("triggers", triggers), ("mentions", mentions)):
                tasks[name] += _share(prepare(windows, self.pieces), getattr(mix, source), rng)
        tasks["relations"] = _share(self.related, mix.relations, rng) + _share(self.unrelated, mix.relations / 4, rng)
        if self.language:
            tasks |= self.language.draw(rng, mix.syntax, mix.entities, mix.attributions)
        return tasks


def _share(items: list[Prepared], share: float, rng: random.Random) -> list[Prepared]:
    """So much of a list; above 1, the whole list and a share of it again."""
    return items * int(share) + rng.sample(items, int(len(items) * (share % 1)))


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", type=Path, default=Path("../shared/data"))
    a.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    a.add_argument("--start", type=Path, required=True, help="weights of the language model")
    a.add_argument("--labels", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--epochs", type=int, default=4)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--encoder-rate", type=float, default=1.2e-4)
    a.add_argument("--head-rate", type=float, default=5e-4)
    a.add_argument("--no-corpus", action="store_true", help="leave our own corpus out (to measure what it gives)")
    for part in fields(Mix):
        a.add_argument(f"--{part.name}", type=float, default=part.default, help="how much of it an epoch draws")
    o = a.parse_args()
    torch.manual_seed(o.seed)
    labels = msgspec.json.decode(o.labels.read_bytes(), type=Labels)
    pieces = Pieces(minilm() / "tokenizer.json")
    mix = Mix(**{part.name: getattr(o, part.name) for part in fields(Mix)})
    tasks = EventTasks(o.data, o.gold, pieces, mix, not o.no_corpus)
    net = Network(labels)
    net.load_state_dict(torch.load(o.start, weights_only=True))
    o.out.mkdir(parents=True, exist_ok=True)
    (o.out / "labels.json").write_bytes(msgspec.json.encode(labels))
    plan = Plan(
        epochs=o.epochs, seed=o.seed, out=o.out, threads=o.threads, encoder_rate=o.encoder_rate, head_rate=o.head_rate,
    )  # fmt: skip
    train(net, labels, tasks.draw, plan)


if __name__ == "__main__":
    main()
