"""Trains the entity head anew on the vectors of a finished network, and puts it into the checkpoint (`make train-entities`).

    python -m training.entities RUN/epoch-3.pt --model FOLDER --labels RUN/labels.json --data ../shared/data --out RUN/entities.pt

Trained together with everything else, the head marks too much: in the last epochs it only learns its sentences by heart. Here it sees the
vectors as they are at run time (int8, no dropout), of UNER's sentences, of GUM's (whose mentions the network never learnt from) and of a share of
the newswire. The sentences of EWT's development part are worth most, for the network has not learnt them by heart: a head that has seen half of
their documents chooses, on the other half, the bias towards O of the final ones, which see all of them. (So no figure of that part means anything.)
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import torch
from torch import Tensor, nn

from evaluation.language import f1, spans
from lapwing.language.tagging import Tagger
from lapwing.models.labels import Labels
from lapwing.models.load import Model
from training.data import conllu, worldwide
from training.knowledge import gum_pronouns as gum
from training.network import BESIDE, ENTITY_HEADS, ENTITY_HIDDEN, WIDTH, Network, beside, deep
from training.windows import Entities, from_gum, from_uner

BIASES = (0.0, 0.5, 1.0, 1.5)
REPEATED = 2
"""Times that a sentence of the development part counts. Set by hand."""
RATE, DECAY, WORD_BATCH = 1e-3, 0.02, 64


def uner(data: Path, part: str) -> list[conllu.Sentence]:
    """EWT's sentences with entities."""
    path = data / f"syntax/ewt/en_ewt-ud-{part}.conllu"
    return [s for s in conllu.read(path, data / f"entities/uner_ewt/en_ewt-ud-{part}.iob2") if s.entities]


def gum_sentences(data: Path) -> Iterator[tuple[Sequence[str], Entities]]:
    """GUM's training sentences."""
    for _, doc, mentions in gum.documents(data / "syntax/gum/en_gum-train.conllu", ()):
        for sent in doc.sents:
            inside = [
                (m.start - sent.start, m.end - sent.start, m.kind)
                for m in mentions
                if sent.start <= m.start and m.end <= sent.end
            ]
            words = [t.text for t in sent]
            yield words, from_gum(words, [t.pos_ for t in sent], inside)


class Vectors:
    """Word vectors of sentences, as the packaged graph gives them."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def of(self, words: Sequence[str]) -> Tensor:
        """(words, width)."""
        found = self.model.read(("vectors",), self.model.pieces.row(list(words)))["vectors"]
        return torch.from_numpy(found.astype(np.float16))


def examples(data: Path, vectors: Vectors, labels: Labels, newswire: int, rng: random.Random) -> list[tuple[Tensor, Tensor]]:
    """(vectors, allowed tags) of each sentence."""
    sentences: list[tuple[Sequence[str], Entities]] = [
        (s.words, from_uner(s.words, s.entities)) for s in uner(data, "train") if s.entities
    ]
    sentences += gum_sentences(data)
    articles = worldwide.read(data / "entities/worldwide")
    news = [x for a in articles[: len(articles) * 19 // 20] for x in a]
    sentences += [(w, tuple((t,) for t in tags)) for w, tags in rng.sample(news, newswire)]
    out = []
    for words, tags in sentences:
        out.append((vectors.of(words), allowed(tags, labels)))
    return out


def allowed(tags: Entities, labels: Labels) -> Tensor:
    """Which labels each word may have, (words, labels)."""
    out = torch.zeros((len(tags), len(labels.entities)), dtype=torch.bool)
    for i, some in enumerate(tags):
        for t in some:
            out[i, labels.entities.index(t)] = True
    return out


def half(doc: str) -> bool:
    """Whether a document is of the half that is learnt from while the bias is chosen."""
    return hashlib.sha256(doc.encode("utf-8")).digest()[0] % 2 == 0


def best_bias(head: nn.Module, sentences: Sequence[conllu.Sentence], vectors: Vectors, tagger: Tagger) -> float:
    """The bias towards O that is best on some sentences."""
    scored = [(head(beside(vectors.of(s.words).float())).detach().numpy(), s.entities or ()) for s in sentences]
    best = (0.0, 0.0)
    for bias in BIASES:
        hit = gold = found = 0
        for scores, tags in scored:
            moved = scores.copy()
            moved[:, 0] += bias
            ours, theirs = spans(tagger.read(moved), True), spans(tags, True)
            hit, gold, found = hit + len(ours & theirs), gold + len(theirs), found + len(ours)
        best = max(best, (f1(hit, gold, found), bias))
        print(f"bias towards O {bias}: F1 on the held half {f1(hit, gold, found):.4f}", flush=True)
    return best[1]


def fit(head: nn.Module, items: list[tuple[Tensor, Tensor]], epochs: int, rng: random.Random) -> None:
    """Trains the head alone: partial-label likelihood, AdamW, the rate falling in a line."""
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * (len(items) // WORD_BATCH)
    done = 0
    head.train()
    for epoch in range(epochs):
        rng.shuffle(items)
        total = 0.0
        for at in range(0, len(items) - WORD_BATCH + 1, WORD_BATCH):
            batch = items[at : at + WORD_BATCH]
            scores = head(torch.cat([beside(v.float()) for v, _ in batch]))
            free = torch.cat([a for _, a in batch])
            right = torch.logsumexp(scores.masked_fill(~free, -1e4), -1)
            loss = (torch.logsumexp(scores, -1) - right).mean()
            optimizer.param_groups[0]["lr"] = RATE * max(0.02, 1 - done / steps)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            done += 1
            total += loss.item()
        print(f"epoch {epoch}: loss {total / (len(items) // WORD_BATCH):.4f}", flush=True)
    head.eval()


def join(heads: Sequence[nn.Sequential], into: nn.Sequential) -> None:
    """Writes the mean of two-layer heads into one, their hidden units side by side."""
    with torch.no_grad():
        into[0].weight.copy_(torch.cat([h[0].weight for h in heads]))
        into[0].bias.copy_(torch.cat([h[0].bias for h in heads]))
        into[3].weight.copy_(torch.cat([h[3].weight for h in heads], 1) / len(heads))
        into[3].bias.copy_(torch.stack([h[3].bias for h in heads]).mean(0))


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("weights", type=Path)
    a.add_argument("--model", type=Path, required=True, help="folder of the exported model that the vectors come from")
    a.add_argument("--labels", type=Path, required=True)
    a.add_argument("--data", type=Path, default=Path("../shared/data"))
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--epochs", type=int, default=6)
    a.add_argument("--dropout", type=float, default=0.4)
    a.add_argument("--newswire", type=int, default=2500, help="sentences of the newswire")
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    labels = msgspec.json.decode(o.labels.read_bytes(), type=Labels)
    vectors = Vectors(Model("vectors", o.model))
    net = Network(labels)
    kept = {k: v for k, v in torch.load(o.weights, weights_only=True).items() if not k.startswith("entities.")}
    net.load_state_dict(kept, strict=False)
    items = examples(o.data, vectors, labels, o.newswire, rng)
    dev = uner(o.data, "dev")
    seen, held = [s for s in dev if half(s.doc)], [s for s in dev if not half(s.doc)]

    def trained(more: Sequence[conllu.Sentence]) -> nn.Sequential:
        head = deep(WIDTH * (1 + 2 * BESIDE), len(labels.entities), o.dropout, ENTITY_HIDDEN)
        added = [(vectors.of(s.words), from_uner(s.words, s.entities or ())) for s in more] * REPEATED
        both = items + [(v, allowed(tags, labels)) for v, tags in added]
        fit(nn.Sequential(nn.Dropout(o.dropout), head), both, o.epochs, rng)
        return head.eval()

    bias = best_bias(trained(seen), held, vectors, Tagger(labels.entities))
    join([trained(dev) for _ in range(ENTITY_HEADS)], net.entities)
    with torch.no_grad():
        net.entities[3].bias[0] += bias
    torch.save(net.state_dict(), o.out)


if __name__ == "__main__":
    main()
