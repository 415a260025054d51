"""What `events`, `stories` and `series` are asked of: records and their events, from files, from reports, or from an archive."""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from lapwing.archive.reading import Search
from lapwing.archive.store import Archive
from lapwing.core.errors import InputError
from lapwing.core.intervals import Interval
from lapwing.core.settings import Settings
from lapwing.pipeline.runners import run
from lapwing.records.article import Article
from lapwing.records.event import EventRecord
from lapwing.records.jsonl import from_json
from lapwing.records.story import Event, originals
from lapwing.sources import read
from lapwing.stories.duplicates import copies
from lapwing.stories.reconcile import reconcile
from lapwing.stories.scores import between
from lapwing.views.cli.main import OK, SOME_FAILED, UNUSABLE
from lapwing.views.cli.options import published
from lapwing.views.cli.progress import Progress, total_bytes
from lapwing.views.cli.words import one_line

_RECORD = re.compile(rb'\s*\{"id":\s*"[^"]*",\s*"report":\s*\{')
"""How a line of `lapwing code` begins; a report as JSON has no `report` in it."""
_HEAD = 4096
"""Bytes looked at to tell records from reports."""
_GZIP = b"\x1f\x8b"


@dataclass
class Material:
    """Records, the events they make, and what is known of their reports."""

    records: dict[str, EventRecord] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    publishers: dict[str, str] = field(default_factory=dict)
    read: int = 0
    failed: int = 0

    def status(self) -> int:
        """The exit code."""
        if not self.failed:
            return OK
        return UNUSABLE if self.failed == self.read else SOME_FAILED


def load(options: argparse.Namespace) -> Material:
    """Reads what the arguments name.

    Raises:
        InputError: they name nothing, or both files and an archive.
        ArchiveError: the archive cannot be opened.
    """
    if options.archive and options.inputs:
        raise InputError("name files or an archive, not both", "--archive")
    if options.archive:
        return _of_archive(options)
    if not options.inputs:
        raise InputError("nothing to ask", remedy="Name records, reports, or an archive with --archive")
    return _of_files(options)


def days(options: argparse.Namespace) -> tuple[dt.date | None, dt.date | None]:
    """The days given with `--from` and `--to`.

    Raises:
        InputError: one is no date, or they are the wrong way round.
    """
    start, end = _day(options.start, "--from"), _day(options.end, "--to")
    if start and end and end < start:
        raise InputError(f"the last day ({end}) is before the first ({start})", "--to")
    return start, end


def wanted(event: Event, options: argparse.Namespace) -> bool:
    """Whether an event passes the filters of the arguments."""
    start, end = days(options)
    if (start or end) and event.when is None:
        return False
    if event.when and ((start and event.when.end < start) or (end and event.when.start > end)):
        return False
    if options.type and event.type not in {name.upper() for name in options.type}:
        return False
    if options.actor and options.actor.upper() not in {p.code for p in event.actors}:
        return False
    if options.recipient and options.recipient.upper() not in {p.code for p in event.recipients}:
        return False
    return not options.between or between(event, *(code.upper() for code in options.between))


def _day(given: str | None, name: str) -> dt.date | None:
    if given is None:
        return None
    try:
        return dt.date.fromisoformat(given)
    except ValueError as error:
        raise InputError(f"{given!r} is no date", name, "Write it as 2020-01-12") from error


def _of_files(options: argparse.Namespace) -> Material:
    settings = Settings(published=published(options), media=options.media, min_confidence=options.min_confidence)
    found = Material()
    articles: list[Article] = []
    reports: list[str] = []
    for name in options.inputs:
        if _holds_records(name):
            for record in _records(name, found):
                if record.confidence.record >= settings.min_confidence:
                    found.records[record.id] = record
        else:
            reports.append(name)
    if reports:
        progress = Progress(total_bytes(reports), shown=not options.quiet)
        _code(reports, settings, progress, found, articles)
        progress.clear()
    groups = copies(articles)
    found.copies = originals(groups)
    found.events = reconcile(found.records.values(), groups)
    return found


def _code(names: list[str], settings: Settings, progress: Progress, found: Material, articles: list[Article]) -> None:
    size = 0
    for coded in run(read(names, published=settings.published, media=settings.media), settings):
        found.read += 1
        size += coded.size
        if coded.failure:
            progress.clear()
            _fail(found, f"{coded.origin}: {coded.failure.reason}")
        elif coded.article:
            articles.append(coded.article)
            if coded.article.publisher:
                found.publishers[coded.article.id] = coded.article.publisher
        found.records.update((record.id, record) for record in coded.records)
        progress.draw(size, found.read, len(found.records), found.failed)


def _of_archive(options: argparse.Namespace) -> Material:
    start, end = days(options)
    span = Interval(start or dt.date.min, end or dt.date.max) if start or end else None
    with Archive.open(options.archive) as archive:
        events = tuple(archive.events(Search(days=span)))
        records = {r.id: r for r in archive.records([name for e in events for name in e.records])}
        reports = {r.report.id for r in records.values()}
        return Material(
            records=records,
            events=events,
            copies=archive.copies_among(reports),
            publishers=archive.publishers(reports),
        )


def _holds_records(name: str) -> bool:
    """Whether an input is a file of records, by its first bytes. What cannot be opened is left to who reads reports."""
    if name == "-":
        head = cast(io.BufferedReader, sys.stdin.buffer).peek(_HEAD)
    else:
        path = Path(name)
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
        if head.startswith(_GZIP):
            try:
                with gzip.open(path) as stream:
                    head = stream.read(_HEAD)
            except (OSError, EOFError):
                return False
    return bool(_RECORD.match(head))


def _records(name: str, found: Material) -> Iterator[EventRecord]:
    if name == "-":
        yield from _lines(sys.stdin.buffer, "<stdin>", found)
        return
    with Path(name).open("rb") as stream:
        packed = stream.read(2) == _GZIP
    with gzip.open(name) if packed else Path(name).open("rb") as lines:
        yield from _lines(cast(BinaryIO, lines), name, found)


def _lines(lines: Iterable[bytes], name: str, found: Material) -> Iterator[EventRecord]:
    """The records of a file; a line that is none is named and left out."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found.read += 1
        try:
            yield from_json(line)
        except InputError as error:
            _fail(found, f"{name}: line {number}: {error}")


def _fail(found: Material, message: str) -> None:
    found.failed += 1
    print(f"lapwing: {one_line(message)}", file=sys.stderr, flush=True)
