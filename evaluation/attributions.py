"""How often the source of an event is right, given the event: gold triggers, types, statuses and actors, our own parse.

    python evaluation/attributions.py --data DIR [--gold DIR] [--fit]

Prints, over each file of coded documents, the share of events whose source is right (none where there is none, else
overlapping words), precision and recall of the sources given, and how often `anonymous` and `stance` are right where
the source is. No head proposes anything here: this is the syntax alone. With `--fit` the weights of
`lapwing.mentions.attributions.weigh` are fitted on the training files and printed with their five-fold accuracy.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from lapwing.articles import extract
from lapwing.core.errors import InputError
from lapwing.core.spans import Span
from lapwing.language import Annotator, load
from lapwing.mentions.attributions import attribute
from lapwing.mentions.attributions.find import Range, find
from lapwing.mentions.attributions.weigh import WEIGHTS, features
from lapwing.records.article import Article
from lapwing.records.mention import EventMention, RoleSpan
from lapwing.records.page import Page

TRAINING = ("train_voa", "train_wikinews")


def documents(path: Path, annotator: Annotator) -> Iterator[tuple[dict[str, Any], Article, Doc]]:
    """Coded documents with their article and parse."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        try:
            article = extract(Page(id=row["id"], content=row["text"].encode(), media="text/plain", origin=row["id"]))
        except InputError:
            continue
        yield row, article, annotator.annotate(article)


def tokens(doc: Doc, start: int, end: int) -> Range:
    """The token range of some characters."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.start, span.end


def mention(doc: Doc, record: dict[str, Any]) -> EventMention:
    """A coded record as the mention the event heads would have made of it, without its source."""
    trigger = record["trigger"]
    sentence = doc[tokens(doc, trigger["start"], trigger["end"])[0]].sent

    def span(start: int, end: int) -> Span:
        return Span.of(doc.text, start, end)

    return EventMention(
        sentence=span(sentence.start_char, sentence.end_char),
        trigger=span(trigger["start"], trigger["end"]),
        type=record["type"],
        mode=record["mode"],
        status=record["status"],
        roles=tuple(
            RoleSpan(role="actor", span=span(a["start"], a["end"]), score=1.0, by="gold")
            for a in record["actors"]
            if a.get("start") is not None
        ),
        detect_score=1.0,
        type_score=1.0,
        mode_score=1.0,
        status_score=1.0,
    )


def measure(path: Path, annotator: Annotator) -> None:
    """Prints the figures of one file."""
    count: Counter[str] = Counter()
    seconds = 0.0
    words = 0
    for row, article, doc in documents(path, annotator):
        words += len(doc)
        for record in row["records"]:
            event = mention(doc, record)
            start = time.perf_counter()
            found = attribute(event, doc, article)
            seconds += time.perf_counter() - start
            source = record.get("source")
            span = found.source if found and not found.carried else None
            right = bool(source and span and source["start"] < span.end and span.start < source["end"])
            count["events"] += 1
            count["gold"] += bool(source)
            count["given"] += bool(span)
            count["hit"] += right
            count["right"] += right or not (source or span)
            if right and found and source:
                count["anonymous"] += found.anonymous == source["anonymous"]
                count["stance"] += found.stance == source["stance"]
    hits = max(1, count["hit"])
    events, gold = max(1, count["events"]), count["gold"]
    print(f"{path.stem}: {events} events, {gold} with a source; always none would be right in {1 - gold / events:.3f}")
    print(f"  source right {count['right'] / events:.3f}", end="")
    print(f", precision {count['hit'] / max(1, count['given']):.3f}, recall {count['hit'] / max(1, gold):.3f}", end="")
    print(f"; anonymous {count['anonymous'] / hits:.3f}, stance {count['stance'] / hits:.3f}", end="")
    print(f"; {1e6 * seconds / max(1, words):.1f} µs a word")


def fit(gold: Path, annotator: Annotator) -> None:
    """Fits the weights by ridge regression and prints them with the accuracy of the source over five folds."""
    rows: list[list[float]] = []
    truth: list[bool] = []
    truth_none: list[bool] = []
    names = list(WEIGHTS)
    silent = events = 0
    for name in TRAINING:
        for row, _, doc in documents(gold / f"{name}.jsonl", annotator):
            for record in row["records"]:
                event = mention(doc, record)
                trigger = tokens(doc, event.trigger.start, event.trigger.end)
                found = find(doc, tokens(doc, event.sentence.start, event.sentence.end), trigger)
                source = record.get("source")
                events += 1
                if found is None or found.speaker is None:
                    silent += not source
                    continue
                actors = [tokens(doc, r.span.start, r.span.end) for r in event.roles]
                values = features(doc, trigger, found, kind=event.type, actors=actors, actual=event.status == "actual")
                names = list(values)
                rows.append([values[n] for n in names])
                words = tokens(doc, source["start"], source["end"]) if source else None
                truth.append(bool(words and words[0] < found.speaker[1] and found.speaker[0] < words[1]))
                truth_none.append(not source)
    x, y, none = np.array(rows), np.array(truth, float), np.array(truth_none)
    folds = np.random.default_rng(0).integers(0, 5, len(y))
    right = silent
    for fold in range(5):
        chance = 1 / (1 + np.exp(-x[folds == fold] @ newton(x[folds != fold], y[folds != fold])))
        held = y[folds == fold]
        right += int(np.sum(np.where(chance >= 0.5, held, none[folds == fold])))
    print(f"five folds: source right {right / events:.3f}")
    print("WEIGHTS = {")
    for name, weight in zip(names, newton(x, y), strict=True):
        print(f'    "{name}": {weight:.2f},')
    print("}")


def newton(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a ridge of 1."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - w)
    return w


def main() -> None:
    """Measures, or fits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold", type=Path, default=None, help="folder of coded documents; default: gold beside DATA")
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    gold = arguments.gold or arguments.data.parent / "gold"
    annotator = load()
    if arguments.fit:
        fit(gold, annotator)
        return
    for name in (*TRAINING, "seed", "dev"):
        measure(gold / f"{name}.jsonl", annotator)


if __name__ == "__main__":
    main()
