"""`lapwing add`: codes documents into an archive."""

from __future__ import annotations

import argparse
import sys

from lapwing.archive.store import Archive
from lapwing.core.settings import Settings
from lapwing.pipeline.ingest import Added, add
from lapwing.pipeline.stamp import stamp
from lapwing.sources import read
from lapwing.views.cli.main import OK, SOME_FAILED, UNUSABLE
from lapwing.views.cli.options import published
from lapwing.views.cli.progress import Progress, total_bytes
from lapwing.views.cli.words import one_line


def command(options: argparse.Namespace) -> int:
    """Codes the inputs that the archive does not hold, and says what became of them."""
    settings = Settings(published=published(options), media=options.media, workers=options.workers)
    tally = _Tally(Progress(total_bytes(options.inputs), shown=not options.quiet))
    with Archive.create(options.archive) as archive:
        run = archive.begin("add", stamp())
        pages = read(options.inputs, published=settings.published, media=settings.media)
        try:
            for added in add(archive, pages, settings, run, stamp=stamp()):
                tally.count(added)
        finally:
            tally.progress.clear()
        archive.finish(run)
        where = archive.database.where
    if not options.quiet:
        print(f"{where}: {tally}")
    return tally.status()


class _Tally:
    """Counts what became of documents; tells failures on standard error."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.size = self.documents = self.known = self.records = self.failed = 0

    def count(self, added: Added) -> None:
        """Counts one document."""
        coded = added.coded
        self.documents += 1
        self.size += coded.size
        self.known += added.known
        self.records += len(coded.records)
        if coded.failure:
            self.failed += 1
            self.progress.clear()
            message = f"{one_line(coded.origin)}: {one_line(coded.failure.reason)}"
            print(f"lapwing: {message}", file=sys.stderr, flush=True)
        self.progress.draw(self.size, self.documents, self.records, self.failed)

    def __str__(self) -> str:
        new = self.documents - self.known - self.failed
        told = [f"{new:,} {'report' if new == 1 else 'reports'} added", f"{self.records:,} records"]
        if self.known:
            told.append(f"{self.known:,} there already")
        if self.failed:
            told.append(f"{self.failed:,} failed")
        return ", ".join(told)

    def status(self) -> int:
        """The exit code."""
        if not self.failed:
            return OK
        return UNUSABLE if self.failed == self.documents else SOME_FAILED
