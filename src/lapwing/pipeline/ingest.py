"""Documents through the coder into an archive: those that are new, and those that an older version coded."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from lapwing.archive.comparing import Difference, difference
from lapwing.archive.documents import Document
from lapwing.archive.packing import article_key, page_key
from lapwing.archive.store import Archive, Run
from lapwing.core.errors import LapwingError
from lapwing.core.settings import Settings
from lapwing.pipeline.outcome import Coded
from lapwing.pipeline.runners import Loader, load, run
from lapwing.records.page import Failure, Page

log = logging.getLogger("lapwing")

_AHEAD = 32
"""Documents looked up at once."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """One document of an input, and what became of it."""

    coded: Coded
    """Without records when it was in the archive already."""
    known: bool
    """It was in the archive already, and nothing was done."""


def add(
    archive: Archive,
    pages: Iterable[Page | Failure],
    settings: Settings,
    under: Run,
    *,
    stamp: str,
    loader: Loader = load,
) -> Iterator[Added]:
    """Codes the documents that an archive does not hold, and puts each in as soon as it is coded.

    A document is kept when its outcome is yielded: a run that is killed loses what it was coding, and is resumed by running
    it again.

    Args:
        archive: where to.
        pages: the documents.
        settings: how to code; records of every confidence are kept.
        under: the command that does it.
        stamp: versions of what codes (`pipeline.stamp`).
        loader: makes the coder of each process.
    """
    if settings.min_confidence:
        settings = msgspec.structs.replace(settings, min_confidence=0.0)
    waiting: deque[Page | Failure] = deque()  # what `run` was given and has not answered
    known: deque[Page] = deque()
    outcomes = run(_unknown(archive, pages, waiting, known), settings, loader)
    for coded in outcomes:
        while known:
            yield _known(known.popleft())
        yield Added(coded=_kept(archive, waiting.popleft(), coded, under, stamp), known=False)
    while known:
        yield _known(known.popleft())


def _unknown(
    archive: Archive, pages: Iterable[Page | Failure], waiting: deque[Page | Failure], known: deque[Page]
) -> Iterator[Page | Failure]:
    """The documents that are to be coded."""
    rest, seen = iter(pages), set[str]()
    while ahead := list(islice(rest, _AHEAD)):
        asked = [page for page in ahead if isinstance(page, Page)]
        held = {page_key(page) for page, there in zip(asked, archive.known(asked), strict=True) if there}
        for page in ahead:
            key = page_key(page) if isinstance(page, Page) else ""
            if isinstance(page, Page) and (key in held or key in seen):
                known.append(page)
                continue
            seen.add(key)
            waiting.append(page)
            yield page


def _known(page: Page) -> Added:
    return Added(coded=Coded(id=page.id, origin=page.origin, size=len(page.content)), known=True)


def _kept(archive: Archive, page: Page | Failure, coded: Coded, under: Run, stamp: str) -> Coded:
    if isinstance(page, Failure):
        archive.refuse(page, under)
        return coded
    return _put(archive, page, coded, under, stamp)


def _put(archive: Archive, page: Page, coded: Coded, under: Run, stamp: str, *, anew: bool = False) -> Coded:
    """Puts a page in; one that the archive cannot take becomes a failure, and the batch goes on."""
    try:
        archive.put([document(page, coded, stamp)], under, anew=anew)
    except LapwingError:
        raise  # of the archive, not of this page
    except Exception as error:
        log.debug("%s: archive", page.origin, exc_info=True)
        reason = " ".join(f"unexpected {type(error).__name__}: {error}; please report it".split())
        failure = Failure(id=page.id, origin=page.origin, stage="archive", reason=reason)
        coded = Coded(id=page.id, origin=page.origin, failure=failure, size=coded.size)
        archive.put([document(page, coded, stamp)], under, anew=anew)
    return coded


def document(page: Page, coded: Coded, stamp: str) -> Document:
    """What an archive keeps of a coded page."""
    return Document(page=page, article=coded.article, records=coded.records, failure=coded.failure, stamp=stamp)


class Recoded(msgspec.Struct, frozen=True, kw_only=True):
    """One page that was coded again."""

    coded: Coded
    difference: Difference
    """What changed in the records of its report, corrections applied."""


def recode(
    archive: Archive,
    settings: Settings,
    under: Run,
    *,
    stamp: str,
    everything: bool = False,
    loader: Loader = load,
) -> Iterator[Recoded]:
    """Codes again the pages that another version coded; each is replaced when its outcome is yielded.

    A page that the new version cannot read keeps what it has, and is named in the failures.

    Args:
        archive: which one.
        settings: how to code.
        under: the command that does it.
        stamp: versions of what codes.
        everything: also the pages that this version coded.
        loader: makes the coder of each process.
    """
    settings = msgspec.structs.replace(settings, min_confidence=0.0, published=None, media=None)
    # A page may have to be read again because another one of the same text moved behind it: hence a second round.
    for round_ in range(2):
        waiting: deque[Page] = deque()
        pages = _noted(archive.outdated(stamp, everything=everything and round_ == 0), waiting)
        for outcome in run(pages, settings, loader):
            page = waiting.popleft()
            before = archive.records_of_page(page)
            coded = _put(archive, page, outcome, under, stamp, anew=True)
            after = archive.records_of_page(page)
            told = Difference(same=len(after))
            if coded.article:
                article = msgspec.structs.replace(coded.article, id=article_key(coded.article.sha256))
                told = difference(before, after, article)
            yield Recoded(coded=coded, difference=told)


def _noted(pages: Iterable[Page], waiting: deque[Page]) -> Iterator[Page]:
    for page in pages:
        waiting.append(page)
        yield page
