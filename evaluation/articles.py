"""How well pages become articles: publication dates, foreign paragraphs, speed.

    python evaluation/articles.py --data DIR

Dates: the Wikinews reports whose text has a date line are read as plain text with no date given; the choice is compared
with the true date. Then each is given a page header with a later day above its headline, as mirrored pages have.
Foreign paragraphs: see `spliced`. Deterministic.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lapwing.articles import extract
from lapwing.records.page import Page


def reports(data: Path) -> list[dict[str, Any]]:
    """The Wikinews reports, as {id, title, text, published}."""
    path = data / "text" / "wikinews_2019_2020.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def page(text: str) -> Page:
    """A plain text as a page."""
    return Page(id="x", content=text.encode(), media="text/plain", origin="evaluation")


def dates(rows: list[dict[str, Any]]) -> None:
    """Prints how often the publication date is right, plain and under a page header."""
    dated = [row for row in rows if row["text"].split("\n")[0].endswith(row["published"][:4])]
    for name, header in (("date line below the headline", False), ("the same under a page header", True)):
        right = 0
        for number, row in enumerate(dated):
            day = dt.date.fromisoformat(row["published"])
            later = day + dt.timedelta(days=20 + 7 * (number % 40))
            text = f"{row['title']}\n{row['text']}"
            if header:
                text = f"{later:%A, %d %B, %Y}\n\n{text}"
            right += extract(page(text)).published == day
        print(f"published, {name}: {right}/{len(dated)}")


def spliced(rows: list[dict[str, Any]], seed: int) -> Iterator[tuple[str, list[bool]]]:
    """Reports with one to three consecutive paragraphs of another report put in at a random place.

    Yields the text (one paragraph a line) and for each line whether it is foreign. In half of them the headline of the
    other report comes with its paragraphs.
    """
    order = random.Random(seed)
    for row in rows:
        own = [row["title"], *filter(str.strip, row["text"].split("\n"))]
        other = order.choice([r for r in rows if r is not row])
        paragraphs = [p for p in other["text"].split("\n") if len(p) > 80]
        if len(own) < 6 or len(paragraphs) < 2:
            continue
        count = order.randint(1, min(3, len(paragraphs)))
        start = order.randint(0, len(paragraphs) - count)
        insert = paragraphs[start : start + count]
        if order.random() < 0.5:
            insert = [other["title"], *insert]
        at = order.randint(3, len(own))
        lines = [*own[:at], *insert, *own[at:]]
        yield "\n".join(lines), [at <= i < at + len(insert) for i in range(len(lines))]


def foreign(rows: list[dict[str, Any]], seeds: int) -> None:
    """Prints precision and recall of foreign paragraphs on spliced reports, and false flags on untouched ones."""
    hit = miss = false = 0
    for seed in range(seeds):
        for text, truth in spliced(rows, seed):
            article = extract(page(text))
            flagged = [p.foreign for p in article.paragraphs]
            assert len(flagged) == len(truth)
            hit += sum(f and t for f, t in zip(flagged, truth, strict=True))
            miss += sum(t and not f for f, t in zip(flagged, truth, strict=True))
            false += sum(f and not t for f, t in zip(flagged, truth, strict=True))
    precision, recall = hit / max(1, hit + false), hit / max(1, hit + miss)
    print(f"foreign paragraphs, spliced: precision {precision:.3f}, recall {recall:.3f} ({hit + miss} paragraphs)")
    clean = [extract(page(f"{row['title']}\n{row['text']}")) for row in rows]
    flags = sum(p.foreign for article in clean for p in article.paragraphs)
    number = sum(len(article.paragraphs) for article in clean)
    touched = sum(any(p.foreign for p in article.paragraphs) for article in clean)
    print(
        f"foreign paragraphs, untouched: {flags} false flags in {number} paragraphs, {touched} of {len(clean)} reports"
    )


def speed(rows: list[dict[str, Any]]) -> None:
    """Prints the time of `extract` on plain text."""
    pages = [page(f"{row['title']}\n{row['text']}") for row in rows]
    start = time.perf_counter()
    words = sum(len(extract(p).text.split()) for p in pages)
    seconds = time.perf_counter() - start
    print(f"plain text: {1e6 * seconds / words:.1f} µs a word ({words:,} words)")


def main() -> None:
    """Runs all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    rows = reports(arguments.data)
    dates(rows)
    foreign(rows, arguments.seeds)
    speed(rows)


if __name__ == "__main__":
    main()
