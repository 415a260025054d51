"""Runners: the documents of a batch through the coder, in this process or in several.

Outcomes come in the order of the documents, and are the same whatever the number of workers.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain

from lapwing.core.settings import MAX_AUTOMATIC_WORKERS, Settings
from lapwing.pipeline.coder import Coder
from lapwing.pipeline.outcome import Coded
from lapwing.records.page import Failure, Page

Loader = Callable[[Settings], Coder]
"""Makes the coder of a process; must be importable by name, for workers are spawned."""

_BATCH_PAGES, _BATCH_BYTES = 16, 60_000
"""What a worker is given at once: enough to make the way there cheap, little enough to keep all workers busy (a batch
of 60 kB of plain text is some four seconds of work, a news page is one batch)."""

_WORTH_BYTES = 120_000
"""Input from which workers are started on their own account: they take about two seconds to load, in which one process
codes some 25 kB; half a minute of work is worth it, a page or two are not."""

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def load(settings: Settings) -> Coder:
    """The coder with our stages.

    The module is imported by name when a process begins to code: the process that only hands documents to workers
    stays 150 MB smaller, and starts a second sooner.
    """
    coder: Coder = importlib.import_module("lapwing.pipeline.standard").load(settings)
    return coder


def run(pages: Iterable[Page | Failure], settings: Settings, loader: Loader = load) -> Iterator[Coded]:
    """Codes documents as `settings.workers` says, in order.

    With 0 workers, it reads ahead until it knows whether there is enough to do for several processes; give 1 to code
    a slow stream as it comes.

    Raises:
        ModelError: the trained files cannot be loaded.
        KnowledgeError: a knowledge file cannot be loaded.
    """
    workers = settings.workers
    if workers == 0:
        cores = min(available_cores(), MAX_AUTOMATIC_WORKERS)
        ahead, rest = _look_ahead(pages)
        pages = chain(ahead, rest)
        enough = len(ahead) > cores and sum(_size(p) for p in ahead) >= _WORTH_BYTES
        workers = cores if enough else 1
    return serial(pages, settings, loader) if workers == 1 else processes(pages, settings, workers, loader)


def serial(pages: Iterable[Page | Failure], settings: Settings, loader: Loader = load) -> Iterator[Coded]:
    """Codes documents one after the other in this process; loads the coder at the first that needs it."""
    coder: Coder | None = None
    for page in pages:
        if isinstance(page, Failure):
            yield _refused(page)
            continue
        if coder is None:
            coder = loader(settings)
        yield coder.code_page(page)


def processes(
    pages: Iterable[Page | Failure], settings: Settings, workers: int, loader: Loader = load
) -> Iterator[Coded]:
    """Codes documents in worker processes, each with its own coder and one thread.

    A document on which a worker dies (out of memory, killed) becomes a failure; the others are coded again.
    """
    batches = _batches(pages)
    waiting: deque[list[Page | Failure]] = deque()
    futures: deque[Future[list[Coded]]] = deque()  # of the first of those waiting
    pool = _pool(workers)
    try:
        while True:
            # Two batches a worker: one at work, one at hand. More would only hold more pages in memory.
            while len(waiting) < 2 * workers and (batch := next(batches, None)) is not None:
                waiting.append(batch)
            if not waiting:
                return
            try:
                # A worker that died over any batch breaks the pool, which is told by the next call on it.
                while len(futures) < len(waiting):
                    futures.append(_submit(pool, settings, loader, waiting[len(futures)]))
                outcomes: Iterable[Coded] = futures[0].result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(workers)
                if futures and _finished(futures[0]):
                    outcomes = futures[0].result()
                else:
                    outcomes = (_alone(page, settings, loader) for page in waiting[0])
                futures.clear()
            else:
                futures.popleft()
            waiting.popleft()
            yield from outcomes
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def available_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _look_ahead(pages: Iterable[Page | Failure]) -> tuple[list[Page | Failure], Iterator[Page | Failure]]:
    """The first documents, until they are worth several processes, and the iterator over the others."""
    rest = iter(pages)
    ahead: list[Page | Failure] = []
    size = 0
    for page in rest:
        ahead.append(page)
        size += _size(page)
        if size >= _WORTH_BYTES and len(ahead) > MAX_AUTOMATIC_WORKERS:
            break
    return ahead, rest


def _batches(pages: Iterable[Page | Failure]) -> Iterator[list[Page | Failure]]:
    batch: list[Page | Failure] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += _size(page)
        if len(batch) == _BATCH_PAGES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(page: Page | Failure) -> int:
    return len(page.content) if isinstance(page, Page) else 0


def _refused(failure: Failure) -> Coded:
    return Coded(id=failure.id, origin=failure.origin, failure=failure)


def _finished(future: Future[list[Coded]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _alone(page: Page | Failure, settings: Settings, loader: Loader) -> Coded:
    """Codes one document in a process of its own, after a worker died on one of its batch."""
    if isinstance(page, Failure):
        return _refused(page)
    with _pool(1) as pool:
        try:
            return _submit(pool, settings, loader, [page]).result()[0]
        except BrokenProcessPool:
            reason = "the process that coded it died, probably out of memory; split it or give it more"
            failure = Failure(id=page.id, origin=page.origin, stage="worker", reason=reason)
            return Coded(id=page.id, origin=page.origin, failure=failure, size=len(page.content))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_leave_interrupts)


def _submit(
    pool: ProcessPoolExecutor, settings: Settings, loader: Loader, batch: list[Page | Failure]
) -> Future[list[Coded]]:
    with _one_thread():  # workers are started by what is submitted
        return pool.submit(_code, settings, loader, batch)


class _one_thread:  # noqa: N801 - reads as a statement
    """Workers inherit the environment: each gets one thread, for there is one worker a core.

    Set around the start of workers, not in them: a script that imports NumPy is run by a worker before anything of ours,
    and the number of threads is read then. The caller's environment is as before at once.
    """

    _lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()
        self._before = {name: os.environ.get(name) for name in _ONE_THREAD}
        os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))

    def __exit__(self, *error: object) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._lock.release()


# What follows runs in the workers.

_coders: dict[Settings, Coder] = {}


def _leave_interrupts() -> None:
    """Ctrl-C goes to the whole group; the parent ends the workers, which else would each print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _code(settings: Settings, loader: Loader, batch: list[Page | Failure]) -> list[Coded]:
    if settings not in _coders:
        _coders[settings] = loader(settings)
    coder = _coders[settings]
    return [_refused(page) if isinstance(page, Failure) else coder.code_page(page) for page in batch]
