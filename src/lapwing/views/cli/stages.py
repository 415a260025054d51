"""`lapwing stages`: the map of the stages."""

from __future__ import annotations

import argparse

from lapwing.pipeline.stages import STAGES


def command(options: argparse.Namespace) -> int:
    """Prints the map, two lines a stage; see `lapwing.pipeline.stages`."""
    width = max(len(stage.name) for stage in STAGES) + 2
    for stage in STAGES:
        print(f"{stage.name:<{width}}{stage.does}  [{stage.package}]")
        print(f"{'':<{width}}{', '.join(stage.needs)} → {stage.adds}")
    return 0
