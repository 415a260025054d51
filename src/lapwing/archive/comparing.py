"""What changed between two codings of one report."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lapwing.archive.corrections import anchor, matched
from lapwing.records.article import Article
from lapwing.records.event import EventRecord


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A field that another version reads otherwise."""

    before: EventRecord
    after: EventRecord
    fields: tuple[str, ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What another version makes of a report."""

    gone: tuple[EventRecord, ...] = ()
    new: tuple[EventRecord, ...] = ()
    changed: tuple[Change, ...] = ()
    same: int = 0
    """Records in which nothing changed but versions, confidence and trace."""


_PASSED_OVER = {"id", "report", "confidence", "versions", "trace"}
_FIELDS = [name for name in EventRecord.__struct_fields__ if name not in _PASSED_OVER]


def difference(before: Sequence[EventRecord], after: Sequence[EventRecord], article: Article) -> Difference:
    """Compares the records of a report as two versions give them, matched by their triggers.

    Args:
        before: by the older version.
        after: by the newer one.
        article: as the newer version reads it.
    """
    by_id = {record.id: record for record in after}
    pairs = matched(article, [anchor(record) for record in before], after)
    now = {place.record: by_id[name] for place, name in pairs.items()}
    changes, same = [], 0
    for record in before:
        if record.id not in now:
            continue
        fields = tuple(name for name in _FIELDS if getattr(record, name) != getattr(now[record.id], name))
        if fields:
            changes.append(Change(before=record, after=now[record.id], fields=fields))
        else:
            same += 1
    taken = {record.id for record in now.values()}
    return Difference(
        gone=tuple(r for r in before if r.id not in now),
        new=tuple(r for r in after if r.id not in taken),
        changed=tuple(changes),
        same=same,
    )
