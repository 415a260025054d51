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
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from lapwing.articles import extract
from lapwing.articles.lines import classify, split_lines
from lapwing.articles.splices import Report
from lapwing.knowledge.words import keys, rarity
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


def spliced(rows: list[dict[str, Any]], seed: int, *, similar: bool) -> Iterator[tuple[str, list[bool]]]:
    """Reports with one to three consecutive paragraphs of another report put in at a random place.

    Yields the text (one paragraph a line) and for each line whether it is foreign. In half of them the headline of the
    other report comes with its paragraphs. With `similar` the other report is the most similar of twenty, unless it is
    about the same story.
    """
    order = random.Random(seed)
    for row in rows:
        own = [row["title"], *filter(str.strip, row["text"].split("\n"))]
        pool = order.sample([r for r in rows if r is not row], min(20 if similar else 1, len(rows) - 1))
        other = max(pool, key=lambda r: likeness(row, r))
        paragraphs = [p for p in other["text"].split("\n") if len(p) > 80]
        if len(own) < 6 or len(paragraphs) < 2 or likeness(row, other) > SAME_STORY:
            continue
        count = order.randint(1, min(3, len(paragraphs)))
        start = order.randint(0, len(paragraphs) - count)
        insert = paragraphs[start : start + count]
        if order.random() < 0.5:
            insert = [other["title"], *insert]
        at = order.randint(3, len(own))
        yield (
            "\n".join([*own[:at], *insert, *own[at:]]),
            [at <= i < at + len(insert) for i in range(len(own) + len(insert))],
        )


SAME_STORY = 0.3
"""Likeness from which two reports may be about one story."""


def likeness(a: dict[str, Any], b: dict[str, Any]) -> float:
    """Rarity of the words two reports share, over the geometric mean of that of all their words."""
    x, y = ({name for name, _ in keys(row["text"])} for row in (a, b))
    whole = math.fsum(map(rarity, x)) * math.fsum(map(rarity, y))
    return math.fsum(map(rarity, x & y)) / math.sqrt(whole)


def foreign(rows: list[dict[str, Any]], seeds: int) -> None:
    """Prints precision and recall of foreign paragraphs on spliced reports, and false flags on untouched ones."""
    for name, similar in (("any report", False), ("similar reports", True)):
        hit = miss = false = 0
        for seed in range(100, 100 + seeds):
            for text, truth in spliced(rows, seed, similar=similar):
                flagged = [p.foreign for p in extract(page(text)).paragraphs]
                assert len(flagged) == len(truth)
                hit += sum(f and t for f, t in zip(flagged, truth, strict=True))
                miss += sum(t and not f for f, t in zip(flagged, truth, strict=True))
                false += sum(f and not t for f, t in zip(flagged, truth, strict=True))
        precision, recall = hit / max(1, hit + false), hit / max(1, hit + miss)
        print(f"foreign paragraphs, from {name}: precision {precision:.3f}, recall {recall:.3f} ({hit + miss} foreign)")
    clean = [extract(page(f"{row['title']}\n{row['text']}")) for row in rows]
    flags = sum(p.foreign for article in clean for p in article.paragraphs)
    number = sum(len(article.paragraphs) for article in clean)
    touched = sum(any(p.foreign for p in article.paragraphs) for article in clean)
    print(
        f"foreign paragraphs, untouched: {flags} false flags in {number} paragraphs, {touched} of {len(clean)} reports"
    )


def fit(rows: list[dict[str, Any]], seeds: int) -> None:
    """Fits and prints the weights of `lapwing.articles.splices`. Runs that are part of a foreign one teach nothing."""
    values: list[list[float]] = []
    truths: list[bool] = []
    names: list[str] = []
    texts = [(text, truth) for seed in range(seeds) for text, truth in spliced(rows, seed, similar=bool(seed % 2))]
    for row in rows:
        text = f"{row['title']}\n{row['text']}"
        texts.append((text, [False] * len(split_lines(text))))
    for text, truth in texts:
        lines = classify(split_lines(text))
        body = [i for i, line in enumerate(lines) if line.kind == "body"]
        report = Report([lines[i].text for i in body], " ".join(x.text for x in lines if x.kind == "headline"))
        own = [truth[i] for i in body]
        for run in report.runs():
            whole = all(own[run.start : run.end])
            exact = whole and not any(own[max(0, run.start - 1) : run.start] + own[run.end : run.end + 1])
            if whole == exact:
                signs = report.signs(run.start, run.end)
                names = list(signs)
                values.append(list(signs.values()))
                truths.append(exact)
    x, y = np.array(values), np.array(truths, float)
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        w += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + np.eye(len(w)), x.T @ (y - p) - w)
    print("WEIGHTS = {")
    for name, weight in zip(names, w, strict=True):
        print(f'    "{name}": {weight:.2f},')
    print("}")


def speed(rows: list[dict[str, Any]]) -> None:
    """Prints the time of `extract` on plain text."""
    pages = [page(f"{row['title']}\n{row['text']}") for row in rows]
    start = time.process_time()
    words = sum(len(extract(p).text.split()) for p in pages)
    seconds = time.process_time() - start
    print(f"plain text: {1e6 * seconds / words:.1f} µs a word ({words:,} words)")


def main() -> None:
    """Runs all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--fit", action="store_true", help="fit and print the weights of splices.py")
    arguments = parser.parse_args()
    rows = reports(arguments.data)
    held = {
        json.loads(line)["id"] for line in (arguments.data.parent / "gold/dev.jsonl").read_text("utf-8").splitlines()
    }
    if arguments.fit:
        fit([row for row in rows if row["id"] not in held], 4)
        return
    dates(rows)
    print("reports the weights were fitted on, other splices:")
    foreign([row for row in rows if row["id"] not in held], 1)
    print("reports held out:")
    foreign([row for row in rows if row["id"] in held], arguments.seeds)
    speed(rows)


if __name__ == "__main__":
    main()
