"""Which reports are copies of one text, kept up as reports come and go.

The same as `stories.duplicates.copies` over all reports: candidates by bands, the exact comparison, groups of what hangs
together. Only what a new report touches is looked at.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import recording, schema
from lapwing.archive.changes import Changes, parts
from lapwing.archive.packing import unpack
from lapwing.records.article import Article
from lapwing.records.story import originals
from lapwing.stories import duplicates
from lapwing.stories.duplicates import Sketch


def find(connection: Connection, article: Article, changes: Changes) -> None:
    """Finds the copies of a report that was just written."""
    articles, bands, copies = schema.articles, schema.bands, schema.copies
    own = duplicates.content(article)
    sketch = duplicates.sketch(article, own)
    connection.execute(sa.update(articles).where(articles.c.id == article.id).values(words=sketch.words))
    if not sketch.bands:
        return
    candidates = connection.execute(
        sa.select(bands.c.article_id)
        .where(bands.c.band.in_(sketch.bands), bands.c.article_id != article.id)
        .group_by(bands.c.article_id)
        .having(sa.func.count() >= duplicates.MIN_SHARED_BANDS)
    ).scalars()
    found = []
    for part in parts(candidates, 50):  # texts, not ids: no more of them at once than fit in a little memory
        query = sa.select(articles.c.id, articles.c.body).where(articles.c.id.in_(part))
        for row in connection.execute(query):
            other = duplicates.content(unpack(row.body, Article, row.id))
            if duplicates.is_copy(duplicates.compare(own, other)):
                found.append(row.id)
    connection.execute(sa.insert(bands), [{"band": b, "article_id": article.id} for b in set(sketch.bands)])
    if found:
        pairs = [{"article_id": a, "other_id": b} for o in found for a, b in ((article.id, o), (o, article.id))]
        connection.execute(sa.insert(copies), pairs)
        _regroup(connection, {article.id}, changes)


def forget(connection: Connection, article_id: str, changes: Changes) -> None:
    """Takes a report out of the index and out of its group."""
    bands, copies = schema.bands, schema.copies
    others = set(connection.execute(sa.select(copies.c.other_id).where(copies.c.article_id == article_id)).scalars())
    connection.execute(sa.delete(bands).where(bands.c.article_id == article_id))
    connection.execute(sa.delete(copies).where((copies.c.article_id == article_id) | (copies.c.other_id == article_id)))
    articles = schema.articles
    connection.execute(sa.update(articles).where(articles.c.id == article_id).values(copy_of=None))
    if others:
        _regroup(connection, others, changes)


def _regroup(connection: Connection, reports: set[str], changes: Changes) -> None:
    """Finds anew which report of a group is the original; whether two records are one event goes by it, so
    that the records of the whole group find their events anew."""
    articles, copies, records = schema.articles, schema.copies, schema.records
    pairs: set[tuple[str, str]] = set()
    group, rest = set(reports), set(reports)
    while rest:
        step = [
            (row.article_id, row.other_id)
            for part in parts(sorted(rest))
            for row in connection.execute(sa.select(copies).where(copies.c.article_id.in_(part)))
        ]
        pairs.update(step)
        rest = {other for _, other in step} - group
        group |= rest
    columns = articles.c.id, articles.c.published, articles.c.words, articles.c.copy_of
    rows = [
        row
        for part in parts(sorted(group))
        for row in connection.execute(sa.select(*columns).where(articles.c.id.in_(part)))
    ]
    sketches = {r.id: Sketch(report=r.id, published=r.published, words=r.words, bands=()) for r in rows}
    now = originals(duplicates.group(sorted(pairs), sketches))
    changed = [row.id for row in rows if row.copy_of != now.get(row.id)]
    for name in changed:
        connection.execute(sa.update(articles).where(articles.c.id == name).values(copy_of=now.get(name)))
    for part in parts(sorted(group)) if changed else ():
        recording.unlink(connection, sa.select(records.c.id).where(records.c.article_id.in_(part)), changes)
