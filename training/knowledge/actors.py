"""Trains the three log-linear models of `mentions/actors` on the coded training documents and writes `weights.json`.

1. which code a role noun or unknown person has, from the codes named in the report, or none;
2. which earlier mention a pronoun stands for, or none;
3. the sector of a participant.

Each is trained with those before it in place. Full-batch Adam with L2, no randomness: the same data give the same file.

Usage: python -m training.knowledge.actors [--data DIR] [--gold DIR] [--docs FILE]
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch

from lapwing.core.spans import Span
from lapwing.language import load
from lapwing.mentions.actors import cast as module
from lapwing.mentions.actors import ranking
from lapwing.mentions.actors.cast import Cast, Found
from lapwing.mentions.actors.phrases import PRONOUNS, Phrase, take_apart
from lapwing.records.article import Article
from training.data.gold import joined
from training.knowledge import gum_pronouns as gum

HERE = Path(__file__).parent
OUT = ranking.HERE / "weights.json"
RARE = 2
"""Features seen in fewer training decisions are left out."""
REPORT_WEIGHT = 3.0
"""Decisions in whole reports count more than those in lone sentences: run time sees reports."""


def article_of(document: dict[str, Any]) -> Article:
    """A coded document as an article without paragraphs."""
    text = document["text"]
    title = document.get("title")
    published = dt.date.fromisoformat(document["published"]) if document.get("published") else None
    return Article(
        id=document["id"], text=text, title=Span.of(text, 0, len(title)) if title and text.startswith(title) else None, paragraphs=(),
        published=published, published_basis="given" if published else "none", published_reason="", dates=(), sha256="",
    )  # fmt: skip


def participants(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, dt.date | None]]:
    """Every coded participant and speaker with its role and the event's day; a span coded twice alike comes once."""
    seen = set()
    for record in document["records"]:
        when = record.get("when") or {}
        on = dt.date.fromisoformat(when["start"]) if when.get("start") and isinstance(when["start"], str) else None
        source = record.get("source")
        sources = [source] if source and source.get("start") is not None else []
        for role, entries in (("actor", record["actors"]), ("recipient", record["recipients"]), ("source", sources)):
            for entry in entries:
                key = (entry["start"], entry["end"], role, entry["code"], entry.get("sector"))
                if key not in seen:
                    seen.add(key)
                    yield entry, role, on


class Recorder(Cast):
    """A cast that keeps what its models were asked."""

    def __init__(self, *args: Any) -> None:
        self.asked: list[tuple[str, list[str], list[list[str]]]] = []
        super().__init__(*args)

    def _by_context(self, phrase: Phrase, role: str, on: dt.date | None, person: bool, told: Sequence[str] = ()) -> Found:
        codes, rows = self.code_candidates(phrase, role, person, told)
        self.asked.append(("code", codes, rows))
        return super()._by_context(phrase, role, on, person, told)

    def _pronoun(self, phrase: Phrase, stands: str, role: str, on: dt.date | None) -> Found:
        kept, rows = self.pronoun_candidates(phrase, stands, role, on)
        self.asked.append(("pronoun", [r.code if r is not None else "" for r in kept], rows))
        self.asked.append(("pronoun sector", [r.sector if r is not None else "" for r in kept], rows))
        return super()._pronoun(phrase, stands, role, on)

    def _sector(self, phrase: Phrase, found: Found, role: str) -> tuple[str, float]:
        self.asked.append(("sector", [], [self.sector_features(phrase, found, role)]))
        return super()._sector(phrase, found, role)


Decision = tuple[list[list[str]], list[bool], float]


def fit(decisions: list[Decision], l2: float, steps: int = 150) -> dict[str, float]:
    """Weights that give the right candidates of each decision the most probability."""
    seen = Counter(f for rows, _, _ in decisions for f in {f for r in rows for f in r})
    index = {f: k for k, f in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    flat, offsets, group, right, weight = [], [], [], [], []
    for d, (rows, good, w) in enumerate(decisions):
        weight.append(w)
        for row, ok in zip(rows, good, strict=True):
            offsets.append(len(flat))
            flat += [index[f] for f in row if f in index]
            group.append(d)
            right.append(ok)
    x, off = torch.tensor(flat), torch.tensor(offsets)
    g, ok, wt = torch.tensor(group), torch.tensor(right), torch.tensor(weight)
    table = torch.zeros(len(index), 1, requires_grad=True)
    adam = torch.optim.Adam([table], lr=0.1)
    n = len(decisions)
    for _ in range(steps):
        score = torch.nn.functional.embedding_bag(x, table, off, mode="sum").squeeze(1)
        score = score - score.max().detach()
        e = score.exp()
        total = torch.zeros(n).index_add(0, g, e)
        hit = torch.zeros(n).index_add(0, g, e * ok)
        loss = (-(hit / total).clamp_min(1e-9).log() * wt).sum() / wt.sum() + l2 * (table**2).sum() / n
        adam.zero_grad()
        loss.backward()
        adam.step()
    values = table.detach().squeeze(1).numpy()
    return {f: round(float(values[k]), 3) for f, k in index.items() if abs(values[k]) >= 0.02}


def fit_sectors(rows: list[list[str]], labels: list[str], weight: list[float], l2: float, steps: int = 120) -> dict[str, dict[str, float]]:
    """Multinomial logistic regression of the sector."""
    seen = Counter(f for r in rows for f in set(r))
    index = {f: k for k, f in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    names = sorted(set(labels))
    flat, offsets = [], []
    for row in rows:
        offsets.append(len(flat))
        flat += [index[f] for f in dict.fromkeys(row) if f in index]
    x, off = torch.tensor(flat), torch.tensor(offsets)
    y, wt = torch.tensor([names.index(t) for t in labels]), torch.tensor(weight)
    table = torch.zeros(len(index), len(names), requires_grad=True)
    adam = torch.optim.Adam([table], lr=0.1)
    for _ in range(steps):
        score = torch.nn.functional.embedding_bag(x, table, off, mode="sum")
        loss = (torch.nn.functional.cross_entropy(score, y, reduction="none") * wt).sum() / wt.sum() + l2 * (table**2).sum() / len(rows)
        adam.zero_grad()
        loss.backward()
        adam.step()
    values = table.detach().numpy()
    out = {}
    for f, k in index.items():
        kept = {names[c]: round(float(values[k, c]), 2) for c in np.nonzero(np.abs(values[k]) >= 0.08)[0]}
        if kept:
            out[f] = kept
    return out


def main() -> None:
    """Train and write."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold", type=Path, default=None, help="default: DIR/../gold")
    parser.add_argument("--parts", nargs="*", default=["train_wikinews", "train_voa", "seed"])
    options = parser.parse_args()
    gold = options.gold or options.data.parent / "gold"
    annotator = load()
    cases = []
    for part in options.parts:
        for document in joined(gold / f"{part}.jsonl"):
            cases.append((document, article_of(document), annotator.annotate_text(document["text"])))
    train(cases, options.data / "syntax" / "gum" / "en_gum-train.conllu")


def install(weights: ranking.Weights) -> None:
    """Make the library use these weights from now on."""
    module.weights = lambda: weights  # type: ignore[attr-defined]


def collect(cases: list[tuple[dict[str, Any], Article, Any]], stage: str) -> tuple[list[Decision], list[list[str]], list[str], list[float]]:
    """The decisions of a stage on documents with their annotation: candidates for the rankers; rows, labels and weights for sectors."""
    decisions: list[Decision] = []
    rows: list[list[str]] = []
    labels: list[str] = []
    counts: list[float] = []
    for document, article, doc in cases:
        cast = Recorder(doc, article)
        w = REPORT_WEIGHT if article.published else 1.0
        for entry, role, on in participants(document):
            cast.asked.clear()
            cast.resolve(Span.of(article.text, entry["start"], entry["end"]), role, on)
            if stage == "sector":
                if entry.get("sector") is not None and role != "source":
                    for a in [a for a in cast.asked if a[0] == "sector"][-1:]:
                        rows.append(a[2][0])
                        labels.append(entry["sector"])
                        counts.append(w)
                continue
            for _, codes, features in [a for a in cast.asked if a[0] == stage][-1:]:
                good = [c == entry["code"] for c in codes]
                if stage == "pronoun" and entry["code"] and entry.get("sector") and any(good):
                    sectors = [a for a in cast.asked if a[0] == "pronoun sector"][-1][1]
                    both = [ok and s == entry["sector"] for ok, s in zip(good, sectors, strict=True)]
                    good = both if any(both) else good
                if any(good):
                    decisions.append((features, good, w))
    return decisions, rows, labels, counts


def gum_decisions(path: Path) -> list[Decision]:
    """Pronouns of the GUM corpus with the candidates the cast sees and which of them are right."""
    out: list[Decision] = []
    for name, doc, mentions in gum.documents(path):
        text = doc.text
        cast = Recorder(doc, article_of({"id": name, "text": text, "published": "2015-01-01"}))
        by_entity: dict[str, list[gum.Mention]] = {}
        for mention in mentions:
            by_entity.setdefault(mention.entity, []).append(mention)
        for mention in mentions:
            token = doc[mention.start]
            kind = PRONOUNS.get(token.lower_, "")
            if mention.end - mention.start != 1 or token.pos_ != "PRON" or kind not in ("person", "thing", "group"):
                continue
            i, j = cast._words.within(token.idx, token.idx + len(token))
            if i >= j:
                continue
            phrase = take_apart(cast._words, i, j)
            kept, rows = cast.pronoun_candidates(phrase, kind, "actor" if token.dep_.startswith("nsubj") else "recipient", None)
            heads = [doc[m.head].idx for m in by_entity[mention.entity] if m.start < mention.start and doc[m.head].pos_ != "PRON"]
            words = cast._words
            good = [r is not None and any(words.starts[r.i] <= h < words.ends[r.j - 1] for h in heads) for r in kept]
            if any(good):
                out.append((rows[1:], good[1:], GUM_WEIGHT))
    return out


GUM_WEIGHT = 1.0
"""A pronoun of another genre counts as much as one in a lone sentence."""

L2 = {"code": 2.0, "pronoun": 3.0, "sector": 3.0}
"""Penalties, chosen by halves of the training documents."""


def train(cases: list[tuple[dict[str, Any], Article, Any]], gum_file: Path, write: bool = True) -> ranking.Weights:
    """Train on documents with their annotation."""
    weights = ranking.Weights({}, {}, (), {})
    for stage in ("code", "sector", "pronoun", "sector"):
        install(weights)
        decisions, rows, labels, counts = collect(cases, stage)
        if stage == "pronoun":
            decisions += gum_decisions(gum_file)
        if stage == "sector":
            names = tuple(sorted(set(labels)))
            weights = ranking.Weights(weights.code, weights.pronoun, names, fit_sectors(rows, labels, counts, L2["sector"]))
            print(f"sector: {len(rows)} decisions, {len(weights.sector)} features")
        else:
            weights = msgspec.structs.replace(weights, **{stage: fit(decisions, L2[stage])})
            print(f"{stage}: {len(decisions)} decisions, {len(getattr(weights, stage))} features")
    install(weights)
    if write:
        OUT.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1))
    return weights


if __name__ == "__main__":
    main()
