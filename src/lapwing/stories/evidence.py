"""How two records compare: one finding a line of the rule, each with the points that `rules.toml` gives it.

Every comparison gives the same finding whichever record is first.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping

import msgspec

from lapwing.core.intervals import Interval
from lapwing.stories.facts import Facts, Party, Profile, cosine, related, shared, size
from lapwing.stories.rules import LEVELS, PARTIES, EventRule

__all__ = ["LEVELS", "Context", "Finding", "findings", "total"]

_EARTH_KM = 6371.0


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one line of the rule found, and what it counts for."""

    line: str
    level: str
    points: int


class Context:
    """What is known of the reports.

    Args:
        copies: the report that each copy is a copy of.
    """

    def __init__(self, copies: Mapping[str, str]) -> None:
        self._copies = copies
        self._profiles: dict[str, Profile] = {}
        self._sizes: dict[str, float] = {}
        self._likeness: dict[tuple[str, str], int] = {}

    def add(self, profiles: Mapping[str, Profile]) -> None:
        """Adds the profiles of reports."""
        self._profiles.update(profiles)
        self._sizes.update((report, size(profile)) for report, profile in profiles.items())

    def copied(self, a: str, b: str) -> bool:
        """Whether two reports are one text."""
        return self._copies.get(a, a) == self._copies.get(b, b)

    def likeness(self, a: str, b: str) -> int:
        """Likeness of two reports in hundredths; 0 for one that is not known."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self._likeness:
            self._likeness[pair] = self._cosine(*pair)
        return self._likeness[pair]

    def _cosine(self, a: str, b: str) -> int:
        if a not in self._profiles or b not in self._profiles:
            return 0
        return cosine(self._profiles[a], self._profiles[b], self._sizes[a] * self._sizes[b])


def findings(a: Facts, b: Facts, context: Context, rule: EventRule) -> tuple[Finding, ...]:
    """How two records compare, in the order of the rule. Many pairs at once are quicker by `screening`."""
    levels = {line: level(a, b, line, rule) if line != "reports" else reports(a, b, context, rule) for line in LEVELS}
    return tuple(Finding(line=k, level=v, points=rule.points[k][v]) for k, v in levels.items())


def level(a: Facts, b: Facts, line: str, rule: EventRule) -> str:
    """What one line finds for two records; all lines but "reports", which goes by more than the two."""
    return _LINES[line](a, b, rule)


def points(a: Facts, b: Facts, line: str, rule: EventRule) -> int:
    """What one line counts for two records."""
    return rule.points[line][_LINES[line](a, b, rule)]


def total(found: tuple[Finding, ...]) -> int:
    """The sum of the points."""
    return sum(f.points for f in found)


def _type(a: Facts, b: Facts, rule: EventRule) -> str:
    if not a.type or not b.type:
        return "unknown"
    if a.type == b.type:
        return "same utterance" if _uttered(a, rule) or _uttered(b, rule) else "same deed"
    return (
        "neighbour"
        if b.type in rule.neighbours.get(a.type, ()) or a.type in rule.neighbours.get(b.type, ())
        else "unlike"
    )


def _uttered(of: Facts, rule: EventRule) -> bool:
    return of.type in rule.utterances or f"{of.type}/{of.mode}" in rule.utterances


def _mode(a: Facts, b: Facts) -> str:
    if not a.mode and not b.mode:
        return "none"
    if not a.mode or not b.mode:
        return "one"
    return "same" if a.mode == b.mode else "other"


def _action(a: Facts, b: Facts) -> str:
    if a.stems & b.stems:
        return "same word"
    return "like word" if related(a.stems, b.stems) else "other word"


def _parties(a: tuple[Party, ...], b: tuple[Party, ...]) -> str:
    """The best that any of one side has in common with any of the other."""
    if not a or not b:
        return "one" if a or b else "none"
    return min((_pair(x, y) for x in a for y in b), key=PARTIES.index)


def _pair(x: Party, y: Party) -> str:
    if x.names & y.names:
        return "same name"
    if x.code and y.code and x.code != y.code:
        return "other country"
    if x.person and y.person:
        return "other person"
    if x.words & y.words:
        return "like words"
    if (x.person and y.words and not y.names) or (y.person and x.words and not x.names):
        return "described"
    if not x.code or not y.code:
        return "unresolved"
    return "same side" if x.sector == y.sector or "" in (x.sector, y.sector) else "same country"


def _crossed(a: Facts, b: Facts) -> str:
    """Whether the actor of one is the recipient of the other by name: two ways of telling, or an answer to the other."""
    one = _names(a.actors) & _names(b.recipients)
    other = _names(b.actors) & _names(a.recipients)
    return "yes" if one or other else "no"


def _names(parties: tuple[Party, ...]) -> set[str]:
    return {name for party in parties for name in party.names}


def _when(a: Facts, b: Facts, rule: EventRule) -> str:
    if a.when and b.when:
        if a.when == b.when:
            return "same"
        if a.when.overlaps(b.when):
            return "overlap"
        gap = max((a.when.start - b.when.end).days, (b.when.start - a.when.end).days)
        return "near" if gap <= rule.tolerance_days else "apart"
    dated, other = (a, b) if a.when else (b, a)
    if not dated.when:
        return "none"
    if not other.published:
        return "none"
    window = Interval(other.published - dt.timedelta(days=rule.news_days), other.published + dt.timedelta(days=1))
    return "one, near" if dated.when.overlaps(window) else "one, far"


def _published(a: dt.date | None, b: dt.date | None, rule: EventRule) -> str:
    if not a or not b:
        return "unknown"
    gap = abs((a - b).days)
    return "together" if gap <= rule.together_days else "near" if gap <= rule.near_days else "far"


def _where(a: Facts, b: Facts, rule: EventRule) -> str:
    if not a.place or not b.place:
        return "one" if a.place or b.place else "none"
    if a.place == b.place:
        return "same"
    if a.country and b.country and a.country != b.country:
        return "other country"
    if a.point and b.point:
        apart = _km(a.point, b.point)
        return "same" if apart <= rule.same_place_km else "elsewhere" if apart > rule.elsewhere_km else "within"
    return "within" if a.country and a.country == b.country else "unresolved"


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(x), math.radians(y)) for x, y in sorted((a, b)))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def _numbers(a: Facts, b: Facts) -> str:
    pairs = [(x, y) for x, y in ((a.killed, b.killed), (a.wounded, b.wounded)) if x and y]
    if not pairs:
        return "none"
    if all(x == y for x, y in pairs):
        return "same"
    return "overlap" if all(x[0] <= y[1] and y[0] <= x[1] for x, y in pairs) else "conflict"


def _graded(hundredths: int, steps: tuple[int, int]) -> str:
    return "much" if hundredths >= steps[1] else "some" if hundredths >= steps[0] else "little"


def reports(a: Facts, b: Facts, context: Context, rule: EventRule) -> str:
    """What the line "reports" finds for two records."""
    if a.report == b.report:
        return "same"
    if context.copied(a.report, b.report):
        return "copy"
    likeness = context.likeness(a.report, b.report)
    low, middle, high = rule.reports_like
    return (
        "much alike"
        if likeness >= high
        else "alike"
        if likeness >= middle
        else "little alike"
        if likeness >= low
        else "unlike"
    )


def _position(a: Facts, b: Facts) -> str:
    if a.report != b.report:
        return "two headlines" if a.headline and b.headline else "none"
    if a.sentence == b.sentence:
        return "one sentence"
    if a.headline or b.headline:
        return "headline and text"
    if (b.trigger, b.id) < (a.trigger, a.id):
        a, b = b, a
    return "neighbours" if abs(b.sentence[0] - a.sentence[1]) <= 2 else "same report"


_LINES: Mapping[str, Callable[[Facts, Facts, EventRule], str]] = {
    "type": _type,
    "mode": lambda a, b, _: _mode(a, b),
    "action": lambda a, b, _: _action(a, b),
    "actors": lambda a, b, _: _parties(a.actors, b.actors),
    "recipients": lambda a, b, _: _parties(a.recipients, b.recipients),
    "crossed": lambda a, b, _: _crossed(a, b),
    "when": _when,
    "published": lambda a, b, rule: _published(a.published, b.published, rule),
    "where": _where,
    "numbers": lambda a, b, _: _numbers(a, b),
    "status": lambda a, b, _: "same" if a.status == b.status else "other",
    "sentence": lambda a, b, rule: _graded(shared(a.words, b.words, a.weight, b.weight), rule.sentence_like),
    "position": lambda a, b, _: _position(a, b),
}
