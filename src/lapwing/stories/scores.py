"""Series: cooperation and conflict between two countries, by day or week.

Each event counts once, however many reports tell it. For an event e of the pair, let s be the PLOVER score of its type and
mode (−10 … 10) and v = w·p·q its weight: w by its status (`scores.toml`: actual 1, planned ½, else 0), p the share of its
days that lie in the period, q the share of the independent reports naming an actor that name one of this pair (an attack
that two reports lay at the door of one state and one at that of another counts two thirds and one third). Summed over events,

    cooperation = Σ v·max(s, 0)      conflict = Σ v·max(−s, 0)      net = cooperation − conflict      mean = net / Σ v

More reports of one event change nothing; but with more publishers more events are found. So each period also tells how
many events, accounts and independent publishers stand behind it, and `steady` is the net of those events alone that a
publisher of the panel tells: one that reported something in at least half of all periods. When `net` moves and `steady`
does not, the sources have changed and not the world.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Literal, get_args

import msgspec

from lapwing.core.errors import InputError, KnowledgeError
from lapwing.core.intervals import Interval
from lapwing.records.story import Account, Event, Party
from lapwing.stories.accounts_differ import denies
from lapwing.stories.accounts_rules import load as load_accounts

Period = Literal["day", "week"]
PERIODS: tuple[Period, ...] = get_args(Period)

Accounts = Mapping[str, Sequence[Account]]
"""Accounts by event id."""


class _Panel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    share: float


class ScoreRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How events are weighed; the file tells how each value was chosen."""

    status: dict[str, float]
    """Weight by status."""
    panel: _Panel


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One period of a series."""

    start: dt.date
    end: dt.date
    """Last day of the period, included."""
    actor: str
    recipient: str
    """In a series that is not directed, the two codes in the order asked for."""
    cooperation: float
    conflict: float
    net: float
    mean: float | None
    """Net score an event; None when nothing has weight."""
    steady: float
    """Net of the events that a publisher of the panel tells."""
    events: int
    """Events with a day in the period, of any status."""
    accounts: int
    """Accounts of these events; those of copies are left out."""
    publishers: int
    """Publishers of these accounts. A report whose publisher is not known counts as one of its own."""


@functools.lru_cache(maxsize=4)
def load(path: Path | None = None) -> ScoreRules:
    """The weights of the package, or those of another file of the same form.

    Raises:
        KnowledgeError: the file is missing or breaks its schema.
    """
    source = path or resources.files(__package__).joinpath("scores.toml")
    try:
        return msgspec.toml.decode(source.read_bytes(), type=ScoreRules)
    except (OSError, msgspec.MsgspecError) as error:
        where = str(path or "stories/scores.toml")
        raise KnowledgeError(str(error), where, "Compare it with the one of the package") from error


def series(
    events: Iterable[Event],
    accounts: Accounts,
    actor: str,
    recipient: str,
    *,
    directed: bool = False,
    period: Period = "week",
    start: dt.date | None = None,
    end: dt.date | None = None,
    panel: Collection[str] | None = None,
    rules: ScoreRules | None = None,
) -> tuple[Point, ...]:
    """Cooperation and conflict of a pair, one point a period without gaps; empty when the pair has no dated event.

    Args:
        events: all events at hand; those of other pairs only tell who belongs to the panel.
        accounts: by event id.
        actor: code of a country (or IGO, NGO …); recipient likewise. They may be the same: what happens within a country.
        recipient: code of the other side.
        directed: only what the actor does to the recipient; else what either does to the other. What both do together
            (a meeting, an agreement) counts either way.
        period: `day` or `week` (from Monday).
        start: first day; the first of an event of the pair by default.
        end: last day, included; the last of an event of the pair by default.
        panel: publishers whose events make `steady`; by default those of `panel(…)` over the events.
        rules: weights; those of the package by default.

    Raises:
        InputError: the period is none that we know.
    """
    if period not in PERIODS:
        raise InputError(f"the period {period!r} is not known", "period", f"Use {' or '.join(PERIODS)}")
    every = sorted(events, key=lambda e: e.id)
    rules = rules or load()
    mine: list[tuple[Event, Interval, float]] = []
    for event in every:
        if event.when and between(event, actor, recipient, directed=directed):
            asserted = _asserted(event, accounts.get(event.id, ()), actor, recipient, directed=directed)
            if asserted:  # else the pair stands in it only because somebody denied it
                mine.append((event, event.when, asserted * rules.status.get(event.status, 0.0)))
    if not mine and (start is None or end is None):
        return ()
    first = start or min(when.start for _, when, _ in mine)
    last = end or max(when.end for _, when, _ in mine)
    steps = list(_periods(first, last, period))
    panel = steady_publishers(every, accounts, steps, rules) if panel is None else panel
    touching: dict[Interval, list[tuple[Event, float]]] = {step: [] for step in steps}
    for event, when, weight in mine:
        for step, share in _shares(when, steps):
            touching[step].append((event, weight * share))
    return tuple(_point(step, actor, recipient, touching[step], accounts, frozenset(panel)) for step in steps)


def between(event: Event, actor: str, recipient: str, *, directed: bool = False) -> bool:
    """Whether an event is of a pair: the actor does it to the recipient, or (unless directed) the other way round.

    The sides of what is done together are all actors; then every two of them make a pair, in either direction.
    """
    return _pair(event.type, event.actors, event.recipients, actor, recipient, directed=directed)


def _pair(
    type_: str, actors: Sequence[Party], recipients: Sequence[Party], actor: str, recipient: str, *, directed: bool
) -> bool:
    doing, done_to = _codes(actors), _codes(recipients)
    if actor in doing and recipient in done_to:
        return True
    if not directed and recipient in doing and actor in done_to:
        return True
    if type_ not in load_accounts().mutual and done_to:
        return False
    if actor == recipient:
        return sum(p.code == actor for p in actors) > 1
    return actor in doing and recipient in doing


def _asserted(event: Event, told: Sequence[Account], actor: str, recipient: str, *, directed: bool) -> float:
    """The share of the independent reports that name an actor whose actors make this pair; 1 where nobody disputes it."""
    if event.type in load_accounts().mutual:
        return 1.0  # the sides of a meeting are told more or less fully; that is no dispute
    by_report: dict[str, list[Account]] = {}
    for account in told:
        if account.actors and account.copy_of is None and not denies(account):
            by_report.setdefault(account.report, []).append(account)
    if not by_report:
        return 1.0
    naming = 0
    for own in by_report.values():
        actors = [p for a in own for p in a.actors]
        recipients = [p for a in own for p in a.recipients] or list(event.recipients)
        naming += _pair(event.type, actors, recipients, actor, recipient, directed=directed)
    return naming / len(by_report)


def pairs(events: Iterable[Event]) -> tuple[tuple[str, str, int], ...]:
    """The pairs of codes between which events are told, those with most events first, the codes of each in order."""
    count: Counter[tuple[str, str]] = Counter()
    for event in events:
        codes = sorted(_codes(event.actors) | _codes(event.recipients))
        for i, a in enumerate(codes):
            for b in codes[i:]:
                if between(event, a, b):
                    count[a, b] += 1
    return tuple((a, b, n) for (a, b), n in sorted(count.items(), key=lambda item: (-item[1], item[0])))


def steady_publishers(
    events: Iterable[Event], accounts: Accounts, periods: Sequence[Interval], rules: ScoreRules | None = None
) -> frozenset[str]:
    """The panel: publishers with an account of some event in at least the share of the periods that `scores.toml` asks for.

    An account falls into the period in which its report was published.
    """
    rules = rules or load()
    seen: dict[str, set[int]] = {}
    for event in events:
        for account in accounts.get(event.id, ()):
            at = _at(account.published, periods)
            if at is not None and account.copy_of is None:
                seen.setdefault(_publisher(account), set()).add(at)
    least = rules.panel.share * len(periods)
    return frozenset(name for name, found in seen.items() if len(found) >= least)


def _point(
    step: Interval,
    actor: str,
    recipient: str,
    told: Sequence[tuple[Event, float]],
    accounts: Accounts,
    panel: frozenset[str],
) -> Point:
    cooperation = conflict = weight = steady = 0.0
    publishers: set[str] = set()
    count = 0
    for event, part in told:
        own = [a for a in accounts.get(event.id, ()) if a.copy_of is None]
        names = {_publisher(a) for a in own}
        publishers |= names
        count += len(own)
        weight += part
        cooperation += part * max(event.score, 0.0)
        conflict += part * max(-event.score, 0.0)
        steady += part * event.score if names & panel else 0.0
    net = cooperation - conflict
    return Point(
        start=step.start,
        end=step.end,
        actor=actor,
        recipient=recipient,
        cooperation=round(cooperation, 6),
        conflict=round(conflict, 6),
        net=round(net, 6),
        mean=round(net / weight, 6) if weight else None,
        steady=round(steady, 6),
        events=len(told),
        accounts=count,
        publishers=len(publishers),
    )


def _periods(first: dt.date, last: dt.date, period: Period) -> Iterator[Interval]:
    length = 1 if period == "day" else 7
    start = first if period == "day" else first - dt.timedelta(days=first.weekday())
    while start <= last:
        yield Interval(start, start + dt.timedelta(days=length - 1))
        start += dt.timedelta(days=length)


def _at(day: dt.date | None, periods: Sequence[Interval]) -> int | None:
    """The number of the period that a day lies in; periods follow one another without gaps."""
    if day is None or not periods or not periods[0].start <= day <= periods[-1].end:
        return None
    return (day - periods[0].start).days // periods[0].days


def _shares(when: Interval, periods: Sequence[Interval]) -> Iterator[tuple[Interval, float]]:
    length = periods[0].days
    first = max(0, (when.start - periods[0].start).days // length)
    last = min(len(periods) - 1, (when.end - periods[0].start).days // length)
    for step in periods[first : last + 1]:
        inside = (min(step.end, when.end) - max(step.start, when.start)).days + 1
        yield step, inside / when.days


def _publisher(account: Account) -> str:
    return account.publisher or f"report {account.report}"


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(p.code for p in parties if p.code)
