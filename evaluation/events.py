"""Codes the gold documents end to end and scores the records with the gold's own `score.py`.

    python -m evaluation.events --gold ../shared/gold [--part dev] [--out PREDICTED.jsonl] [--errors 20]

The gold was coded by language models that followed the codebook, each document read twice: consistent, but not human gold.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from lapwing.pipeline.standard import load
from lapwing.records.jsonl import to_json
from lapwing.records.page import Page


def documents(gold: Path, part: str) -> list[dict[str, Any]]:
    """The gold documents of a part (`dev`, `seed`, `train_wikinews`, `train_voa`)."""
    return [json.loads(line) for line in (gold / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def page(document: dict[str, Any], part: str) -> Page:
    """The document as input: JSON with its date, or, for the seed page, the bare text whose date must be found."""
    if part == "seed":
        return Page(id=document["id"], content=document["text"].encode(), media="text/plain", origin=document["id"])
    fields = {k: document[k] for k in ("id", "text", "title", "published", "url") if document.get(k)}
    content = json.dumps(fields).encode()
    return Page(id=document["id"], content=content, media="application/json", origin=document["id"])


def scorer(gold: Path) -> ModuleType:
    """The gold's `score.py` as a module."""
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def code(gold: Path, part: str, out: Path) -> int:
    """Codes a part into a JSON lines file; returns the number of records."""
    coder = load()
    count = 0
    with out.open("wb") as f:
        for document in documents(gold, part):
            coded = coder.code_page(page(document, part))
            if coded.failure:
                print(f"{document['id']}: {coded.failure.stage}: {coded.failure.reason}", file=sys.stderr)
            for record in coded.records:
                f.write(to_json(record) + b"\n")
                count += 1
    return count


def figures(gold: Path, part: str, predicted: Path) -> dict[str, dict[str, float]]:
    """Each figure of `score.py` with its 95 % interval (`value`, `low`, `high`)."""
    command = [sys.executable, gold / "score.py", gold / f"{part}.jsonl", predicted, "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    out: dict[str, dict[str, float]] = json.loads(done.stdout)["figures"]
    return out


def errors(gold: Path, part: str, predicted: Path, most: int) -> None:
    """Prints missed, spurious and mistyped records with their sentences."""
    score = scorer(gold)
    found = score.read_predicted(str(predicted))
    shown = 0
    for d in documents(gold, part):
        records = found.get(d["id"], [])
        pairs = score.match(d["records"], records)
        matched_gold, matched_ours = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
        for kind, group in (
            ("missed", [r for r in d["records"] if id(r) not in matched_gold]),
            ("spurious", [r for r in records if id(r) not in matched_ours]),
            ("type", [(a, b) for a, b in pairs if a["type"] != b["type"]]),
        ):
            for r in group:
                a = r[0] if isinstance(r, tuple) else r
                t = a["trigger"]
                sentence = next((s for s in d["sentences"] if s[0] <= t["start"] < s[1]), [t["start"], t["end"]])
                text = d["text"]
                marked = (
                    text[sentence[0] : t["start"]]
                    + "["
                    + text[t["start"] : t["end"]]
                    + "]"
                    + text[t["end"] : sentence[1]]
                )
                types = f"{r[0]['type']} read as {r[1]['type']}" if isinstance(r, tuple) else a["type"]
                print(f"{kind:9s} {types:24s} {d['id']}: {marked}")
                shown += 1
                if shown >= most:
                    return


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    a.add_argument("--part", default="dev")
    a.add_argument("--out", type=Path)
    a.add_argument("--json", type=Path, help="write the figures here, too")
    a.add_argument("--errors", type=int, default=0, help="print so many wrong records")
    o = a.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = o.out or Path(folder) / "predicted.jsonl"
        code(o.gold, o.part, out)
        subprocess.run([sys.executable, o.gold / "score.py", o.gold / f"{o.part}.jsonl", out], check=True)
        if o.json:
            o.json.write_text(json.dumps({"figures": figures(o.gold, o.part, out)}, indent=1) + "\n", encoding="utf-8")
        if o.errors:
            errors(o.gold, o.part, out, o.errors)


if __name__ == "__main__":
    main()
