"""Kill −9 at any point, then the same command again: the archive is that of an undisturbed run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from archive import worker
from archive.conftest import fresh
from archive.reports import STAMP, batch, loaded

from lapwing.archive.check import check
from lapwing.archive.store import Archive

TESTS = Path(__file__).parent.parent
KILLS = 60
"""In each database."""
A_DOCUMENT, A_RECODED_DOCUMENT = 140, 400
"""Points that an attempt lives through at most. Putting a document in has some 90, replacing one up to 300: most attempts
are killed within the first document that they begin, some in the second."""


def started(where: str, task: str, *, kills: int = 0, ahead: int = 1) -> subprocess.Popen[str]:
    """A process that works on an archive, in the folder in which it finds the modules of the tests."""
    command = [sys.executable, "-W", "error", "-m", "archive.worker", where, task, "1", str(kills), str(ahead)]
    return subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> dict[str, int]:
    out, _ = process.communicate()
    assert process.returncode == 0
    killed: dict[str, int] = json.loads(out)
    return killed


def digest(where: str, *, deep: bool = False) -> str:
    with Archive.open(where) as archive:
        assert list(check(archive.database, deep=deep)) == []
        return archive.stats().digest


def undisturbed(where: str) -> str:
    with Archive.create(where) as archive:
        return loaded(archive, batch(worker.NUMBER)).stats().digest


def test_adding_is_killed_at_many_points_and_resumed(where: str, tmp_path: Path) -> None:
    Archive.create(where).close()
    killed = ended(started(where, "add", kills=KILLS, ahead=A_DOCUMENT))
    assert sum(killed.values()) == KILLS
    assert killed.keys() >= {"statement", "after statement", "commit"}
    with Archive.open(where) as archive:
        runs = archive.runs(limit=100)
    assert sum(run.finished is None for run in runs) > KILLS // 2, "those that were killed have no end"
    assert sum(run.documents for run in runs) == len(batch(worker.NUMBER)), "each document was written once"
    assert digest(where, deep=True) == undisturbed(fresh(where, tmp_path))


def test_recoding_a_corrected_archive_is_killed_at_many_points_and_resumed(where: str, tmp_path: Path) -> None:
    plain = fresh(where, tmp_path)
    corrections = []
    for place in (where, plain):
        undisturbed(place)
    worker.corrected(plain)
    with Archive.open(plain) as archive, Archive.open(where) as other:
        corrections = worker.copied(archive, other)
    assert corrections == 3
    killed = ended(started(where, "recode", kills=15, ahead=A_RECODED_DOCUMENT))
    assert sum(killed.values()) == 15
    ended(started(plain, "recode"))
    assert digest(where) == digest(plain)


def test_two_processes_at_once_add_the_same(where: str, tmp_path: Path) -> None:
    Archive.create(where).close()
    both = [started(where, task) for task in ("add", "reverse")]
    for process in both:
        ended(process)
    assert digest(where) == undisturbed(fresh(where, tmp_path))
    with Archive.open(where) as archive:
        assert sum(run.documents for run in archive.runs()) == len(batch(worker.NUMBER))
        assert {run.stamp for run in archive.runs()} == {STAMP}
