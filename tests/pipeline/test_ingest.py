"""From the coder into an archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive import reports
from archive.reports import Coder, NewerCoder, page

from lapwing.archive import joining
from lapwing.archive.changes import Changes
from lapwing.archive.store import Archive
from lapwing.core.settings import Settings
from lapwing.pipeline.ingest import add, recode
from lapwing.records.page import Failure

GIVEN = [
    page("Iraq attacked Iran in Basra, killing 3. France accused Iran.", origin="a.txt"),
    Failure(id="b", origin="b.txt", stage="sources", reason="it is empty"),
    page("REFUSE", origin="c.txt"),
    page("Egypt aided Syria.", origin="d.txt"),
    page("Egypt aided Syria.", origin="e.txt"),
]
ONE = Settings(workers=1, min_confidence=0.99)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "archive.db")


def test_each_document_is_added_or_known_or_failed(archive: Archive) -> None:
    run = archive.begin("add", "test 1")
    done = list(add(archive, GIVEN, ONE, run, stamp="test 1", loader=Coder))  # type: ignore[arg-type]
    assert len(done) == len(GIVEN)
    assert [(d.coded.origin, d.known, bool(d.coded.failure)) for d in done if not d.known] == [
        ("a.txt", False, False), ("b.txt", False, True), ("c.txt", False, True), ("d.txt", False, False),
    ]  # fmt: skip
    assert [d.coded.origin for d in done if d.known] == ["e.txt"]
    stats = archive.stats()
    assert (stats.reports, stats.records, stats.failures) == (2, 3, 2), "records of every confidence are kept"
    finished = archive.finish(run)
    assert (finished.documents, finished.records, finished.failed) == (2, 3, 2)


def test_what_is_known_is_not_coded_again(archive: Archive) -> None:
    class Counting(Coder):
        coded = 0

        def code_page(self, page: reports.Page) -> reports.Coded:
            Counting.coded += 1
            return super().code_page(page)

    for _ in range(2):
        run = archive.begin("add", "test 1")
        list(add(archive, GIVEN, ONE, run, stamp="test 1", loader=Counting))  # type: ignore[arg-type]
    assert Counting.coded == 4, "a, c and d, and c once more, for it may have been out of memory"


def test_a_page_that_breaks_the_archive_is_a_failure_and_the_others_go_on(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = joining.follow

    def broken(connection: object, changes: Changes, **given: str) -> None:
        if len(changes.records) == 2:
            raise ZeroDivisionError("division by zero")
        follow(connection, changes, **given)  # type: ignore[arg-type]

    monkeypatch.setattr("lapwing.archive.joining.follow", broken)
    run = archive.begin("add", "test 1")
    done = list(add(archive, GIVEN, ONE, run, stamp="test 1", loader=Coder))  # type: ignore[arg-type]
    failure = done[0].coded.failure
    assert failure
    assert failure.reason == "unexpected ZeroDivisionError: division by zero; please report it"
    assert archive.stats().reports == 1
    assert "a.txt" in {f.origin for f in archive.failures()}


def test_recode_replaces_what_another_version_coded_once(archive: Archive) -> None:
    run = archive.begin("add", "test 1")
    list(add(archive, GIVEN, ONE, run, stamp="test 1", loader=Coder))  # type: ignore[arg-type]
    run = archive.begin("recode", "test 2")
    done = {d.coded.origin: d for d in recode(archive, ONE, run, stamp="test 2", loader=NewerCoder)}  # type: ignore[arg-type]
    told = done["a.txt"].difference
    assert (told.same, len(told.changed), len(told.new), len(told.gone)) == (1, 1, 0, 0)
    assert set(told.changed[0].fields) >= {"type", "score"}
    assert [r.type for r in done["d.txt"].difference.gone] == ["AID"]
    assert {r.type for r in archive.records()} == {"ASSAULT", "THREATEN"}
    again = [d.coded.origin for d in recode(archive, ONE, run, stamp="test 2", loader=NewerCoder)]  # type: ignore[arg-type]
    assert set(again) <= {"c.txt"}, "only what could not be read is tried again"
