"""`lapwing archive`: makes an archive, tells what is in it, checks it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lapwing.archive.check import check
from lapwing.archive.store import Archive
from lapwing.pipeline.stamp import stamp
from lapwing.records.jsonl import to_json
from lapwing.views.cli.main import OK, SOME_FAILED
from lapwing.views.cli.words import one_line


def command(options: argparse.Namespace) -> int:
    """Runs one of the commands on archives."""
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "init": _init,
        "stats": _stats,
        "check": _check,
        "runs": _runs,
        "failures": _failures,
        "records": _records,
        "events": _events,
        "log": _log,
        "rejoin": _rejoin,
    }
    return commands[options.action](options)


def _init(options: argparse.Namespace) -> int:
    with Archive.create(options.archive) as archive:
        print(f"{archive.database.where}: ready")
    return OK


def _stats(options: argparse.Namespace) -> int:
    with Archive.open(options.archive) as archive:
        stats = archive.stats()
        where = archive.database.where
    if options.format == "json":
        print(msgspec.json.encode({"archive": where, **msgspec.structs.asdict(stats)}).decode())
        return OK
    table = Table.grid(padding=(0, 2))
    table.add_row("archive", where)
    for name in ("pages", "reports", "copies", "records", "rejected", "events", "corrections", "failures"):
        table.add_row(name, f"{getattr(stats, name):,}")
    table.add_row("days", f"{stats.first} to {stats.last}" if stats.first else "none")
    for made, number in stats.stamps.items():
        table.add_row("coded by", f"{made or 'to be coded again'}: {number:,} pages")
    table.add_row("digest", stats.digest)
    _console().print(table)
    return OK


def _check(options: argparse.Namespace) -> int:
    found = 0
    with Archive.open(options.archive) as archive:
        for problem in check(archive.database, deep=options.deep):
            found += 1
            print(f"{problem.where}: {one_line(problem.what)}")
        where = archive.database.where
    if not found:
        print(f"{where}: nothing is wrong")
        return OK
    print(f"lapwing: {where}: {found} problems. Restore the archive from a copy", file=sys.stderr)
    return SOME_FAILED


def _runs(options: argparse.Namespace) -> int:
    with Archive.open(options.archive) as archive:
        runs = archive.runs(options.limit)
    table = Table("began", "ended", "command", "documents", "records", "failed", "coded by", box=None)
    for run in runs:
        ended = run.finished[:19] if run.finished else "running, or stopped"
        counts = (f"{n:,}" for n in (run.documents, run.records, run.failed))
        table.add_row(run.started[:19], ended, run.command, *counts, run.stamp)
    _console().print(table)
    return OK


def _failures(options: argparse.Namespace) -> int:
    with Archive.open(options.archive) as archive:
        for failure in archive.failures():
            print(f"{one_line(failure.origin)}: {one_line(failure.reason)}")
    return OK


def _records(options: argparse.Namespace) -> int:
    with Archive.open(options.archive) as archive:
        for record in archive.records(options.ids or None, min_confidence=options.min_confidence):
            sys.stdout.buffer.write(to_json(record, trace=options.trace) + b"\n")
    return OK


def _events(options: argparse.Namespace) -> int:
    with Archive.open(options.archive) as archive:
        for event in (archive.event(name) for name in options.ids) if options.ids else archive.events():
            sys.stdout.buffer.write(msgspec.json.encode(event) + b"\n")
    return OK


def _log(options: argparse.Namespace) -> int:
    with Archive.open(options.archive) as archive:
        event = archive.event(options.event).id if options.event else None
        for change in archive.revisions(event, limit=options.limit):
            before = ", ".join(change.before)
            print(f"{change.at[:19]}  {before} became {change.event or 'nothing'}, by {change.because or 'the rule'}")
    return OK


def _rejoin(options: argparse.Namespace) -> int:
    with Archive.open(options.archive) as archive:
        run = archive.begin("rejoin", stamp())
        gone, come = archive.rejoin(run)
        archive.finish(run)
    print(f"{gone:,} events went, {come:,} came")
    return OK


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def shown(text: str, style: str = "") -> None:
    """Prints a line, coloured on a terminal."""
    _console().print(Text(one_line(text), style))
