"""Putting documents in: the same report twice, in any order, changes nothing; events are those of a batch."""

from __future__ import annotations

import random

import msgspec
from archive import reports
from archive.reports import DAY, batch, document, loaded

from lapwing.archive import documents
from lapwing.archive.check import check
from lapwing.archive.store import Archive
from lapwing.records.page import Failure
from lapwing.records.story import originals
from lapwing.stories import duplicates, reconcile


def test_the_same_documents_again_change_nothing(archive: Archive) -> None:
    given = batch(12)
    before = loaded(archive, given).stats()
    assert before.records > 12
    assert before.copies
    run = archive.begin("again", reports.STAMP)
    assert archive.put(given, run) == [False] * len(given)
    assert archive.stats() == before
    assert archive.finish(run).documents == 0


def test_order_does_not_matter(where: str, another: str) -> None:
    given = batch(16)
    shuffled = random.Random(3).sample(given, len(given))
    with Archive.create(where) as one, Archive.create(another) as other:
        assert loaded(one, given).stats() == loaded(other, shuffled).stats()
        assert list(one.events()) == list(other.events())
        assert [r for r in one.records()] == [r for r in other.records()]


def test_events_and_copies_are_those_of_a_batch_over_everything(archive: Archive) -> None:
    loaded(archive, batch(16))
    records, articles = list(archive.records()), list(archive.articles())
    copies = duplicates.copies(articles)
    assert archive.copies() == copies
    assert copies
    events = reconcile.reconcile(records, copies)
    assert any(len(event.records) > 1 for event in events)
    assert list(archive.events()) == list(events)
    assert archive.copies_among(a.id for a in articles) == originals(copies)
    assert list(check(archive.database, deep=True)) == []


def test_all_at_once_is_as_one_by_one(where: str, another: str) -> None:
    given = batch(10)
    with Archive.create(where) as one, Archive.create(another) as other:
        other.put(given, other.begin("all", reports.STAMP))
        assert loaded(one, given).stats() == other.stats()


def test_one_text_from_two_pages_is_one_report_read_from_the_earlier(archive: Archive) -> None:
    text = "Iraq attacked Iran in Basra. Nothing more was said."
    later = document(text, published=DAY.replace(day=20), url="https://example.org/later")
    earlier = document(text, published=DAY, url="https://example.net/earlier")
    loaded(archive, [later, earlier])
    stats = archive.stats()
    assert (stats.pages, stats.reports, stats.records) == (2, 1, 1)
    (record,) = archive.records()
    assert record.report.url == "https://example.net/earlier"
    assert record.when
    assert record.when.start == DAY


def test_records_keep_their_ids_and_name_the_report_by_its_text(archive: Archive) -> None:
    given = document("Iraq attacked Iran. France aided Syria.")
    named = msgspec.structs.replace(given, page=msgspec.structs.replace(given.page, id="report-1"))
    loaded(archive, [named])
    assert given.article
    assert [r.id for r in archive.records()] == sorted(r.id for r in given.records)
    assert {r.report.id for r in archive.records()} == {given.article.sha256[:16]}
    assert archive.record(given.records[0].id[:6]).trace == given.records[0].trace


def test_two_records_of_one_type_on_one_trigger_are_both_kept(archive: Archive) -> None:
    """Codebook, section 2: two sources telling one action differently in one sentence make two records."""
    given = document("Iraq attacked Iran in Basra.")
    twins = (given.records[0], msgspec.structs.replace(given.records[0], killed=(7, 7)))
    loaded(archive, [msgspec.structs.replace(given, records=twins)])
    assert sorted(r.killed or (0, 0) for r in archive.records()) == [(0, 0), (7, 7)]
    assert list(check(archive.database)) == []


def test_a_report_that_revises_an_event_is_logged(archive: Archive) -> None:
    first = document("Iraq attacked Iran in Basra, killing 3.", published=DAY)
    second = document("Again it was said that Iraq attacked Iran in Basra, killing 3.", published=DAY)
    loaded(archive, [first])
    (before,) = archive.events()
    assert archive.revisions() == []
    loaded(archive, [second])
    (after,) = archive.events()
    assert set(before.records) < set(after.records)
    (change,) = archive.revisions(after.id)
    assert (change.event, change.before) == (after.id, (before.id,))
    assert second.article
    assert change.because == second.article.sha256[:16]


def test_a_failure_is_kept_until_its_document_is_read(archive: Archive) -> None:
    page = reports.page("Iraq attacked Iran.", origin="a.txt")
    failure = Failure(id=page.id, origin="a.txt", stage="annotate", reason="out of memory")
    run = archive.begin("add", reports.STAMP)
    archive.put([documents.Document(page=page, article=None, failure=failure, stamp=reports.STAMP)], run)
    assert archive.known([page]) == [False], "it is tried again"
    assert [f.reason for f in archive.failures()] == ["out of memory"]
    assert list(check(archive.database)) == []
    archive.put([document(page)], run)
    assert archive.failures() == []
    assert archive.stats().records == 1
    done = archive.finish(run)
    assert (done.documents, done.records, done.failed) == (1, 1, 1)
