"""Checks coded text against the codebook, and counts what the corpus holds.

    python -m training.validate [--data ../shared/data] [--gold ../shared/gold]

Without `--data` only the structure of stand-off records is checked, since their sentences are not in the repository.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lapwing.knowledge import ontology
from training.data import gold
from training.data.gold import Record

CORPUS = Path(__file__).parent / "corpus"
SPECIAL = {"", "IGO", "NGO", "IMG", "MNC", "HKG", "PSE", "XKX", "TWN"}


def problems(record: Record, length: int | None = None) -> Iterator[str]:
    """What is wrong with one record; nothing when it keeps to the codebook.

    Args:
        record: as in the codebook's section 10 (only the coded fields).
        length: characters of its text, if known.
    """
    kind, mode = record.get("type"), record.get("mode")
    if kind not in ontology.TYPES:
        yield f"no such type: {kind!r}"
    elif mode and mode not in ontology.modes(kind):
        yield f"{kind} has no mode {mode!r}"
    if record.get("status") not in ontology.STATUSES:
        yield f"no such status: {record.get('status')!r}"
    spans = [("trigger", record["trigger"])]
    for role in ("actors", "recipients"):
        for e in record.get(role) or []:
            spans.append((role, e))
            yield from _entity(role, e)
    source = record.get("source")
    if source:
        yield from _entity("source", source)
        if source.get("stance") not in ("asserts", "denies", "doubts"):
            yield f"no such stance: {source.get('stance')!r}"
        if not isinstance(source.get("anonymous"), bool):
            yield "source.anonymous is neither true nor false"
        if source.get("start") is not None:
            spans.append(("source", source))
        elif not source.get("anonymous"):
            yield "a source without a span must be anonymous"
    for role in ("when", "where"):
        if record.get(role):
            spans.append((role, record[role]["span"]))
    for name, s in spans:
        if not 0 <= s["start"] < s["end"] or (length is not None and s["end"] > length):
            yield f"{name}: {s['start']}:{s['end']} is no range of the text"
    for name in ("killed", "wounded"):
        n = record.get(name)
        if n and not (len(n) == 2 and 0 < n[0] <= n[1]):
            yield f"{name}: {n} is no interval"
    alone = not (record.get("actors") or record.get("recipients") or source or record.get("where"))
    if alone and kind not in ("ASSAULT", "PROTEST", "COERCE"):
        yield f"{kind} without any participant"


def _entity(role: str, e: Record) -> Iterator[str]:
    code, sector = e.get("code", ""), e.get("sector", "")
    if code not in SPECIAL and not (len(code) == 3 and code.isalpha() and code.isupper()):
        yield f"{role}: no such code: {code!r}"
    if sector and sector not in ontology.SECTORS:
        yield f"{role}: no such sector: {sector!r}"


def structure(folder: Path = CORPUS) -> Iterator[tuple[str, Record, int | None]]:
    """(place, record, length of its text if it is in the file) of every record of our corpus."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            d = json.loads(line)
            for r in d["records"]:
                yield f"{path.name}:{number}", r, len(d["text"]) if "text" in d else None


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", type=Path)
    a.add_argument("--gold", type=Path, help="count the gold training files too")
    o = a.parse_args()
    bad = 0
    records = []
    for place, r, length in structure():
        records.append(r)
        for p in problems(r, length):
            bad += 1
            print(f"{place}: {p}")
    if o.data:
        for c in gold.standoff(CORPUS, o.data):
            for r in c.records:
                for p in problems(r, len(c.text)):
                    bad += 1
                    print(f"{c.id}: {p}")
    if o.gold:
        texts = gold.voa_gold(o.gold / "train_voa.jsonl") + gold.documents(o.gold / "train_wikinews.jsonl")
        records += [r for c in texts for r in c.records]
    print(f"{len(records)} records, {bad} problems")
    for field in ("type", "status"):
        print(field, dict(Counter(r[field] for r in records).most_common()))
    print("mode", dict(Counter(f"{r['type']}.{r['mode']}" for r in records if r.get("mode")).most_common()))
    raise SystemExit(1 if bad else 0)


if __name__ == "__main__":
    main()
