"""Attribution parts on PolNeAR: sources, cues and contents that our annotation marks, against the annotators'.

    python -m evaluation.polnear --data ../shared/data [--part dev] [--json FILE]

Overlap F1 over spans, as in published evaluations of quotation attribution: a marked span is right when it shares a word
with an annotated span of its kind, an annotated span is found when it shares a word with a marked one. Beside it, F1 over
words, which a span cut short or drawn out lowers.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from spacy.tokens import Doc

from lapwing.language import load
from training.data import polnear

PARTS = ("source", "cue", "content")


def measure(data: Path, part: str = "dev") -> dict[str, float]:
    """Overlap F1 and word F1 of each part."""
    annotator = load()
    count: Counter[str] = Counter()
    for _, text, spans in polnear.documents(data / f"attribution/polnear_{part}"):
        doc = annotator.annotate_text(text)
        for kind in PARTS:
            gold = [_tokens(doc, start, end) for name, start, end in spans if name == kind]
            found = [set(range(s.start, s.end)) for s in doc.spans[kind]]
            all_gold, all_found = set[int]().union(*gold), set[int]().union(*found)
            count[f"{kind} gold"] += len(gold)
            count[f"{kind} found"] += len(found)
            count[f"{kind} recalled"] += sum(bool(g & all_found) for g in gold)
            count[f"{kind} right"] += sum(bool(f & all_gold) for f in found)
            count[f"{kind} words"] += len(all_gold) + len(all_found)
            count[f"{kind} shared"] += len(all_gold & all_found)
    out = {}
    for kind in PARTS:
        precision = count[f"{kind} right"] / max(1, count[f"{kind} found"])
        recall = count[f"{kind} recalled"] / max(1, count[f"{kind} gold"])
        out[f"{kind}_overlap_f1"] = 2 * precision * recall / max(1e-9, precision + recall)
        out[f"{kind}_word_f1"] = 2 * count[f"{kind} shared"] / max(1, count[f"{kind} words"])
    return out


def _tokens(doc: Doc, start: int, end: int) -> set[int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return set(range(span.start, span.end)) if span is not None else set()


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", type=Path, default=Path("../shared/data"))
    a.add_argument("--part", default="dev")
    a.add_argument("--json", type=Path)
    o = a.parse_args()
    figures = measure(o.data, o.part)
    for k, v in figures.items():
        print(f"{k:24s} {v:.4f}")
    if o.json:
        o.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
