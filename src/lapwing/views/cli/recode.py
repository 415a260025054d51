"""`lapwing recode`: codes an archive again with this version, and says what changed."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from lapwing.archive.comparing import Difference
from lapwing.archive.store import Archive
from lapwing.core.settings import Settings
from lapwing.pipeline.ingest import recode
from lapwing.pipeline.stamp import stamp
from lapwing.records.event import EventRecord
from lapwing.views.cli.main import OK, SOME_FAILED
from lapwing.views.cli.progress import Progress
from lapwing.views.cli.words import one_line


def command(options: argparse.Namespace) -> int:
    """Codes again what another version coded."""
    settings = Settings(workers=options.workers)
    progress = Progress(None, shown=not options.quiet)
    fields: Counter[str] = Counter()
    pages = new = gone = changed = same = failed = size = 0
    with Archive.open(options.archive) as archive:
        made = stamp()
        run = archive.begin("recode", made)
        archive.follow_rule(run)
        before = archive.event_ids()
        try:
            for done in recode(archive, settings, run, stamp=made, everything=options.all):
                told = done.difference
                pages, size = pages + 1, size + done.coded.size
                new, gone, same = new + len(told.new), gone + len(told.gone), same + told.same
                changed += len(told.changed)
                fields.update(name for change in told.changed for name in change.fields)
                if done.coded.failure:
                    failed += 1
                    progress.clear()
                    message = (
                        f"{one_line(done.coded.origin)}: {one_line(done.coded.failure.reason)}; it stays as it was"
                    )
                    print(f"lapwing: {message}", file=sys.stderr, flush=True)
                if options.list:
                    progress.clear()
                    _list(told)
                progress.draw(size, pages, new + changed + same, failed)
        finally:
            progress.clear()
        archive.finish(run)
        after = archive.event_ids()
    if not options.quiet:
        print(f"{pages:,} pages coded again by {made}")
        print(f"records: {same:,} as before, {changed:,} changed, {new:,} new, {gone:,} gone")
        for name, number in sorted(fields.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {name}: {number:,}")
        print(f"events: {len(before & after):,} as before, {len(after - before):,} new, {len(before - after):,} gone")
    return SOME_FAILED if failed else OK


def _list(told: Difference) -> None:
    for record in told.gone:
        print(f"- {_shown(record)}")
    for record in told.new:
        print(f"+ {_shown(record)}")
    for change in told.changed:
        print(f"~ {_shown(change.before)}")
        for name in change.fields:
            print(f"    {name}: {_value(change.before, name)} → {_value(change.after, name)}")


def _shown(record: EventRecord) -> str:
    return f"{record.id} {record.type} “{one_line(record.trigger.text)}” in: {one_line(record.sentence.text)}"


def _value(record: EventRecord, name: str) -> str:
    value = getattr(record, name)
    if name in ("actors", "recipients"):
        return ", ".join(f"{one_line(p.text)} ({p.code or '?'} {p.sector})" for p in value) or "nobody"
    if name in ("sentence", "trigger"):
        return f"“{one_line(value.text)}”"
    if name == "when" and value:
        return f"{value.start} to {value.end}" if value.end != value.start else str(value.start)
    if name == "where" and value:
        return f"{one_line(value.name or value.span.text)} ({value.country or '?'})"
    if name == "source" and value:
        return f"{one_line(value.text or 'nobody named')} ({value.code or '?'}), {value.stance}"
    return "none" if value is None else str(value)
