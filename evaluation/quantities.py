"""Measures the numbers of killed and wounded, given gold triggers.

    python evaluation/quantities.py [--data DIR] [--gold NAME ...] [--errors N] [--blank]

For each gold file (`DIR/../gold/NAME.jsonl`): over all records, the share whose number is right, none included; over
those with a gold number or a found one, precision, recall and F1 of the number.
"""

from __future__ import annotations

import argparse
import bisect
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.language import load as load_language
from lapwing.mentions import quantities
from lapwing.records.mention import EventMention


def mention(text: str, doc: Doc, record: dict[str, Any]) -> EventMention:
    """A gold record as the heads would give it."""
    start, end = record["trigger"]["start"], record["trigger"]["end"]
    bounds = [0, *(t.idx for t in doc if t.i and t.is_sent_start), len(text)]
    at = bisect.bisect_right(bounds, start) - 1
    sentence = Span.of(text, bounds[at], bounds[at + 1])
    return EventMention(
        sentence=sentence, trigger=Span.of(text, start, end), type=record["type"], mode=record["mode"],
        status=record["status"], roles=(), detect_score=1, type_score=1, mode_score=1, status_score=1,
    )  # fmt: skip


def measure(path: Path, annotate: Callable[[str], Doc], errors: int) -> None:
    """Prints one file's line."""
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if not document["records"]:
            continue
        text = document["text"]
        doc = annotate(text)
        found = quantities.find(doc)
        for record in document["records"]:
            event = mention(text, doc, record)
            chosen = {q.kind: [q.low, q.high] for q in quantities.choose(event, doc, found)}
            for kind in ("killed", "wounded"):
                gold, got = record[kind] or None, chosen.get(kind)
                counts[kind, "all"] += 1
                counts[kind, "right"] += gold == got
                counts[kind, "gold"] += gold is not None
                counts[kind, "got"] += got is not None
                counts[kind, "hit"] += gold is not None and gold == got
                if gold != got and errors > 0:
                    errors -= 1
                    sentence = event.sentence.text.strip()
                    print(f"    {kind} gold {gold} got {got} [{event.trigger.text}] {event.type}: {sentence}")
    for kind in ("killed", "wounded"):
        c = {name: counts[kind, name] for name in ("all", "right", "gold", "got", "hit")}
        precision, recall = c["hit"] / (c["got"] or 1), c["hit"] / (c["gold"] or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        print(
            f"{path.stem:16s} {kind:8s} {c['all']:6d} records, right {c['right'] / (c['all'] or 1):.4f}; "
            f"{c['gold']:4d} gold, precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
        )


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold", nargs="+", default=["train_voa", "train_wikinews", "dev"])
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--blank", action="store_true", help="without the language model")
    options = parser.parse_args()
    annotate = spacy.blank("en").make_doc if options.blank else load_language().annotate_text
    for name in options.gold:
        measure(options.data.parent / "gold" / f"{name}.jsonl", annotate, options.errors)


if __name__ == "__main__":
    main()
