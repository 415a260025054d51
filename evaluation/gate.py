"""The quality gate: every figure beside its floor; a figure below its floor fails.

    python -m evaluation.gate --data ../shared/data --gold ../shared/gold

Floors are in `floors.toml`. They are raised by hand when a figure has risen, and lowered only with a reason written beside them.
"""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from pathlib import Path

from evaluation import events, language, places, polnear, times
from lapwing.language import load

FLOORS = Path(__file__).parent / "floors.toml"

Figures = dict[str, tuple[float, str]]
"""Value and, where there is one, its 95 % interval as text."""


def measure(data: Path, gold: Path) -> Figures:
    """Every figure that has a floor, as `part.figure`."""
    out: Figures = {f"language.{k}": (v, "") for k, v in language.measure(data).items()}
    annotate = load().annotate_text
    for name, found in (
        ("attribution", polnear.measure(data)),
        ("times", times.measure(data, annotate)),
        ("places", places.measure(data, annotate)),
    ):
        out |= {f"{name}.{k}": (v, "") for k, v in found.items()}
    for part in ("dev", "seed"):
        with tempfile.TemporaryDirectory() as folder:
            predicted = Path(folder) / "predicted.jsonl"
            events.code(gold, part, predicted)
            for name, f in events.figures(gold, part, predicted).items():
                interval = f"[{f['low']:.3f}, {f['high']:.3f}]" if part != "seed" else ""
                out[f"{part}.{name}"] = (f["value"], interval)
    return out


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", type=Path, default=Path("../shared/data"))
    a.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    a.add_argument("--markdown", action="store_true", help="print a table for the README")
    o = a.parse_args()
    floors: dict[str, dict[str, float]] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    wanted = {f"{part}.{name}": floor for part, named in floors.items() for name, floor in named.items()}
    found = measure(o.data, o.gold)
    if o.markdown:
        print("| figure | value | 95 % interval | floor |\n|---|---|---|---|")
    failed = 0
    for name, floor in wanted.items():
        value, interval = found.get(name, (0.0, "not measured"))
        below = value < floor
        failed += below
        if o.markdown:
            print(f"| {name} | {value:.3f} | {interval} | {floor:.3f} |")
        else:
            print(f"{name:32s} {value:.3f}  floor {floor:.3f}  {interval:16s} {'BELOW' if below else ''}".rstrip())
    print(f"{len(wanted) - failed} passed, {failed} failed")
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
