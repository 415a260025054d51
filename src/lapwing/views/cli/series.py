"""`lapwing series`: cooperation and conflict between two countries by day or week."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Sequence

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lapwing.stories.accounts import accounts
from lapwing.stories.scores import Point, pairs, series
from lapwing.views.cli.material import Material, days, load

_MOST_PAIRS = 20
"""Pairs listed on a terminal when none is asked for."""


def command(options: argparse.Namespace) -> int:
    """Prints the series of a pair, or the pairs there are."""
    material = load(options)
    form = options.format or ("table" if sys.stdout.isatty() else "csv")
    if options.between is None:
        _pairs(material, form)
        return material.status()
    known = {
        event.id: accounts(event, material.records, copies=material.copies, publishers=material.publishers)
        for event in material.events
    }
    start, end = days(options)
    a, b = (code.upper() for code in options.between)
    points = series(material.events, known, a, b, directed=options.directed, period=options.by, start=start, end=end)
    if form == "jsonl":
        encoder = msgspec.json.Encoder()
        for point in points:
            sys.stdout.buffer.write(encoder.encode(point) + b"\n")
    elif form == "csv":
        _csv(Point.__struct_fields__, [[getattr(p, name) for name in Point.__struct_fields__] for p in points])
    else:
        _table(points, f"{a} {'→' if options.directed else '–'} {b}, by {options.by}")
    return material.status()


def _pairs(material: Material, form: str) -> None:
    found = pairs(material.events)
    if form == "jsonl":
        for a, b, count in found:
            sys.stdout.buffer.write(msgspec.json.encode({"actor": a, "recipient": b, "events": count}) + b"\n")
    elif form == "csv":
        _csv(("actor", "recipient", "events"), found)
    else:
        table = Table(box=None, pad_edge=False)
        table.add_column("pair")
        table.add_column("events", justify="right")
        for a, b, count in found[:_MOST_PAIRS]:
            table.add_row(f"{a} {b}", f"{count:,}")
        console = Console(highlight=False, markup=False, emoji=False)
        console.print(table)
        if len(found) > _MOST_PAIRS:
            console.print(Text(f"and {len(found) - _MOST_PAIRS:,} pairs with fewer; --format csv lists all", "dim"))


def _csv(names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Comma-separated values with a heading; an empty cell for what has no value."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    sys.stdout.buffer.write(text.getvalue().encode())


def _table(points: Sequence[Point], title: str) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("from")
    for name in ("cooperation", "conflict", "net", "mean", "steady", "events", "accounts", "publishers"):
        table.add_column(name, justify="right")
    for p in points:
        mean = f"{p.mean:+.1f}" if p.mean is not None else ""
        style = "dim" if not p.events else "green" if p.net > 0 else "red" if p.net < 0 else ""
        table.add_row(
            p.start.isoformat(), f"{p.cooperation:.1f}", f"{p.conflict:.1f}", Text(f"{p.net:+.1f}", style), mean,
            f"{p.steady:+.1f}", str(p.events), str(p.accounts), str(p.publishers),
        )  # fmt: skip
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(Text(title, "bold"))
    if points:
        console.print(table)
    else:
        console.print(Text("no dated event between the two", "dim"))
