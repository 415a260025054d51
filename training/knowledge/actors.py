"""Trains the three log-linear models of `mentions/actors` on the coded training documents and writes `weights.json`.

1. which code a role noun or unknown person has, from the codes named in the report, or none;
2. which earlier mention a pronoun stands for, or none;
3. the sector of a participant.

Each is trained with those before it in place: on the coded training files (`dev`, and the first page `seed`, are left alone), on our own
corpus and, for pronouns, on GUM. Full-batch Adam and L-BFGS with L2, no randomness: the same data give the same file.

Usage: python -m training.knowledge.actors [--data DIR] [--gold DIR] [--corpus DIR]
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from scipy import optimize, sparse

from lapwing.core.spans import Span
from lapwing.language import load
from lapwing.mentions.actors import cast as module
from lapwing.mentions.actors import ranking
from lapwing.mentions.actors.cast import Cast
from lapwing.mentions.actors.found import Found
from lapwing.mentions.actors.phrases import PRONOUNS, Phrase, take_apart
from lapwing.records.article import Article
from training.data.gold import corpus, joined
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
        self._fresh = [(r.code, r.name, r.sector, r.resolved) for r in self.report.refs]

    def reset(self) -> None:
        """Forget what other weights resolved."""
        for ref, fresh in zip(self.report.refs, self._fresh, strict=True):
            ref.code, ref.name, ref.sector, ref.resolved = fresh

    def _by_context(self, phrase: Phrase, role: str, on: dt.date | None, person: bool, told: Sequence[str] = ()) -> Found:
        codes, rows = self.report.code_candidates(phrase, role, person, told)
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


Rows = list[list[str]]
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


def fit_sectors(rows: Rows, labels: list[str], weight: list[float], l2: float, steps: int = 60) -> dict[str, dict[str, float]]:
    """Multinomial logistic regression of the sector, by L-BFGS."""
    seen = Counter(f for r in rows for f in set(r))
    index = {f: k for k, f in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    names = sorted(set(labels))
    columns = [index[f] for r in rows for f in dict.fromkeys(r) if f in index]
    ends = np.cumsum([0, *(sum(f in index for f in set(r)) for r in rows)])
    x = sparse.csr_matrix((np.ones(len(columns), np.float32), np.array(columns), ends), (len(rows), len(index)))
    turned = x.T.tocsr()
    place = {name: k for k, name in enumerate(names)}
    y = np.array([place[t] for t in labels])
    wt = (np.array(weight, np.float32) / sum(weight))[:, None]
    at = np.arange(len(rows))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.reshape(len(index), len(names)).astype(np.float32)
        score = x @ table
        score -= score.max(1, keepdims=True)
        p = np.exp(score)
        p /= p.sum(1, keepdims=True)
        value = -(np.log(p[at, y] + 1e-9) * wt[:, 0]).sum() + l2 * (table**2).sum() / len(rows)
        p[at, y] -= 1
        slope = turned @ (p * wt) + 2 * l2 * table / len(rows)
        return float(value), slope.ravel().astype(np.float64)

    found = optimize.minimize(loss, np.zeros(len(index) * len(names)), jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 6})
    values = found.x.reshape(len(index), len(names))
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
    parser.add_argument("--parts", nargs="*", default=["train_wikinews", "train_voa"], help="files of the gold to learn from")
    parser.add_argument("--corpus", type=Path, default=Path("training/corpus"), help="our own coded sentences and reports")
    options = parser.parse_args()
    gold = options.gold or options.data.parent / "gold"
    annotator = load()
    documents = [d for part in options.parts for d in joined(gold / f"{part}.jsonl")]
    documents += [d if d["published"] else d | {"lone": True} for d in corpus(options.corpus, options.data)]
    train([(d, article_of(d), annotator.annotate_text(d["text"])) for d in documents], options.data / "syntax" / "gum" / "en_gum-train.conllu")


def install(weights: ranking.Weights) -> None:
    """Make the library use these weights from now on."""
    module.weights = lambda: weights  # type: ignore[attr-defined]


Case = tuple[dict[str, Any], Article, Any]
Half = Sequence[ranking.Weights]


class Asked(msgspec.Struct):
    """The decisions of one stage, in the order of the cases, and the case of each."""

    decisions: list[Decision] = []
    rows: Rows = []
    labels: list[str] = []
    counts: list[float] = []
    of: list[int] = []


def collect(cases: Sequence[Case], casts: Sequence[Recorder], stage: str, weights: Half) -> Asked:
    """The decisions of a stage; case `k` is read with `weights[k % len(weights)]`, so that no case is read with weights that saw it.

    Lone sentences of our corpus teach sectors only: the codes of "police" and "they" rest on a report that nobody sees there.
    """
    out = Asked()
    for k, ((document, article, _), cast) in enumerate(zip(cases, casts, strict=True)):
        if document.get("lone") and stage != "sector":
            continue
        install(weights[k % len(weights)])
        cast.reset()
        w = REPORT_WEIGHT if article.published else 1.0
        for entry, role, on in participants(document):
            if stage == "sector" and (entry.get("sector") is None or role == "source"):
                continue
            cast.asked.clear()
            cast.resolve(Span.of(article.text, entry["start"], entry["end"]), role, on)
            asked = [a for a in cast.asked if a[0] == stage][-1:]
            if not asked:
                continue
            _, codes, features = asked[0]
            if stage == "sector":
                out.rows.append([sys.intern(f) for f in features[0]])
                out.labels.append(entry["sector"])
                out.counts.append(w)
                out.of.append(k)
                continue
            good = [c == entry["code"] for c in codes]
            if stage == "pronoun" and entry["code"] and entry.get("sector") and any(good):
                sectors = [a for a in cast.asked if a[0] == "pronoun sector"][-1][1]
                both = [ok and s == entry["sector"] for ok, s in zip(good, sectors, strict=True)]
                good = both if any(both) else good
            if any(good):
                out.decisions.append((features, good, w))
                out.of.append(k)
    return out


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
            i, j = cast.report.words.within(token.idx, token.idx + len(token))
            if i >= j:
                continue
            phrase = take_apart(cast.report.words, i, j)
            kept, rows = cast.pronoun_candidates(phrase, kind, "actor" if token.dep_.startswith("nsubj") else "recipient", None)
            heads = [doc[m.head].idx for m in by_entity[mention.entity] if m.start < mention.start and doc[m.head].pos_ != "PRON"]
            words = cast.report.words
            good = [r is not None and any(words.starts[r.i] <= h < words.ends[r.j - 1] for h in heads) for r in kept]
            if any(good):
                out.append((rows[1:], good[1:], GUM_WEIGHT))
    return out


GUM_WEIGHT = 1.0
"""A pronoun of another genre counts as much as one in a lone sentence."""

L2 = {"code": 2.0, "pronoun": 3.0, "sector": 3.0}
"""Penalties, chosen by halves of the training documents."""


def halves(asked: Asked) -> list[list[int]]:
    """Places of the decisions of even and of odd cases."""
    return [[n for n, k in enumerate(asked.of) if k % 2 == half] for half in (0, 1)]


def sectors_of(asked: Asked, places: Sequence[int], weights: ranking.Weights) -> ranking.Weights:
    """Weights with a sector table trained on some of the decisions."""
    labels = [asked.labels[n] for n in places]
    table = fit_sectors([asked.rows[n] for n in places], labels, [asked.counts[n] for n in places], L2["sector"])
    return msgspec.structs.replace(weights, sectors=tuple(sorted(set(labels))), sector=table)


def train(cases: Sequence[Case], gum_file: Path, write: bool = True) -> ranking.Weights:
    """Train on documents with their annotation; what a pronoun's sector rests on is foretold by weights from the other half."""
    casts = [Recorder(doc, article) for _, article, doc in cases]
    weights = ranking.Weights({}, {}, (), {})
    asked = collect(cases, casts, "code", [weights])
    weights = msgspec.structs.replace(weights, code=fit(asked.decisions, L2["code"]))
    print(f"code: {len(asked.decisions)} decisions, {len(weights.code)} features", flush=True)
    asked = collect(cases, casts, "sector", [weights])
    even, odd = halves(asked)
    crossed = [sectors_of(asked, odd, weights), sectors_of(asked, even, weights)]
    right = [ranking.classify(asked.rows[n], crossed[asked.of[n] % 2])[0] == asked.labels[n] for n in range(len(asked.rows))]
    print(f"sector: {sum(right) / len(right):.3f} by the other half; {report_share(asked, right):.3f} in whole reports", flush=True)
    asked = collect(cases, casts, "pronoun", crossed)
    decisions = asked.decisions + gum_decisions(gum_file)
    pronoun = fit(decisions, L2["pronoun"])
    print(f"pronoun: {len(decisions)} decisions, {len(pronoun)} features", flush=True)
    crossed = [msgspec.structs.replace(w, pronoun=pronoun) for w in crossed]
    asked = collect(cases, casts, "sector", crossed)
    weights = sectors_of(asked, range(len(asked.rows)), crossed[0])
    print(f"sector: {len(asked.rows)} decisions, {len(weights.sector)} features", flush=True)
    install(weights)
    if write:
        OUT.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1))
    return weights


def report_share(asked: Asked, right: Sequence[bool]) -> float:
    """The share of right decisions among those in whole reports."""
    reports = [ok for ok, w in zip(right, asked.counts, strict=True) if w == REPORT_WEIGHT]
    return sum(reports) / max(len(reports), 1)


if __name__ == "__main__":
    main()
