"""An event out of its records: what most of them say, and everything that any of them adds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Literal, TypeVar

from lapwing.core.intervals import Interval
from lapwing.knowledge import ontology
from lapwing.records.event import EventRecord, Participant, Status, Where
from lapwing.records.story import Event, Party, Place, event_id
from lapwing.stories.facts import party as compared

T = TypeVar("T", bound=Hashable)

_HAPPENED: tuple[Status, ...] = ("actual", "planned", "denied", "hypothetical")
"""What an event counts as, the first that any record says: one assertion that it happened makes it an event that is said
to have happened, and a denial stands beside it in the accounts."""


def event_of(records: Sequence[EventRecord], copies: Mapping[str, str]) -> Event:
    """The event that these records tell of.

    Args:
        records: at least one; any order.
        copies: the report that each copy is a copy of.
    """
    records = sorted(records, key=lambda r: r.id)
    type = most(r.type for r in records)
    mode = (
        most(r.mode for r in records if r.type == type and r.mode)
        if any(r.mode for r in records if r.type == type)
        else None
    )
    reports = {r.report.id: r.report for r in records}
    published = sorted(r.published for r in reports.values() if r.published)
    when, basis = _when(records)
    return Event(
        id=event_id(r.id for r in records),
        type=type,
        mode=mode,
        quad=ontology.quad(type),
        score=ontology.score(type, mode),
        status=min((r.status for r in records), key=_HAPPENED.index),
        actors=parties([(r.id, p) for r in records for p in r.actors]),
        recipients=parties([(r.id, p) for r in records for p in r.recipients]),
        when=when,
        when_basis=basis,
        where=_where([r.where for r in records if r.where]),
        records=tuple(r.id for r in records),
        reports=tuple(sorted(reports)),
        independent=len({copies.get(report, report) for report in reports}),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
    )


def most(values: Iterable[T]) -> T:
    """The value that is given most often; of several, the first in the alphabet."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], str(v)))


def parties(given: Sequence[tuple[str, Participant]]) -> tuple[Party, ...]:
    """The different participants among those that records name, the best supported first.

    Those with a name in common are one. A pronoun or description ("he", "the ministry") joins the best supported
    participant of its country and sector; unresolved, it stands for itself.
    """
    named: list[tuple[set[str], list[tuple[str, Participant]]]] = []
    rest: list[tuple[str, Participant]] = []
    for record, participant in sorted(given, key=lambda g: (g[1].text, g[0], g[1].start)):
        names = set(compared(participant).names)
        if not names:
            rest.append((record, participant))
            continue
        # One name may tie together groups that were apart so far: "Abdul-Mahdi", "Mahdi the premier".
        tied = [g for g in named if g[0] & names and _may_be_one(g[1], participant)]
        for group in tied:
            named.remove(group)
        named.append(
            (names.union(*(g[0] for g in tied)), [*(m for g in tied for m in g[1]), (record, participant)]),
        )
    groups = [members for _, members in named]
    loose: dict[tuple[str, str, str], list[tuple[str, Participant]]] = defaultdict(list)
    for record, participant in rest:
        same = [g for g in groups if participant.code and _side(g) == (participant.code, participant.sector)]
        if same:
            max(same, key=lambda g: (len(g), _words(g))).append((record, participant))
        else:
            known = participant.code and participant.sector
            text = "" if known else participant.text.lower()
            loose[participant.code, participant.sector, text].append((record, participant))
    found = [_party(members) for members in (*groups, *loose.values())]
    return tuple(sorted(found, key=lambda p: (-len(p.records), p.code, p.sector, p.name or "", p.text)))


def _may_be_one(members: list[tuple[str, Participant]], participant: Participant) -> bool:
    codes = {m.code for _, m in members if m.code}
    return not participant.code or not codes or participant.code in codes


def _side(members: list[tuple[str, Participant]]) -> tuple[str, str]:
    return most(m.code for _, m in members), most(m.sector for _, m in members)


def _words(members: list[tuple[str, Participant]]) -> str:
    return most(m.text for _, m in members)


def _party(members: list[tuple[str, Participant]]) -> Party:
    names = [m.name for _, m in members if m.name]
    codes = [m.code for _, m in members if m.code]
    sectors = [m.sector for _, m in members if m.sector]
    telling = [m.text for _, m in members if compared(m).names] or [m.text for _, m in members]
    return Party(
        code=most(codes) if codes else "",
        sector=most(sectors) if sectors else "",
        name=most(names) if names else None,
        text=most(telling),
        records=tuple(sorted({record for record, _ in members})),
    )


Basis = Literal["expression", "publication", "none"]


def _when(records: Sequence[EventRecord]) -> tuple[Interval | None, Basis]:
    dated = [Interval(r.when.start, r.when.end) for r in records if r.when and r.when.basis == "expression"]
    if dated:
        start, end = max(d.start for d in dated), min(d.end for d in dated)
        return (Interval(start, end) if start <= end else _narrowest_of_most(dated)), "expression"
    published = sorted(r.report.published for r in records if r.report.published)
    return (Interval.day(published[0]), "publication") if published else (None, "none")


def _narrowest_of_most(dated: list[Interval]) -> Interval:
    """Of dates in dispute, the one that most others agree with; of several, the shortest, then the earliest."""
    return min(dated, key=lambda d: (-sum(d.overlaps(o) for o in dated), d.days, d))


def _where(places: list[Where]) -> Place | None:
    if not places:
        return None
    best = [p for p in places if (p.name or p.span.text)]
    name = most((p.name or p.span.text) for p in best)
    chosen = min(
        (p for p in best if (p.name or p.span.text) == name),
        key=lambda p: (p.lat is None, p.country, p.admin1 or "", p.geonames or 0, p.span.start),
    )
    return Place(
        name=name,
        country=chosen.country,
        admin1=chosen.admin1,
        lat=chosen.lat,
        lon=chosen.lon,
        geonames=chosen.geonames,
    )
