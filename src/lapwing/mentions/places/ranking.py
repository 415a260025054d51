"""Which of the places that bear a name is meant."""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec

from lapwing.knowledge.places import Hit, Place, key
from lapwing.mentions.places.scene import Match, Scene, distance
from lapwing.mentions.places.words import CITIES, DIVISIONS, SMALL_DIVISIONS, WATERS


class Weights(msgspec.Struct, frozen=True):
    """What each sign adds to a candidate's score, in units of about a tenfold of population.

    Set by hand while reading errors on TR-News, GeoVirus and LGL (`evaluation/places.py`), not fitted.
    """

    people: float = 0.9
    """For each tenfold of population."""
    country: float = 1.5
    capital: float = 2.0
    division: float = 0.8
    division_of_city: float = -0.5
    """When a city of the same name holds a fifth of its people: the city is meant more often."""
    small_division: float = -1.8
    site: float = 5.2
    """For a hand-written site, instead of population: we only wrote down what reports mention."""
    area: float = 7.5
    """The same for a region or water."""
    other_name: float = -1.2
    described: float = 2.5
    """The words around say city, province, county, river, and it is one."""
    qualified: float = 5.0
    """"London, Ontario"; "Lebanese city of Tripoli"; a country's namesake needs more, see `best`."""
    sentence: float = 1.2
    report: float = 2.2
    neighbour: float = 0.5
    near: float = 1.6
    division_in_report: float = 1.5


class Ranked(msgspec.Struct, frozen=True):
    """A place chosen among its namesakes."""

    place: Place
    score: float
    margin: float
    """Score above the best candidate elsewhere."""
    why: str


FAMOUS = 400_000
"""People from which a first-order division is known by its name alone."""

NEAR = 200.0
"""Kilometres over which being close to another named place fades to a third."""


class Qualifier(msgspec.Struct, frozen=True):
    """A name beside another that says where that lies."""

    match: Match
    how: str
    """`after`: "Paris, Texas"; `before`: "Texas's Paris"; `noun`: "Lebanese city of Tripoli"."""


def qualifiers(scene: Scene, match: Match) -> Iterator[Qualifier]:
    """The names that say where a name lies: after a comma or "in", or before as possessive or adjective."""
    words = scene.words
    size = len(words)
    at = match.last
    if at < size and words[at] in {",", "(", "in", "of", "-"}:
        at += 1
        while at < size and words[at].lower() in {"the", "northern", "southern", "eastern", "western", "central"}:
            at += 1
        if at < size:
            found = scene.match_at(at, min(size, at + 5))
            if found is not None:
                yield Qualifier(found, "after")
                if found.last + 1 < size and words[found.last] == ",":
                    second = scene.match_at(found.last + 1, min(size, found.last + 6))
                    if second is not None:
                        yield Qualifier(second, "after")
    at = match.first - 1
    steps = 0
    # Back over "city of", "'s southern", "port town of", to "Lebanon" or "Lebanese".
    while at >= 0 and steps < 6 and (words[at].islower() or words[at] in {"'s", "\u2019s", "-"}) and words[at] not in {
        "and", "or", "to", "from", "with", "by", "in", "near", "between",
    }:  # fmt: skip
        at -= 1
        steps += 1
    for back in (2, 1, 0):
        start = at - back
        if start < 0:
            continue
        found = scene.match_at(start, at + 1) if words[start][:1].isupper() else None
        if found is not None and found.last == at + 1:
            if found.country or steps:
                between = {word.lower() for word in words[found.last : match.first]}
                yield Qualifier(found, "noun" if between & (CITIES | DIVISIONS) else "before")
            return


def _lies_in(place: Place, within: Match) -> bool:
    """Whether a place lies in what a match names."""
    if within.demonym:
        return place.country == within.demonym
    if within.state:
        return place.country == within.state.country and key(place.admin1 or "") == key(within.state.name)
    for hit in within.hits:
        other = hit.place
        if other.kind == "country":
            if place.country == other.country:
                return True
        elif other.kind in {"admin", "admin2"} and other.country == place.country:
            if place.admin1 and key(place.admin1) in {key(other.name), key(other.admin1 or "-")}:
                return True
            if other.kind == "admin" and key(within.text) == key(place.admin1 or "-"):
                return True
        elif (
            other.kind == "region"
            and other.country in {"", place.country}
            and distance(other, place.lat, place.lon) < 300
        ):
            return True
    return False


def _described(scene: Scene, match: Match, place: Place) -> float:
    """1 when a word beside the name says what the place is, -1 when it says it is something else."""
    words = scene.words
    after = words[match.last].lower() if match.last < len(words) else ""
    before = words[match.first - 2].lower() if match.first > 1 and words[match.first - 1].lower() == "of" else ""
    before = before or (words[match.first - 1].lower() if match.first else "")
    for word in (after, before):
        if word in SMALL_DIVISIONS:
            return 1.0 if place.kind == "admin2" else 0.0
        if word in DIVISIONS:
            return 1.0 if place.kind in {"admin", "region"} else -0.3 if place.kind == "admin2" else -1.0
        if word in CITIES:
            return 1.0 if place.kind == "city" else -0.5
        if word in WATERS:
            return 1.0 if place.kind == "water" else -0.5
    return 0.0


class Ranker:
    """Ranks the namesakes of a name in one report; the same name alone stands for the same place throughout."""

    def __init__(self, scene: Scene, weights: Weights = Weights()) -> None:  # noqa: B008 - frozen
        """Reads the qualified names of the report, which say what their bare repetitions mean."""
        self.scene = scene
        self.weights = weights
        self.pinned: dict[str, int] = {}
        self._neighbours = {
            code: max((scene.share.get(near, 0.0) for near in country.neighbours), default=0.0)
            for code, country in scene.gazetteer.countries.by_code.items()
        }
        for match in scene.scan(0, len(scene.words)):
            if len(match.hits) > 1 and not match.country and match.last < len(scene.words):
                if scene.words[match.last] != ",":
                    continue
                within = self._within(match)
                places = [h.place for h in match.hits if any(_lies_in(h.place, q.match) for q in within)]
                if places:
                    self.pinned.setdefault(key(match.text), places[0].id)

    def _within(self, match: Match) -> list[Qualifier]:
        """The qualifiers of a name that can be believed.

        "Niger, Nigeria and Chad", "Virginia, Ohio and Iowa" are lists: what bears the name of a country needs a state's
        name after it, what bears the name of a state a country's, or either needs "city of" and the like before it.
        """
        found = list(qualifiers(self.scene, match))
        country = any(hit.place.kind == "country" for hit in match.hits)
        state = any(h.main and h.place.kind == "admin" and h.place.population > FAMOUS for h in match.hits)
        if country or state:
            return [q for q in found if q.how == "noun" or (q.how == "after" and bool(q.match.country) != country)]
        return found

    def prior(self, hit: Hit) -> float:
        """What a candidate scores without context."""
        place, w = hit.place, self.weights
        known = w.site if place.kind == "feature" else w.area
        score = known if place.geonames is None else w.people * math.log10(place.population + 10)
        score += {"country": w.country, "admin": w.division, "admin2": w.small_division}.get(place.kind, 0.0)
        if place.capital:
            score += w.capital
        return score if hit.main else score + w.other_name

    def best(self, match: Match) -> Ranked | None:
        """The place that a match stands for; None when it names none."""
        if not match.hits:
            return None
        scene, w = self.scene, self.weights
        if len(match.hits) == 1:
            return Ranked(match.hits[0].place, self.prior(match.hits[0]), 10.0, "only one of its name")
        within = self._within(match)
        shares = scene.share_without(key(match.text))
        seats = {
            (hit.place.country, key(hit.place.admin1 or "")): hit.place.population
            for hit in reversed(match.hits)
            if hit.place.kind == "city" and hit.main
        }
        around = list(scene.around(match.first, match.last))
        ranked = []
        for hit in match.hits:
            place = hit.place
            score = self.prior(hit) + w.described * _described(scene, match, place)
            if place.kind == "admin" and seats.get((place.country, key(place.name)), -1) * 5 >= place.population:
                score += w.division_of_city - w.division
            why = []
            if place.kind != "country" and any(_lies_in(place, q.match) for q in within):
                score += w.qualified
                why.append("qualified")
            elif place.id == self.pinned.get(key(match.text)):
                score += w.qualified
                why.append("qualified elsewhere")
            if place.country:
                if any(m.country == place.country for m in around):
                    score += w.sentence
                    why.append("country in sentence")
                own = scene.share if place.kind == "country" else shares
                if share := own.get(place.country, 0.0):
                    score += w.report * share
                    why.append("country in report")
                else:
                    score += w.neighbour * self._neighbours.get(place.country, 0.0)
            if place.kind not in {"country", "water"}:
                score += w.division_in_report * scene.division_share(place)
                close = max(
                    (math.exp(-distance(place, lat, lon) / NEAR) for lat, lon in self._others(match)), default=0.0
                )
                score += w.near * close
                if close > 0.3:
                    why.append("near other places")
            ranked.append(
                (score, place, ", ".join(why) or ("usual" if len(match.hits) > 1 else "only one of its name"))
            )
        ranked.sort(key=lambda item: (-item[0], item[1].id))
        score, place, reason = ranked[0]
        rival = next((s for s, p, _ in ranked[1:] if p.country != place.country), -10.0)
        return Ranked(place, score, score - rival, reason)

    def _others(self, match: Match) -> Iterator[tuple[float, float]]:
        """Anchors other than the name's own candidates."""
        own = {(hit.place.lat, hit.place.lon) for hit in match.hits}
        for anchor in self.scene.anchors:
            if anchor not in own:
                yield anchor
