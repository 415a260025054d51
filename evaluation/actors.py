"""Who: codes and sectors of the participants in coded documents, given their spans.

Prints for each part the share of actors and recipients whose code, and whose sector, is the coders'; the same by what resolved
them, and the commonest confusions. Speakers (sources) carry no sector in the coded documents: their codes are counted apart.
Neighbouring lone sentences are read together, as their coder saw them. The coders were language models: this is not human gold.

Usage: python -m evaluation.actors [--data DIR] [--gold DIR] [--parts dev train_wikinews seed train_voa] [--plain]
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.language import load
from lapwing.mentions.actors import Cast
from lapwing.records.article import Article
from training.data.gold import joined


def article_of(document: dict[str, Any]) -> Article:
    """A coded document as an article."""
    text, title = document["text"], document.get("title")
    published = dt.date.fromisoformat(document["published"]) if document.get("published") else None
    return Article(
        id=document["id"], text=text, title=Span.of(text, 0, len(title)) if title and text.startswith(title) else None, paragraphs=(),
        published=published, published_basis="given" if published else "none", published_reason="", dates=(), sha256="",
    )  # fmt: skip


class Count:
    """Hits by what resolved them."""

    def __init__(self) -> None:
        self.why: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.codes: Counter[tuple[str, str]] = Counter()
        self.sectors: Counter[tuple[str, str]] = Counter()
        self.sources = [0, 0]

    def add(self, why: str, gold: tuple[str, str], found: tuple[str, str]) -> None:
        """Count one participant."""
        cell = self.why[why]
        cell[0] += 1
        cell[1] += gold[0] == found[0]
        cell[2] += gold[1] == found[1]
        if gold[0] != found[0]:
            self.codes[gold[0], found[0]] += 1
        if gold[1] != found[1]:
            self.sectors[gold[1], found[1]] += 1

    def print(self, part: str, seconds: float, spans: int) -> None:
        """The table of a part."""
        n, c, s = (sum(v[k] for v in self.why.values()) for k in range(3))
        print(f"{part}: {n} participants, code {c / n:.3f}, sector {s / n:.3f}", end="; ")
        print(f"{self.sources[0]} sources, code {self.sources[1] / max(self.sources[0], 1):.3f}; {seconds / spans * 1e6:.0f} µs a span")
        for why, (n, c, s) in sorted(self.why.items(), key=lambda kv: -kv[1][0]):
            print(f"    {why:12s} {n:5d}  code {c / n:.3f}  sector {s / n:.3f}")
        for name, table in (("codes", self.codes), ("sectors", self.sectors)):
            worst = ", ".join(f"{g or 'none'}→{f or 'none'} {k}" for (g, f), k in table.most_common(8))
            print(f"    {name} (coders→here): {worst}")


def evaluate(part: str, path: Path, annotate: Any) -> None:
    """Resolve every participant of a part and print its table."""
    count, seconds, spans = Count(), 0.0, 0
    for document in joined(path):
        article = article_of(document)
        doc: Doc = annotate(article.text)
        cast = Cast(doc, article)
        for record in document["records"]:
            when = record.get("when") or {}
            on = dt.date.fromisoformat(when["start"]) if isinstance(when.get("start"), str) else None
            source = record.get("source")
            sources = [source] if source and source.get("start") is not None else []
            for role, entries in (("actor", record["actors"]), ("recipient", record["recipients"]), ("source", sources)):
                for entry in entries:
                    span = Span.of(article.text, entry["start"], entry["end"])
                    began = time.perf_counter()
                    found = cast.resolve(span, role, on)
                    seconds += time.perf_counter() - began
                    spans += 1
                    if role == "source":
                        count.sources[0] += 1
                        count.sources[1] += found.code == entry["code"]
                    else:
                        count.add(found.why, (entry["code"], entry.get("sector") or ""), (found.code, found.sector))
    count.print(part, seconds, spans)


def main() -> None:
    """Evaluate the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold", type=Path, default=None, help="default: DIR/../gold")
    parser.add_argument("--parts", nargs="*", default=["dev", "train_wikinews", "seed", "train_voa"])
    parser.add_argument("--plain", action="store_true", help="without annotation: words only")
    options = parser.parse_args()
    annotate = spacy.blank("en") if options.plain else load().annotate_text
    for part in options.parts:
        evaluate(part, (options.gold or options.data.parent / "gold") / f"{part}.jsonl", annotate)


if __name__ == "__main__":
    main()
