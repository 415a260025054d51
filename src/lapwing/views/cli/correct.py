"""`lapwing correct`: what an analyst decides about records and events."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from lapwing.archive import analyst
from lapwing.archive.analyst import Analyst
from lapwing.archive.corrections import Correction
from lapwing.archive.store import Archive
from lapwing.core.errors import InputError
from lapwing.records.jsonl import to_json
from lapwing.views.cli.main import OK
from lapwing.views.cli.words import one_line
from lapwing.views.export import gold

ANALYST = "LAPWING_ANALYST"
"""Environment variable with the name that is written down when `--by` is left out."""


def command(options: argparse.Namespace) -> int:
    """Runs one of the commands of analysts."""
    commands: dict[str, Callable[[Archive, argparse.Namespace], None]] = {
        "record": _record,
        "event": _event,
        "merge": _merge,
        "split": _split,
        "undo": _undo,
        "list": _list,
        "export": _export,
        "import": _import,
    }
    with Archive.open(options.archive) as archive:
        commands[options.action](archive, options)
    return OK


def _analyst(archive: Archive, options: argparse.Namespace) -> Analyst:
    return Analyst(archive.database, options.by or os.environ.get(ANALYST, ""), options.note)


def _record(archive: Archive, options: argparse.Namespace) -> None:
    if options.reject:
        _told([_analyst(archive, options).reject_record(options.id)])
    elif options.values:
        _told(_analyst(archive, options).change_record(options.id, _values(options.values)))
    else:
        print(msgspec.json.format(to_json(archive.record(options.id), trace=True)).decode())


def _event(archive: Archive, options: argparse.Namespace) -> None:
    if options.reject:
        _told([_analyst(archive, options).reject_event(options.id)])
    elif options.values:
        _told(_analyst(archive, options).change_event(options.id, _values(options.values)))
    else:
        print(msgspec.json.format(msgspec.json.encode(archive.event(options.id))).decode())


def _merge(archive: Archive, options: argparse.Namespace) -> None:
    made = _analyst(archive, options).merge(options.ids)
    _told([made])
    _now(archive, made)


def _split(archive: Archive, options: argparse.Namespace) -> None:
    made = _analyst(archive, options).split(options.id, options.records)
    _told([made])
    _now(archive, made)


def _undo(archive: Archive, options: argparse.Namespace) -> None:
    _told([_analyst(archive, options).withdraw(options.id)])


def _list(archive: Archive, options: argparse.Namespace) -> None:
    for found, holds, standing in analyst.every(archive.database):
        what = f"{found.field}={found.value}" if found.kind != "withdraw" and found.field else found.field
        named = [place.record for place in found.anchors]
        about = named[0] if len(named) == 1 else f"{len(named)} records"
        state = "" if holds else " · taken back"
        if holds and found.kind != "withdraw" and not standing:
            state = " · waits for its report, or its sentence is gone"
        parts = [f"{found.at:%Y-%m-%d %H:%M}", found.id, found.by, found.kind, about if named else "", what]
        print(one_line("  ".join(part for part in parts if part)) + state)
        if found.note:
            print(f"    {one_line(found.note)}")


def _export(archive: Archive, options: argparse.Namespace) -> None:
    if options.log:
        lines = [msgspec.json.encode(found) for found, _, _ in analyst.every(archive.database)]
    else:
        reports = analyst.corrected_reports(archive.database)
        lines = [gold.document(article, archive.records_of_report(article.id)) for article in archive.articles(reports)]
    if not options.output or options.output == "-":
        _write(sys.stdout.buffer, lines)
        return
    with Path(options.output).open("wb") as stream:
        _write(stream, lines)


def _write(stream: BinaryIO, lines: Sequence[bytes]) -> None:
    for line in lines:
        stream.write(line + b"\n")
    stream.flush()


def _import(archive: Archive, options: argparse.Namespace) -> None:
    path = Path(options.input)
    content = sys.stdin.buffer.read() if options.input == "-" else path.read_bytes()
    given = []
    for number, line in enumerate(content.splitlines(), 1):
        try:
            given.append(msgspec.json.decode(line, type=Correction))
        except msgspec.MsgspecError as error:
            where = f"{options.input}:{number}"
            raise InputError(
                f"this is no correction ({error})", where, "Give what `correct export --log` wrote"
            ) from error
    print(f"{analyst.take_in(archive.database, given):,} corrections taken in")


def _values(given: Sequence[str]) -> list[tuple[str, str]]:
    pairs = []
    for text in given:
        field, sign, value = text.partition("=")
        if not sign:
            raise InputError("this changes nothing", text, "Write FIELD=VALUE, such as killed=20")
        pairs.append((field.strip(), value))
    return pairs


def _told(made: Sequence[Correction]) -> None:
    for found in made:
        print(f"{found.id}: {found.kind}{f' {found.field}' if found.field else ''}")


def _now(archive: Archive, made: Correction) -> None:
    """Says which events hold the records that were named."""
    events = {event.id for place in made.anchors if (event := archive.event_of(place.record))}
    for name in sorted(events):
        print(f"event {name}")
