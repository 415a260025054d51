"""A process that works on an archive, and may be killed at any point.

    python -m archive.worker WHERE TASK SEED KILLS AHEAD

Imports once, then forks a process for each attempt: `kill -9` hits it at a random point (before or after a statement, a
commit, or a stage of the coder); then the next attempt goes on. At last one runs to the end. Prints how many were killed,
and at which kinds of points.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable

import sqlalchemy as sa
from archive import reports

from lapwing.archive.analyst import Analyst, every, take_in
from lapwing.archive.store import Archive
from lapwing.core.settings import Settings
from lapwing.pipeline.ingest import add, recode
from lapwing.pipeline.outcome import Coded
from lapwing.records.page import Page

NUMBER = 14
"""Documents that the tasks are about, some of them twice."""


class Fate:
    """Counts the points that a process passes, and kills it at one of them."""

    def __init__(self, at: int | None, pipe: int) -> None:
        self._left, self._pipe = at, pipe

    def point(self, kind: str) -> None:
        """A point at which the process may be killed."""
        if self._left is None:
            return
        self._left -= 1
        if self._left <= 0:
            os.write(self._pipe, kind.encode())
            os.kill(os.getpid(), signal.SIGKILL)


def opened(where: str, fate: Fate) -> Archive:
    """An archive whose every statement and commit is a point."""
    archive = Archive.open(where)
    engine = archive.database.engine
    for name, kind in (
        ("before_cursor_execute", "statement"),
        ("after_cursor_execute", "after statement"),
        ("commit", "commit"),
    ):
        sa.event.listen(engine, name, lambda *_, kind=kind, **__: fate.point(kind))
    return archive


def task(name: str, where: str, fate: Fate) -> None:
    """Does one of the tasks, as a user would begin it again after it was stopped."""

    class Coder(reports.NewerCoder if name == "recode" else reports.Coder):  # type: ignore[misc]
        def code_page(self, page: Page) -> Coded:
            fate.point("stage")
            coded: Coded = super().code_page(page)
            fate.point("stage")
            return coded

    given = reports.batch(NUMBER)
    with opened(where, fate) as archive:
        stamp = "test 2" if name == "recode" else "test 1"
        run = archive.begin(name, stamp)
        if name == "recode":
            for _ in recode(archive, Settings(workers=1), run, stamp=stamp, loader=Coder):
                fate.point("between documents")
        elif name == "reverse":
            pages = [one.page for one in reversed(given)]
            for _ in add(archive, pages, Settings(workers=1), run, stamp=stamp, loader=Coder):
                fate.point("between documents")
        elif name == "add":
            for _ in add(archive, reports.pages(given), Settings(workers=1), run, stamp=stamp, loader=Coder):
                fate.point("between documents")
        else:
            raise SystemExit(f"there is no task {name}")
        archive.finish(run)


def corrected(where: str) -> None:
    """Corrections of an archive that a recode must keep."""
    with Archive.open(where) as archive:
        analyst = Analyst(archive.database, "A. Analyst", "checked against the text")
        records = sorted(archive.records(), key=lambda r: r.id)
        accusation = next(r for r in records if r.type == "ACCUSE")
        aid = next(r for r in records if r.type == "AID")
        analyst.change_record(accusation.id, [("mode", "allege")])
        analyst.change_record(aid.id, [("recipients[0].sector", "REF")])
        analyst.reject_record(next(r.id for r in records if r.type == "ASSAULT"))


def copied(source: Archive, target: Archive) -> int:
    """Takes the corrections of one archive into another."""
    return take_in(target.database, [found for found, _, _ in every(source.database)])


def forked(work: Callable[[int], None]) -> tuple[int, str]:
    """Does work in a process of its own; gives its status and where it says it was killed."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        try:
            work(writable)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    os.close(writable)
    said = b""
    while part := os.read(readable, 100):
        said += part
    os.close(readable)
    return os.waitpid(child, 0)[1], said.decode()


def main(where: str, name: str, seed: str, kills: str, ahead: str) -> None:
    """Kills a task so many times, each time after at most so many points, then lets it end."""
    random_ = random.Random(int(seed))
    killed: Counter[str] = Counter()
    while sum(killed.values()) < int(kills):
        at = random_.randint(1, int(ahead))
        status, said = forked(lambda pipe, at=at: task(name, where, Fate(at, pipe)))
        if os.WIFEXITED(status):
            if os.WEXITSTATUS(status):
                raise SystemExit("an attempt failed")
            break  # it came to its end before its point
        killed[said] += 1
    status, _ = forked(lambda pipe: task(name, where, Fate(None, pipe)))
    if status:
        raise SystemExit("the last attempt failed")
    print(json.dumps(killed))


if __name__ == "__main__":
    main(*sys.argv[1:])
