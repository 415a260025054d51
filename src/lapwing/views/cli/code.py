"""`lapwing code`: the event records of documents."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

from rich.console import Console

from lapwing.core.errors import InputError
from lapwing.core.settings import Format, Settings
from lapwing.pipeline.outcome import Coded
from lapwing.pipeline.runners import run
from lapwing.sources import read
from lapwing.views.cli.main import OK, SOME_FAILED, UNUSABLE
from lapwing.views.cli.options import published
from lapwing.views.cli.progress import Progress, total_bytes
from lapwing.views.cli.table import ReportTable
from lapwing.views.cli.words import one_line
from lapwing.views.export import shards
from lapwing.views.export.writers import WRITERS, Writer

_SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".json": "jsonl",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".txt": "table",
}
_MOST_NOTES = 10
"""Notes shown beside files; a batch of thousands of empty reports should not bury its failures."""


def command(options: argparse.Namespace) -> int:
    """Codes the inputs and writes the records where the options say."""
    settings = Settings(
        published=published(options),
        media=options.media,
        min_confidence=options.min_confidence,
        trace=options.trace,
        workers=options.workers,
        format=options.format,
    )
    progress = Progress(total_bytes(options.inputs), shown=not options.quiet)
    tally = _Tally(progress, quiet=options.quiet)
    try:
        if options.out:
            _to_folder(options, settings, tally)
        else:
            with _target(options.output) as stream:
                _to_stream(options, settings, tally, stream)
    finally:
        progress.clear()
    return tally.status()


class _Tally:
    """Counts outcomes; tells failures, and why a report gave nothing, on standard error."""

    def __init__(self, progress: Progress, *, quiet: bool) -> None:
        self.progress, self._quiet = progress, quiet
        self.size = self.reports = self.records = self.failed = self._notes = 0

    def add(self, coded: Coded, *, notes: bool) -> None:
        """Counts one document."""
        self.reports += 1
        self.size += coded.size
        self.records += len(coded.records)
        if coded.failure:
            self.failed += 1
            self._say(f"{coded.origin}: {coded.failure.reason}")
        elif notes and not coded.records and not self._quiet:
            self._notes += 1
            if self._notes <= _MOST_NOTES:
                self._say(f"{coded.origin}: {'; '.join(coded.notes) or 'no records'}")
            elif self._notes == _MOST_NOTES + 1:
                self._say("more reports without records are not listed")
        self.progress.draw(self.size, self.reports, self.records, self.failed)

    def _say(self, message: str) -> None:
        self.progress.clear()
        print(f"lapwing: {one_line(message)}", file=sys.stderr, flush=True)

    def status(self) -> int:
        """The exit code."""
        if not self.failed:
            return OK
        return UNUSABLE if self.failed == self.reports else SOME_FAILED


def _to_stream(options: argparse.Namespace, settings: Settings, tally: _Tally, stream: BinaryIO) -> None:
    form = settings.format or _named_format(options.output) or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "parquet" and stream is sys.stdout.buffer and sys.stdout.isatty():
        raise InputError("Parquet is not for terminals", "--format", "Name a file with -o")
    sink: _Sink = _Table(stream) if form == "table" else _File(WRITERS[form](stream, trace=settings.trace))
    for coded in run(read(options.inputs, published=settings.published, media=settings.media), settings):
        if sys.stdout.isatty():
            tally.progress.clear()
        sink.write(coded)
        tally.add(coded, notes=isinstance(sink, _File))
    sink.close(tally)


class _Sink(Protocol):
    def write(self, coded: Coded) -> None: ...

    def close(self, tally: _Tally) -> None: ...


class _File:
    """Records as a file of one format."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def write(self, coded: Coded) -> None:
        for record in coded.records:
            self._writer.write(record)

    def close(self, tally: _Tally) -> None:
        self._writer.close()


class _Table:
    """Records for eyes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._text: TextIO = sys.stdout
        if stream is not sys.stdout.buffer:
            self._text = open(stream.fileno(), "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - flushed in close
        self._console = Console(file=self._text, highlight=False, emoji=False, markup=False)

    def write(self, coded: Coded) -> None:
        if not coded.failure:
            self._console.print(ReportTable(coded))

    def close(self, tally: _Tally) -> None:
        read_well = tally.reports - tally.failed
        if read_well:
            self._console.print(f"{_count(tally.records, 'record')} from {_count(read_well, 'report')}", style="dim")
        self._text.flush()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _to_folder(options: argparse.Namespace, settings: Settings, tally: _Tally) -> None:
    if settings.format not in (None, "parquet"):
        raise InputError("a folder of shards is Parquet", "--format", "Leave --format out, or write a file with -o")
    pages = read(options.inputs, published=settings.published, media=settings.media)
    for coded in shards.write(Path(options.out), pages, settings):
        tally.add(coded, notes=False)


def _named_format(output: str | None) -> Format | None:
    return _SUFFIXES.get(Path(output).suffix.lower(), "jsonl") if output and output != "-" else None


@contextmanager
def _target(output: str | None) -> Iterator[BinaryIO]:
    """Where to write. A file gets its name only when it is whole, so that a stopped run leaves no half of one."""
    if not output or output == "-":
        yield sys.stdout.buffer
        return
    path = Path(output)
    if path.exists() and not path.is_file():  # /dev/null, a pipe
        with path.open("wb") as stream:
            yield stream
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
