"""`lapwing events`: records of one happening as one event, who says what of it, and where accounts differ."""

from __future__ import annotations

import argparse
import sys

import msgspec
from rich.console import Console
from rich.text import Text

from lapwing.core.errors import InputError
from lapwing.stories.accounts_compare import Compared, compare
from lapwing.views.cli.accounts import Sheet
from lapwing.views.cli.material import Material, load, wanted
from lapwing.views.cli.table import MAX_WIDTH


def command(options: argparse.Namespace) -> int:
    """Prints the events that are asked for."""
    material = load(options)
    compared = compare(material.events, material.records, copies=material.copies, publishers=material.publishers)
    shown = _asked(compared, options)
    if (options.format or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        encoder = msgspec.json.Encoder()
        for one in shown:
            sys.stdout.buffer.write(encoder.encode(one) + b"\n")
        return material.status()
    console = Console(highlight=False, markup=False, emoji=False)
    _print(shown, material, console, accounts=bool(options.accounts or options.id))
    told = sum(len(one.event.records) for one in shown)
    console.print(Text(f"{_count(len(shown), 'event')} from {_count(told, 'record')}", "dim"))
    return material.status()


def _asked(compared: tuple[Compared, ...], options: argparse.Namespace) -> list[Compared]:
    if options.id:
        found = [one for one in compared if one.event.id.startswith(options.id)]
        if not found:
            raise InputError("there is no such event", options.id, "Look for it with `lapwing events`")
        return found
    shown = [one for one in compared if wanted(one.event, options) and (one.differences or not options.differing)]
    return shown[: options.limit] if options.limit is not None else shown


def _print(shown: list[Compared], material: Material, console: Console, *, accounts: bool) -> None:
    width = min(console.width, MAX_WIDTH)
    for one in shown:
        for line in Sheet(one, material.records, console, width).lines(accounts=accounts):
            console.print(line)
        console.print()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
