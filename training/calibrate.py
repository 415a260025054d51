"""Fits the regressions behind a record's confidence on the development gold, and puts them into the packaged model.

    python -m training.calibrate --gold ../shared/gold [--readings FILE] [--write]

Once the thresholds are chosen (`training.tune`), for they decide which records there are. `evaluation.confidence` measures the result on
documents that had no part in it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from evaluation.confidence import fit, judge, read
from lapwing.models.calibration import Calibration
from lapwing.models.load import FOLDER, NAME, manifest
from training.export import write_manifest


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    a.add_argument("--readings", type=Path, help="keep what was coded in this file, or take it from there")
    a.add_argument("--write", action="store_true", help="write the regressions into the packaged model")
    o = a.parse_args()
    calibration = fit(judge(o.gold, "dev", read(o.gold, "dev", o.readings)))
    content = msgspec.json.format(msgspec.json.encode(calibration)) + b"\n"
    print(content.decode(), end="")
    if o.write:
        folder = FOLDER / manifest()[NAME].folder
        (folder / "calibration.json").write_bytes(content)
        msgspec.json.decode((folder / "calibration.json").read_bytes(), type=Calibration)
        write_manifest(folder, NAME)


if __name__ == "__main__":
    main()
