"""Coded documents: the gold files and our own corpus, as texts with sentences and records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]
"""A coded record as the codebook's section 10 writes it (the reading side checks nothing; `training.validate` checks)."""


@dataclass(frozen=True)
class Coded:
    """A text, its sentences as character ranges, and its records."""

    id: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    records: tuple[Record, ...]
    group: str
    """Consecutive texts of one group follow one another in one report."""
    order: int
    published: str | None = None


def documents(path: Path) -> list[Coded]:
    """`dev.jsonl`, `seed.jsonl`, `train_wikinews.jsonl`: whole documents with a sentence split."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        spans = tuple((a, b) for a, b in d["sentences"])
        out.append(Coded(d["id"], d["text"], spans, tuple(d["records"]), d["id"], 0, d["published"]))
    return out


def voa_gold(path: Path) -> list[Coded]:
    """`train_voa.jsonl`: single sentences with their line in `voa_sentences.txt`."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        out.append(Coded(d["id"], d["text"], ((0, len(d["text"])),), tuple(d["records"]), "voa", d["line"]))
    return out


def fingerprint(text: str) -> str:
    """The first 12 hex digits of a sentence's SHA-256, which ties a stand-off annotation to its text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def standoff(folder: Path, data: Path) -> Iterator[Coded]:
    """Our own stand-off annotations (`voa_*.jsonl`, `wikinews_*.jsonl`), joined with the texts that they are about.

    Raises:
        ValueError: a text is not the one that was annotated.
    """
    lines = (data / "text/voa_sentences.txt").read_text(encoding="utf-8").split("\n")
    for path in sorted(folder.glob("voa_*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            d = json.loads(row)
            text = lines[d["line"]]
            if fingerprint(text) != d["hash"]:
                raise ValueError(
                    f"{path}: line {d['line']} of voa_sentences.txt is not the sentence that was annotated"
                )
            yield Coded(f"voa-{d['line']:05d}", text, ((0, len(text)),), tuple(d["records"]), "voa", d["line"])
    rows = (data / "text/wikinews_2019_2020.jsonl").read_text(encoding="utf-8").splitlines()
    reports = {r["id"]: r for r in map(json.loads, rows)}
    for path in sorted(folder.glob("wikinews_*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            d = json.loads(row)
            report = reports[d["id"]]
            if fingerprint(report["text"]) != d["hash"]:
                raise ValueError(f"{path}: {d['id']} of wikinews_2019_2020.jsonl is not the report that was annotated")
            spans = tuple((a, b) for a, b in d["sentences"])
            yield Coded(d["id"], report["text"], spans, tuple(d["records"]), d["id"], 0, report["published"])


def written(folder: Path) -> Iterator[Coded]:
    """Sentences and reports written and coded by this project (`own_*.jsonl`), with their text."""
    for path in sorted(folder.glob("own_*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            d = json.loads(row)
            spans = tuple((a, b) for a, b in d.get("sentences") or [(0, len(d["text"]))])
            yield Coded(d["id"], d["text"], spans, tuple(d["records"]), d["id"], 0, d.get("published"))


RUN = 10
"""Sentences that were coded one after another were coded in sight of one another: up to this many make one document."""


def joined(path: Path) -> list[dict[str, Any]]:
    """The coded documents of a file; neighbouring lone sentences are joined, so that their context is seen as their coder saw it."""
    return run_together(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def corpus(folder: Path, data: Path) -> list[dict[str, Any]]:
    """Our own corpus (`standoff` and `written`) as `joined` gives the gold files."""
    out = []
    for c in sorted([*standoff(folder, data), *written(folder)], key=lambda c: (c.group, c.order)):
        title = c.text.split("\n", 1)[0] if c.published else None
        number = {"line": c.order} if c.group == "voa" else {}
        out.append({"id": c.id, "text": c.text, "title": title, "published": c.published, "records": list(c.records)} | number)
    return run_together(out)


def run_together(documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Documents with records; those that are neighbouring lines are joined, up to `RUN` of them."""
    out: list[dict[str, Any]] = []
    previous = None
    for document in documents:
        number = document.get("line")
        if number is not None and previous is not None and number == previous + 1 and out[-1]["lines"] < RUN:
            run = out[-1]
            shift = len(run["text"]) + 1
            run["text"] += "\n" + document["text"]
            run["records"] += [_shifted(record, shift) for record in document["records"]]
            run["lines"] += 1
        else:
            out.append({**document, "lines": 1})
        previous = number
    return [d for d in out if d["records"]]


def _shifted(value: Any, by: int) -> Any:
    """A record with every character offset moved."""
    if isinstance(value, dict):
        return {k: v + by if k in ("start", "end") and isinstance(v, int) else _shifted(v, by) for k, v in value.items()}
    return [_shifted(v, by) for v in value] if isinstance(value, list) else value
