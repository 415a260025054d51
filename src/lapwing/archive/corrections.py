"""Corrections: what an analyst decided, and how it is applied to what was coded.

A correction never changes what was coded; it is applied to it, each time anew. It names records by where they stand (the
report and the trigger's characters), not by id alone: when a newer version codes the report, the record at that place takes
it over, whatever its type is now. A record that the newer version no longer gives is kept as the analyst left it.

Corrections are applied in the order in which they were made; a later one of the same field outranks an earlier one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from lapwing.archive import fields
from lapwing.archive.packing import digest
from lapwing.core.errors import InputError
from lapwing.core.spans import Span, overlap
from lapwing.records.article import Article
from lapwing.records.event import EventRecord
from lapwing.records.story import Event

Kind = Literal["change", "reject", "change event", "reject event", "merge", "split", "withdraw"]

OF_EVENTS = ("change event", "reject event", "merge", "split")
"""Kinds that are about events, not about one record."""


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A record by where it stands."""

    article: str
    record: str
    """Its id when the correction was made."""
    start: int
    """First character of its trigger."""
    end: int
    type: str
    """As coded, so that it is found among two on one trigger."""
    sentence: Span
    """By which it is found when the report is read anew and its text is another."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One decision of an analyst."""

    id: str
    """Hash of all the rest."""
    kind: Kind
    anchors: tuple[Anchor, ...]
    """`change`, `reject`: the record. `change event`, `reject event`: the event's records. `merge`: the records that are
    one event. `split`: the records that leave it."""
    field: str = ""
    """What is changed, such as `killed` or `actors[0].code`; for `withdraw`, the id of the correction taken back."""
    value: str = ""
    """The new value as JSON."""
    base: EventRecord | None = None
    """The record as it was coded, for `change` and `reject`."""
    by: str
    note: str = ""
    at: dt.datetime
    """UTC."""


def correction(
    kind: Kind,
    anchors: Sequence[Anchor],
    *,
    by: str,
    at: dt.datetime,
    note: str = "",
    field: str = "",
    value: str = "",
    base: EventRecord | None = None,
) -> Correction:
    """A correction with its id.

    Raises:
        InputError: nobody is named.
    """
    if not by.strip():
        raise InputError("a correction needs a name", "--by", "Say who decides")
    ordered = tuple(sorted(anchors, key=lambda a: (a.article, a.start, a.record)))
    made = Correction(id="", kind=kind, anchors=ordered, field=field, value=value, base=base, by=by, note=note, at=at)
    return msgspec.structs.replace(made, id=named(made))


def named(found: Correction) -> str:
    """The id of a correction, by all the rest of it."""
    return digest(msgspec.structs.replace(found, id=""))


def anchor(record: EventRecord) -> Anchor:
    """Where a record stands, as it was coded."""
    trigger = record.trigger
    return Anchor(
        article=record.report.id,
        record=record.id,
        start=trigger.start,
        end=trigger.end,
        type=record.type,
        sentence=record.sentence,
    )


def in_force(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections that were not withdrawn, in the order in which they were made."""
    ordered = sorted(corrections, key=lambda c: (c.at, c.id))
    withdrawn: set[str] = set()
    for found in reversed(ordered):  # a withdrawal may itself be withdrawn, by a later one
        if found.kind == "withdraw" and found.id not in withdrawn:
            withdrawn.add(found.field)
    return [c for c in ordered if c.kind != "withdraw" and c.id not in withdrawn]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A record as an archive keeps it."""

    coded: EventRecord
    corrected: EventRecord | None = None
    """None where no correction concerns it."""
    rejected: bool = False
    carried: bool = False
    """Coded by an older version only, and kept because it was corrected."""

    @property
    def record(self) -> EventRecord:
        """The record that is read."""
        return self.corrected or self.coded


def located(place: Anchor, article: Article) -> Anchor | None:
    """A place in a report as it now reads; None when its sentence is no longer there."""
    if place.article == article.id:
        return place
    at = article.text.find(place.sentence.text)
    if at < 0:
        return None
    by = at - place.sentence.start
    sentence = Span.of(article.text, at, at + len(place.sentence.text))
    return msgspec.structs.replace(
        place, article=article.id, start=place.start + by, end=place.end + by, sentence=sentence
    )


def applied(
    article: Article, coded: Sequence[EventRecord], corrections: Iterable[Correction]
) -> tuple[tuple[Kept, ...], dict[Anchor, str]]:
    """The records of a report with its corrections applied, in text order; and the record that stands at each place.

    Args:
        article: the report.
        coded: its records.
        corrections: those in force of its records (`change`, `reject`).
    """
    groups: dict[Anchor, list[Correction]] = {}
    for found in corrections:
        groups.setdefault(found.anchors[0], []).append(found)
    places = matched(article, groups, coded)
    by_record: dict[str, list[Correction]] = {}
    for place, record_id in places.items():
        by_record.setdefault(record_id, []).extend(groups[place])
    kept = [_corrected(record, by_record.get(record.id, [])) for record in coded]
    for place, group in groups.items():
        if place in places or (gone := _left(article, group)) is None:
            continue
        kept.append(gone)
        places[place] = gone.coded.id
    return tuple(sorted(kept, key=lambda k: position(k.coded))), places


def position(record: EventRecord) -> tuple[int, int, str, str]:
    """The order of records in a report."""
    return record.trigger.start, record.trigger.end, record.type, record.id


def _left(article: Article, corrections: Sequence[Correction]) -> Kept | None:
    """A corrected record that is no longer coded, as the analyst left it; None when it was rejected, or its sentence is gone."""
    base = corrections[0].base
    if base is not None and base.report.id != article.id:
        base = fields.moved(base, article)
    if base is None:
        return None
    kept = _corrected(base, [msgspec.structs.replace(c, base=base) for c in corrections])
    return None if kept.rejected else msgspec.structs.replace(kept, carried=True)


def matched(article: Article, places: Iterable[Anchor], coded: Iterable[EventRecord]) -> dict[Anchor, str]:
    """The record that now stands at each place, one to one: the same id, else overlapping triggers, the same type first,
    then the nearest start. Places where none stands are left out."""
    ranked: list[tuple[tuple[bool, bool, int, str, str], Anchor, EventRecord]] = []
    for place in places:
        now = located(place, article)
        for record in coded if now else ():
            if now and (place.record == record.id or overlap(now, record.trigger)):
                off = abs(now.start - record.trigger.start)
                rank = place.record != record.id, place.type != record.type, off, record.id, place.record
                ranked.append((rank, place, record))
    found: dict[Anchor, str] = {}
    taken: set[str] = set()
    for _, place, record in sorted(ranked, key=lambda item: item[0]):
        if place not in found and record.id not in taken:
            found[place] = record.id
            taken.add(record.id)
    return found


def _corrected(record: EventRecord, corrections: Sequence[Correction]) -> Kept:
    now, rejected = record, False
    for found in sorted(corrections, key=lambda c: (c.at, c.id)):
        if found.kind == "reject":
            rejected = True
            continue
        rejected = False  # who changes a record that was rejected before takes it for one
        try:
            now = fields.changed(now, found.field, found.value, f"{found.field}: corrected by {found.by}")
        except InputError:
            # The record of a newer version has no such part (a second actor, say): the analyst's record stands.
            if found.base is None:
                raise
            now = fields.changed(found.base, found.field, found.value, f"{found.field}: corrected by {found.by}")
            now = msgspec.structs.replace(now, id=record.id)
    return Kept(coded=record, corrected=now if corrections else None, rejected=rejected)


def regrouped(
    groups: Iterable[frozenset[str]], corrections: Iterable[tuple[Correction, frozenset[str]]]
) -> list[frozenset[str]]:
    """Groups of records after the analysts' merges and splits, one after the other.

    Args:
        groups: ids of the records of each event, by the rules.
        corrections: those in force, in the order in which they were made, each with the records that stand at its places.
    """
    now = [group for group in groups if group]
    for found, named in corrections:
        if found.kind == "merge":
            touched = [group for group in now if group & named]
            if len(touched) > 1:
                now = [group for group in now if not group & named] + [frozenset[str]().union(*touched)]
        elif found.kind == "split":
            now = [part for group in now for part in (group - named, group & named) if part]
    return sorted(now, key=sorted)


def event_corrected(event: Event, corrections: Iterable[Correction]) -> tuple[Event, bool]:
    """An event with the corrections of its fields applied, and whether it is rejected.

    Args:
        event: by the rules.
        corrections: those in force that concern it, in the order in which they were made.
    """
    rejected = False
    for found in corrections:
        if found.kind == "reject event":
            rejected = True
        elif found.kind == "change event":
            event, rejected = fields.changed_event(event, found.field, found.value), False
    return event, rejected


def concerned(named: frozenset[str], holders: Mapping[str, str]) -> str | None:
    """The event that a correction of an event is about: the one that holds most of its records, of several the first id.

    Args:
        named: the records that stand at the correction's places.
        holders: the event of each record.
    """
    votes = Counter(holders[record] for record in named if record in holders)
    return min(votes, key=lambda event: (-votes[event], event)) if votes else None
