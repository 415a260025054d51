"""Putting documents in: the same report twice, in any order, changes nothing."""

from __future__ import annotations

import random

import archive.reports as reports
from archive.reports import batch, loaded

from lapwing.archive.store import Archive


def test_the_same_documents_again_change_nothing(archive: Archive) -> None:
    documents = batch(12)
    before = loaded(archive, documents).stats()
    assert before.records > 12
    assert before.copies
    run = archive.begin("again", reports.STAMP)
    assert archive.put(documents, run) == [False] * len(documents)
    assert archive.stats() == before


def test_order_does_not_matter(where: str, another: str) -> None:
    documents = batch(20)
    shuffled = random.Random(3).sample(documents, len(documents))
    with Archive.create(where) as one, Archive.create(another) as other:
        first, second = loaded(one, documents).stats(), loaded(other, shuffled).stats()
        assert first == second
        assert list(one.events()) == list(other.events())
