"""Measures what an archive costs while reports come in, and how quickly it answers, and prints it beside its bars.

    python -m benchmarks.archive [--records 1000000] [--adds 40] [--archive PATH-or-URL]
    python -m benchmarks.archive --linking [--records 3000] [--days 60] [--adds 20]

Archives are synthesised (`benchmarks/synthesis.py`): one of a tenth of the records, in which reports are put, and one of all,
which is asked. A million records take some 4 GB of disk and ten minutes to make; with --archive, that one is kept, and used
again by the next run. With --linking, only what it costs to put in reports that were coded already: synthesised ones, in an
archive of so many records within so many days; no model is needed. Times are of processor and wall clock; on a busy machine, believe the former.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa

from benchmarks.run import REPORTS, Figure, show
from benchmarks.synthesis import COUNTRIES, DAYS, FIRST, fill
from lapwing.archive import schema
from lapwing.archive.documents import Document
from lapwing.archive.reading import Search
from lapwing.archive.store import Archive
from lapwing.core.intervals import Interval
from lapwing.pipeline.ingest import document
from lapwing.pipeline.standard import load
from lapwing.records.page import Page
from lapwing.sources.jsonl import page_id
from lapwing.stories.accounts import accounts
from lapwing.stories.accounts_differ import differences
from lapwing.stories.scores import series

ASKED = 100
"""Questions of each kind."""


def adding(records: int, adds: int) -> Figure:
    """What putting reports into an archive adds to coding them, in hundredths; processor time."""
    coder = load()
    with tempfile.TemporaryDirectory() as folder, Archive.create(Path(folder, "archive.db")) as archive:
        fill(archive, records)
        run = archive.begin("benchmark", "benchmark")
        pages = list(itertools.islice(_pages(), adds))
        coder.code_page(pages[0])  # what is loaded at first use is not counted
        coding = putting = 0.0
        for page in pages:
            begun = time.process_time()
            coded = coder.code_page(page)
            between = time.process_time()
            archive.put([document(page, coded, "benchmark")], run)
            coding += between - begun
            putting += time.process_time() - between
        done = archive.finish(run)
    note = (
        f"{done.documents} reports, {done.records} records into {records:,}: {1000 * coding / adds:.0f} ms to code one, "
        f"{1000 * putting / adds:.0f} ms to put it in"
    )
    return Figure("adding to an archive", 100 * putting / coding, "%", 15, note=note)


def linking(records: int, adds: int, days: int) -> None:
    """Prints what it takes to put in synthesised reports, of ten records each, that tell of what others told before."""
    with tempfile.TemporaryDirectory() as folder, Archive.create(Path(folder, "archive.db")) as archive:
        made = fill(archive, records, days=days, apart=adds)
        run = archive.begin("benchmark", "benchmark")
        taken = []
        for page, article, told in made:
            coded = Document(page=page, article=article, records=tuple(record for _, record in told), stamp="benchmark")
            begun = time.process_time()
            archive.put([coded], run)
            taken.append(1000 * (time.process_time() - begun))
        # The first find nothing held in memory; half of them is not counted.
        later = sorted(taken[adds // 2 :])
        print(
            f"{adds} reports into {records:,} records of {days:,} days: {taken[0]:.0f} ms the first, "
            f"then {sum(later) / len(later):.1f} ms on average, {later[len(later) // 2]:.1f} ms the middle one "
            f"(archive {archive.stats().digest})"
        )


def _pages() -> Iterator[Page]:
    """The example reports again and again, each time about another day and numbered, so that no two are the same."""
    texts = [json.loads(line)["text"] for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    for number in itertools.count():
        for text in texts:
            content = f"{text}\nThis was report {number}.".encode()
            day = FIRST + dt.timedelta(days=DAYS - 1 - 3 * number)
            yield Page(
                id=page_id(content), content=content, media="text/plain", origin=f"report {number}", published=day
            )


def asking(archive: Archive) -> list[Figure]:
    """Milliseconds that questions take, by the wall clock: the longest of 95 in 100."""
    random_ = random.Random(5)
    table = schema.events
    with archive.database.reading() as connection:
        size = connection.execute(sa.select(sa.func.count()).select_from(schema.records)).scalar_one()
        ids = list(connection.execute(sa.select(table.c.id).order_by(table.c.id).limit(20_000)).scalars())
        large = list(connection.execute(sa.select(table.c.id).where(table.c.records >= 20).limit(2000)).scalars())
        records = sa.select(schema.records.c.id).order_by(schema.records.c.id).limit(20_000)
        named = list(connection.execute(records).scalars())
    codes = list(COUNTRIES.values())

    def window(days: int) -> Interval:
        start = FIRST + dt.timedelta(days=random_.randrange(DAYS - days))
        return Interval(start, start + dt.timedelta(days=days - 1))

    def event(names: list[str]) -> None:
        found = archive.event(random_.choice(names))
        records = {record.id: record for record in archive.records(found.records)}
        copies = archive.copies_among(found.reports)
        differences(found, accounts(found, records, copies=copies), records)

    def dyad() -> None:
        actor, recipient = random_.sample(codes[:12], 2)
        wanted = Search(actor=actor, recipient=recipient, days=window(365))
        events = list(archive.events(wanted))
        series(events, {}, actor, recipient)

    def course() -> None:
        """What a story is made of: all events of a week between two countries, with their records."""
        actor, recipient = random_.sample(codes[:12], 2)
        events = list(archive.events(Search(actor=actor, recipient=recipient, days=window(28))))
        list(archive.records(name for found in events for name in found.records))

    questions: tuple[tuple[str, Callable[[], object]], ...] = (
        ("an event with its accounts", lambda: event(ids)),
        ("a large event likewise", lambda: event(large or ids)),
        ("a year of a pair, as series", dyad),
        ("four weeks of a pair, as story", course),
        ("which event a record is of", lambda: archive.event_of(random_.choice(named))),
    )
    return [
        Figure(name, _p95(question), "ms", 50, note=f"{size:,} records, 95 % of {ASKED}")
        for name, question in questions
    ]


def _p95(question: Callable[[], object]) -> float:
    question()
    taken = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        question()
        taken.append(1000 * (time.perf_counter() - begun))
    return sorted(taken)[int(ASKED * 0.95) - 1]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--records", type=int, default=1_000_000, help="records of the archive that is asked")
    parser.add_argument("--adds", type=int, default=40, help="reports that are put in (0 leaves that part out)")
    parser.add_argument("--archive", help="make the archive there and keep it, or ask the one that is there")
    parser.add_argument("--linking", action="store_true", help="measure only putting in what was coded already")
    parser.add_argument("--days", type=int, default=DAYS, help="over which the records of --linking are spread")
    options = parser.parse_args()
    if options.linking:
        linking(options.records, options.adds, options.days)
        return
    figures = [adding(options.records // 10, options.adds)] if options.adds else []
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.create(options.archive or Path(folder, "archive.db")) as archive,
    ):
        if not archive.runs(limit=1):
            begun = time.process_time()
            fill(archive, options.records)
            print(f"{options.records:,} records made in {time.process_time() - begun:.0f} s of processor time")
        figures += asking(archive)
    show(figures)


if __name__ == "__main__":
    main()
