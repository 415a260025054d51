"""Chooses a model's thresholds on the development gold: both passes' weights, when a candidate is an event, how readily words take a role.

    python -m training.tune --gold ../shared/gold [--write]

Few numbers are chosen on many documents, by a coarse grid, so that little can be over-fitted; the grid is printed.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from spacy.tokens import Doc

from evaluation.events import documents, page, scorer
from lapwing.articles import extract
from lapwing.events.detect import Candidate, Detector, detect_with
from lapwing.language import Annotator
from lapwing.models.load import FOLDER, NAME, Thresholds, load, manifest
from lapwing.records.article import Article
from lapwing.records.mention import EventMention
from training.export import write_manifest

SHARES = (0.2, 0.35, 0.5, 0.65)
LEXICONS = (0.0, 0.15, 0.3, 0.45)
EVENTS = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)
CANDIDATES = (0.15, 0.2, 0.25, 0.3)
ROLES = (0.1, 0.2, 0.35, 0.5, 0.7, 1.0)
MODES = (0.5, 0.7, 1.0, 1.4, 2.0)

Read = list[tuple[dict[str, Any], Doc, Article]]


def read(gold: Path, part: str) -> Read:
    """The documents of a part, annotated."""
    annotator = Annotator(load())
    out: Read = []
    for d in documents(gold, part):
        article = extract(page(d, part))
        out.append((d, annotator.annotate(article), article))
    return out


def record(event: EventMention) -> dict[str, Any]:
    """An event mention in the form that the scorer reads, without codes."""
    spans = {r: [x.span for x in event.roles if x.role == r] for r in ("actor", "recipient", "where", "source")}
    first = {r: ({"start": s[0].start, "end": s[0].end} if s else None) for r, s in spans.items()}
    return {
        "trigger": {"start": event.trigger.start, "end": event.trigger.end},
        "sentence": {"start": event.sentence.start, "end": event.sentence.end},
        "type": event.type, "mode": event.mode, "status": event.status,
        "actors": [{"start": s.start, "end": s.end} for s in spans["actor"]],
        "recipients": [{"start": s.start, "end": s.end} for s in spans["recipient"]],
        "when": None, "where": first["where"], "source": first["source"],
    }  # fmt: skip


def figures(score: ModuleType, detector: Detector, texts: Read, candidates: list[list[Candidate]]) -> dict[str, float]:
    """The scorer's figures for the thresholds that the detector's model now has."""
    counts = []
    for (gold, doc, article), found in zip(texts, candidates, strict=True):
        events = detect_with(detector, doc, article, found)
        counts.append(score.count(gold["records"], [record(e) for e in events]))
    out: dict[str, float] = score.figures(counts)
    return out


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    a.add_argument("--write", action="store_true", help="write the choice into the packaged model")
    o = a.parse_args()
    score, model = scorer(o.gold), load()
    detector = Detector(model)
    texts = read(o.gold, "dev")

    def use(**changes: float) -> None:
        model.thresholds = msgspec.structs.replace(model.thresholds, **changes)

    use(candidate=min(CANDIDATES), role_none=1.0, mode_none=1.0)
    candidates = [detector.read(doc) for _, doc, _ in texts]
    best = (-1.0, 0.0, 0.0, 0.0)
    for lexicon, share in product(LEXICONS, SHARES):
        use(lexicon_share=lexicon, first_share=share)
        for found in candidates:
            for c in found:
                np.copyto(c.kinds, detector.vote(c.first, c.second, c.lexicon))
        row = []
        for event in EVENTS:
            use(event=event)
            f = figures(score, detector, texts, candidates)
            row.append(f"{f['detect']:.3f}/{f['typed']:.3f}")
            best = max(best, (f["typed"], lexicon, share, event))
        print(f"lexicon {lexicon}, first {share}: detect/typed at event {EVENTS[0]}…{EVENTS[-1]}: {' '.join(row)}")
    use(lexicon_share=best[1], first_share=best[2], event=best[3])
    for name, values, by in (
        ("candidate", CANDIDATES, ("typed",)),
        ("role_none", ROLES, ("actor_span", "recipient_span")),
        ("mode_none", MODES, ("mode",)),
    ):
        scored = []
        for value in values:
            use(**{name: value})
            f = figures(score, detector, texts, [detector.read(doc) for _, doc, _ in texts])
            scored.append((sum(f[k] for k in by) / len(by), value))
            print(f"{name} {value}: " + " ".join(f"{k} {f[k]:.3f}" for k in ("typed", *by)))
        top = max(scored)[0]
        # among equals the larger candidate threshold (faster), the milder factor
        choice = [v for s, v in scored if s >= top - 0.002]
        use(**{name: max(choice) if name == "candidate" else min(choice, key=lambda v: abs(np.log(v)))})
    print(model.thresholds)
    if o.write:
        folder = FOLDER / manifest()[NAME].folder
        (folder / "thresholds.json").write_bytes(msgspec.json.encode(model.thresholds, order="sorted") + b"\n")
        msgspec.json.decode((folder / "thresholds.json").read_bytes(), type=Thresholds)
        write_manifest(folder, NAME)


if __name__ == "__main__":
    main()
