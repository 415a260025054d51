"""How much of the coded text the frame lexicon knows, and how often its first choice is right.

    python evaluation/frames.py --data DIR [--gold DIR] [--parse] [--misses N]

For each file of coded documents: the share of triggers that an entry covers, the share whose type is among the entry's candidate
types, and the share whose type (and mode) is what `read` chooses; then `read` as a detector of triggers over all sentences:
precision, recall, and precision with the type. With `--parse` the sentences are annotated by the language model first, else the
lexicon works on plain tokens. `--misses` lists what training triggers are uncovered or wrongly typed, never those of the
development file. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.tokens import Doc

from lapwing.knowledge import frames
from lapwing.language import annotate

FILES = ("train_voa.jsonl", "train_wikinews.jsonl", "dev.jsonl")


class Gold(NamedTuple):
    """A coded record: characters of its sentence, type, mode, spans of the participants."""

    start: int
    end: int
    type: str
    mode: str
    actors: list[tuple[int, int]]
    recipients: list[tuple[int, int]]


def sentences(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Each sentence of a file with its records."""
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        text = document["text"]
        for a, b in document.get("sentences") or [(0, len(text))]:
            found = [
                Gold(
                    r["trigger"]["start"] - a,
                    r["trigger"]["end"] - a,
                    r["type"],
                    r.get("mode") or "",
                    [(e["start"] - a, e["end"] - a) for e in r["actors"]],
                    [(e["start"] - a, e["end"] - a) for e in r["recipients"]],
                )
                for r in document["records"]
                if a <= r["trigger"]["start"] < b
            ]
            yield text[a:b], found


def measure(rows: list[tuple[Doc, list[Gold]]], misses: int) -> Counter[str]:
    """The counts over annotated sentences; prints the commonest misses when asked."""
    lexicon = frames.load()
    count: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for doc, gold in rows:
        matches = [m for i in range(len(doc)) for m in lexicon.match(doc, i)]
        chosen = []
        for found in lexicon.scan(doc):
            reading = lexicon.read(doc, found[0].start)
            if reading is not None:
                chosen.append(reading)
        spans = [(doc[r.start].idx, doc[r.end - 1].idx + len(doc[r.end - 1])) for r in chosen]
        count["read"] += len(chosen)
        for reading, (a, b) in zip(chosen, spans, strict=True):
            hits = [g for g in gold if a < g[1] and g[0] < b]
            count["read right"] += bool(hits)
            count["read right typed"] += any(g[2] == reading.type for g in hits)
            count[f"read {reading.lemma} {reading.pos}"] += 0
        for start, end, kind, mode, actors, recipients in gold:
            count["gold"] += 1
            over = [m for m in matches if doc[m.start].idx < end and start < doc[m.end - 1].idx + len(doc[m.end - 1])]
            count["covered"] += bool(over)
            types = {t for m in over for t in m.entry.types}
            count["candidates"] += len(types)
            count["possible"] += kind in types
            first = [r for r, (a, b) in zip(chosen, spans, strict=True) if a < end and start < b]
            count["found"] += bool(first)
            count["first"] += bool(first) and first[0].type == kind
            count["first mode"] += bool(first) and (first[0].type, first[0].mode) == (kind, mode)
            if first and first[0].type == kind:
                participants(count, doc, "actor", first[0].actors, actors)
                participants(count, doc, "recipient", first[0].recipients, recipients)
            trigger = doc.text[start:end].lower()
            if not over:
                missed[f"uncovered  {trigger} ({kind})"] += 1
            elif kind not in types:
                missed[f"no type    {trigger} ({kind})"] += 1
            elif not first:
                missed[f"not read   {trigger} ({kind} {mode})"] += 1
            elif first[0].type != kind:
                missed[
                    f"mistyped   {trigger} ({kind} {mode}) as {first[0].type} {first[0].mode} [{first[0].lemma}]"
                ] += 1
    for text, n in missed.most_common(misses):
        print(f"    {n:3d} {text}")
    return count


def participants(count: Counter[str], doc: Doc, role: str, found: tuple[int, ...], gold: list[tuple[int, int]]) -> None:
    """Counts participants whose head token lies in a gold span, and gold spans that hold a head token."""
    count[f"{role} gold"] += len(gold)
    count[f"{role} found"] += len(found)
    names = [
        [doc[t], *(c for c in doc[t].children if c.dep_.startswith(("flat", "appos", "compound")))] for t in found
    ]  # the span of a participant leaves out the title that heads it
    count[f"{role} right"] += sum(any(a <= w.idx < b for a, b in gold for w in name) for name in names)
    count[f"{role} hit"] += sum(any(a <= w.idx < b for name in names for w in name) for a, b in gold)


def report(name: str, c: Counter[str]) -> None:
    """Prints the figures of one file."""
    gold, read = c["gold"] or 1, c["read"] or 1
    print(
        f"{name}: {c['gold']} triggers: covered {c['covered'] / gold:.3f}, type among candidates {c['possible'] / gold:.3f}"
        f" (of {c['candidates'] / gold:.1f}), first choice {c['first'] / gold:.3f}, with mode {c['first mode'] / gold:.3f}"
    )
    print(
        f"    as a detector: {c['read']} readings, precision {c['read right'] / read:.3f},"
        f" recall {c['found'] / gold:.3f}, precision with type {c['read right typed'] / read:.3f}"
    )
    for role in ("actor", "recipient"):
        if c[f"{role} found"]:
            precision, recall = c[f"{role} right"] / c[f"{role} found"], c[f"{role} hit"] / c[f"{role} gold"]
            print(f"    {role}s by pattern, type right: precision {precision:.3f}, recall {recall:.3f}")


def speed(docs: list[Doc]) -> None:
    """Prints words per second of `match` at every token, and of `read` where something stands."""
    lexicon = frames.load()
    words = sum(map(len, docs))
    begin = time.process_time()
    for doc in docs:
        for i in range(len(doc)):
            lexicon.match(doc, i)
    middle = time.process_time()
    for doc in docs:
        for found in lexicon.scan(doc):
            lexicon.read(doc, found[0].start)
    print(
        f"speed: match {words / (middle - begin):,.0f} words/s, scan and read {words / (time.process_time() - middle):,.0f} words/s"
    )


def main() -> None:
    """Reads the options and prints the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--gold", type=Path, default=None, help="folder of the coded documents (default: gold beside DATA)"
    )
    parser.add_argument("--parse", action="store_true")
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    gold = options.gold or options.data.parent / "gold"
    make: Callable[[str], Any] = annotate if options.parse else spacy.blank("en")
    begin = time.process_time()
    lexicon = frames.load()
    print(f"{len(lexicon.entries)} entries loaded in {time.process_time() - begin:.3f} s")
    docs: list[Doc] = []
    for name in FILES:
        rows = [(make(text), found) for text, found in sentences(gold / name)]
        docs += [doc for doc, _ in rows]
        report(name, measure(rows, 0 if name.startswith("dev") else options.misses))
    speed(docs)


if __name__ == "__main__":
    main()
