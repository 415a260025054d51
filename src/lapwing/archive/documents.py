"""Documents into the archive: a page, the article read from it, its records, and which reports are copies of it.

All pages of one text share one article. It is read from the page that comes first: the earliest by publication date, then by
id. So the result does not depend on which page came in first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import copying, recording, schema
from lapwing.archive.changes import Changes
from lapwing.archive.packing import article_key, pack, page_key, unpack
from lapwing.core.errors import ArchiveError
from lapwing.records.article import Article
from lapwing.records.event import EventRecord
from lapwing.records.page import Failure, Page


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A page with what was read from it."""

    page: Page
    article: Article | None
    """None when it could not be read."""
    records: tuple[EventRecord, ...] = ()
    failure: Failure | None = None
    stamp: str
    """What read it: versions of code, model and knowledge."""


def put(connection: Connection, document: Document, changes: Changes, *, anew: bool = False) -> bool:
    """Writes a document; what another version read from its page is replaced.

    Args:
        connection: of the writer.
        document: what to write.
        changes: gets what events must follow.
        anew: whether what the same version read is replaced as well.

    Returns:
        whether it was new, or was read by another version before.
    """
    key = page_key(document.page)
    pages = schema.pages
    before = connection.execute(sa.select(pages.c.article_id, pages.c.stamp).where(pages.c.id == key)).one_or_none()
    if document.article is None or document.failure:
        _refused(connection, key, document, known=before is not None)
        return before is None
    if before is not None and before.article_id and before.stamp == document.stamp and not anew:
        return False
    # Where it came from is told by its page; two pages of one text must give one article.
    article = msgspec.structs.replace(document.article, id=article_key(document.article.sha256), origin="")
    connection.execute(sa.delete(schema.failures).where(schema.failures.c.origin == document.page.origin))
    row = {"article_id": None, "read_as": article.published, "stamp": document.stamp}
    if before is None:
        connection.execute(sa.insert(pages).values(**page_row(key, document.page), **row))
    else:
        connection.execute(sa.update(pages).where(pages.c.id == key).values(**row))
    _place(connection, key, article, document.records, changes)
    if before is not None and before.article_id and before.article_id != article.id:
        _leave(connection, key, before.article_id, article, changes)
    return True


def _refused(connection: Connection, key: str, document: Document, *, known: bool) -> None:
    """Keeps a page that could not be read, and why; what an earlier version read from it stays."""
    failure = document.failure
    page_id: str | None = key
    if not document.page.content:  # not even a page was had
        page_id = None
    elif not known:
        row = {"article_id": None, "read_as": None, "stamp": document.stamp}
        connection.execute(sa.insert(schema.pages).values(**page_row(key, document.page), **row))
    if failure:
        refused(connection, failure, page_id)


def refused(connection: Connection, failure: Failure, page_id: str | None = None, run: str = "") -> None:
    """Writes down why a document could not be read, in place of what was said of it before."""
    table = schema.failures
    connection.execute(sa.delete(table).where(table.c.origin == failure.origin))
    connection.execute(
        sa.insert(table).values(
            origin=failure.origin, page_id=page_id, stage=failure.stage, reason=failure.reason, run_id=run
        )
    )


def page_row(key: str, page: Page) -> dict[str, object]:
    """The row of a page, without what was read from it."""
    return {
        "id": key,
        "name": page.id,
        "media": page.media,
        "origin": page.origin,
        "url": page.url,
        "published": page.published,
        "fetched": page.fetched.isoformat() if page.fetched else None,
        "title": page.title,
        "encoding": page.encoding,
        "size": len(page.content),
        "content": pack(page.content),
    }


def _first_page(connection: Connection, article_id: str) -> str | None:
    """The page that an article is to be read from."""
    pages = schema.pages
    query = sa.select(pages.c.id).where(pages.c.article_id == article_id)
    # Null dates come last; said so in words that both databases know.
    return connection.execute(query.order_by(pages.c.read_as.is_(None), pages.c.read_as, pages.c.id)).scalar()


def _place(
    connection: Connection, key: str, article: Article, records: Sequence[EventRecord], changes: Changes
) -> None:
    """Puts a page to its article, and reads the article from it when it comes first."""
    pages, articles = schema.pages, schema.articles
    link = sa.update(pages).where(pages.c.id == key).values(article_id=article.id)
    held = connection.execute(sa.select(articles.c.page_id).where(articles.c.id == article.id)).scalar()
    if held is None:
        connection.execute(sa.insert(articles).values(**article_row(key, article)))
        connection.execute(link)
        _write(connection, article, records, changes)
        return
    connection.execute(link)
    first = _first_page(connection, article.id)
    if first == key:
        _clear(connection, article.id, changes)
        connection.execute(sa.update(articles).where(articles.c.id == article.id).values(**article_row(key, article)))
        _write(connection, article, records, changes)
    elif first != held:  # the page it was read from no longer comes first; the one that does is to be read again
        connection.execute(sa.update(pages).where(pages.c.id == first).values(stamp=""))


def _leave(connection: Connection, key: str, old: str, new: Article, changes: Changes) -> None:
    """Takes a page from the article that an earlier version read from it."""
    pages, articles, anchors = schema.pages, schema.articles, schema.anchors
    first = _first_page(connection, old)
    if first is None:
        _clear(connection, old, changes)
        connection.execute(sa.delete(articles).where(articles.c.id == old))
        moved = sa.update(anchors).where(anchors.c.article_id == old).values(article_id=new.id, record_id=None)
        if connection.execute(moved).rowcount:
            recording.reapply(connection, new, changes)
    elif connection.execute(sa.select(articles.c.page_id).where(articles.c.id == old)).scalar() == key:
        connection.execute(sa.update(pages).where(pages.c.id == first).values(stamp=""))


def article_row(key: str, article: Article) -> dict[str, object]:
    """The row of an article read from a page, before its records and copies are known."""
    return {
        "id": article.id,
        "page_id": key,
        "url": article.url,
        "title": article.title.text if article.title else None,
        "published": article.published,
        "publisher": article.publisher,
        "words": 0,
        "copy_of": None,
        "profile": None,
        "body": pack(article),
    }


def _write(connection: Connection, article: Article, records: Sequence[EventRecord], changes: Changes) -> None:
    recording.write(connection, article, records, changes)
    copying.find(connection, article, changes)
    changes.reports.add(article.id)


def _clear(connection: Connection, article_id: str, changes: Changes) -> None:
    recording.clear(connection, article_id, changes)
    copying.forget(connection, article_id, changes)


def load(connection: Connection, article_id: str) -> Article:
    """An article.

    Raises:
        ArchiveError: there is none of that id, or it is damaged.
    """
    articles = schema.articles
    body = connection.execute(sa.select(articles.c.body).where(articles.c.id == article_id)).scalar()
    if body is None:
        raise ArchiveError("there is no such report", article_id, "`lapwing archive stats` tells what there is")
    return unpack(body, Article, article_id)


def load_page(row: Any) -> Page:
    """The page of a row of the table."""
    fields = row._mapping
    return Page(
        id=fields["name"],
        content=unpack(fields["content"], bytes, fields["id"]),
        media=fields["media"],
        origin=fields["origin"],
        url=fields["url"],
        published=fields["published"],
        fetched=dt.datetime.fromisoformat(fields["fetched"]) if fields["fetched"] else None,
        title=fields["title"],
        encoding=fields["encoding"],
    )
