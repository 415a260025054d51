"""Runners keep the order, survive every document, and give the same outcomes whatever the number of workers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import msgspec
import pytest
import stand_ins

from lapwing.core.settings import Settings
from lapwing.pipeline import runners
from lapwing.records.page import Failure, Page


def pages(texts: list[str]) -> list[Page | Failure]:
    return [
        Page(id=str(i), content=text.encode(), media="text/plain", origin=f"page {i}") for i, text in enumerate(texts)
    ]


MIXED = [f"Iraq ACCUSE Iran {i} times." if i % 5 else ("REFUSE", "BUG", "")[i // 5 % 3] for i in range(40)]


def test_processes_give_what_serial_gives_in_the_same_order() -> None:
    given = pages(MIXED)
    given.insert(7, Failure(id="x", origin="gone.txt", stage="read", reason="it is not there"))
    one = list(runners.serial(given, Settings(), stand_ins.load))
    two = list(runners.processes(given, Settings(), 2, stand_ins.load))
    assert [c.id for c in one] == [p.id for p in given]
    assert msgspec.json.encode(one) == msgspec.json.encode(two)


def test_a_document_that_kills_its_worker_fails_alone() -> None:
    given = pages(["Iraq ACCUSE Iran.", "DIE", "France AID Syria."])
    first, dead, last = runners.processes(given, Settings(), 1, stand_ins.load)
    assert first.records
    assert last.records
    assert dead.failure is not None
    assert "the process that coded it died" in dead.failure.reason


@pytest.mark.parametrize("finished", [True, False])
def test_a_batch_taken_while_another_kills_its_worker_is_kept(monkeypatch: pytest.MonkeyPatch, finished: bool) -> None:
    monkeypatch.setattr(runners, "_BATCH_PAGES", 2)
    given = pages([f"Iraq ACCUSE Iran {i} times." for i in range(6)])
    submitted: list[int] = []

    def submit(pool: object, settings: Settings, loader: runners.Loader, batch: list[Page | Failure]) -> object:
        submitted.append(len(batch))
        if len(submitted) == 3:  # the third batch is taken, and the pool is found broken
            raise BrokenProcessPool
        future: Future[object] = Future()
        if finished or len(submitted) > 3:
            future.set_result(runners._code(settings, loader, batch))
        else:
            future.set_exception(BrokenProcessPool())
        return future

    monkeypatch.setattr(runners, "_submit", submit)
    coded = list(runners.processes(iter(given), Settings(), 2, stand_ins.load))
    assert [c.id for c in coded] == [p.id for p in given]
    assert not any(c.failure for c in coded)


def test_workers_have_one_thread_and_the_environment_of_the_caller_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    before = dict(os.environ)
    outcomes = runners.processes(pages(["Iraq ACCUSE Iran."]), Settings(), 1, stand_ins.load_in_one_thread)
    assert next(outcomes).records
    assert dict(os.environ) == before, "while the outcomes are still being read"


def test_pages_are_read_only_as_far_ahead_as_workers_need() -> None:
    read = []

    def endless() -> Iterator[Page]:
        for i in range(10_000):
            read.append(i)
            yield Page(id=str(i), content=b"Iraq ACCUSE Iran.", media="text/plain", origin="")

    outcomes = runners.processes(endless(), Settings(), 1, stand_ins.load)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert len(read) <= 3 * runners._BATCH_PAGES


@pytest.mark.parametrize(
    ("count", "size", "several"),
    [(1, 1_000_000, False), (3, 100, False), (40, 10_000, True)],
    ids=["one large page", "a few small pages", "many pages"],
)
def test_workers_start_on_their_own_account_only_when_it_is_worth_it(
    monkeypatch: pytest.MonkeyPatch, count: int, size: int, several: bool
) -> None:
    chosen: list[int] = []
    monkeypatch.setattr(runners, "available_cores", lambda: 2)
    monkeypatch.setattr(runners, "serial", lambda *_: iter(chosen.append(1) or ()))
    monkeypatch.setattr(
        runners, "processes", lambda pages, settings, workers, loader: iter(chosen.append(workers) or ())
    )
    runners.run(iter(pages(["x" * size] * count)), Settings(), stand_ins.load)
    assert chosen == [2 if several else 1]
