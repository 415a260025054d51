"""How far two independent codings of the same sentences agree, by the gold's `score.py`.

    python -m training.agreement --gold ../shared/gold

The first coding is in `training/corpus/`, the second in `training/corpus/second/`; neither coder saw the other's. Dates are compared by
their words, since single sentences have no publication date.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"


def _comparable(record: dict[str, Any]) -> dict[str, Any]:
    when = record.get("when")
    return record | {"when": {"start": when["span"]["start"], "end": when["span"]["end"]} if when else None}


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--gold", type=Path, default=Path("../shared/gold"), help="folder with score.py")
    o = a.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder) / "gold.jsonl", Path(folder) / "predicted.jsonl"
        with gold.open("w", encoding="utf-8") as g, predicted.open("w", encoding="utf-8") as p:
            for second in sorted((CORPUS / "second").glob("*.jsonl")):
                first = [json.loads(x) for x in (CORPUS / second.name).read_text(encoding="utf-8").splitlines()]
                again = [json.loads(x) for x in second.read_text(encoding="utf-8").splitlines()]
                for one, two in zip(first, again, strict=True):
                    if one["hash"] != two["hash"]:
                        raise SystemExit(f"{second}: line {two['line']} is not the sentence of the first coding")
                    name = f"{second.stem}-{one['line']}"
                    g.write(json.dumps({"id": name, "records": [_comparable(r) for r in one["records"]]}) + "\n")
                    for r in two["records"]:
                        p.write(json.dumps(_comparable(r) | {"report": {"id": name}, "sentence": None}) + "\n")
        subprocess.run([sys.executable, o.gold / "score.py", gold, predicted], check=True)


if __name__ == "__main__":
    main()
