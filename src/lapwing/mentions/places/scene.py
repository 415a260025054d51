"""What a report tells of where it plays: its words, the countries and places it names, which of them weigh most."""

from __future__ import annotations

import bisect
import math
from collections import defaultdict
from collections.abc import Iterator

import msgspec
from spacy.tokens import Doc

from lapwing.knowledge.places import Gazetteer, Hit, Place, State, key, load_short_forms
from lapwing.mentions.places.words import CONNECTORS, DIRECTIONS, GENERIC, NOT_PLACES

LONGEST = 7
"""Tokens of the longest name looked for, hyphens counted ("Al-Fatih Grand Mosque")."""

COUNTRY, DEMONYM, DIVISION, CITY = 1.0, 0.8, 0.6, 0.4
"""How much one naming of a country, its people, a division, a big city tells about where a report plays."""

BIG = 150_000
"""People from which a city's name alone tells something about where a report plays."""

CLEAR = 8
"""A city is clearly meant when it has so many times the people of the next one of its name."""


class Match(msgspec.Struct, frozen=True):
    """A name in the text: tokens `first` to `last` (exclusive) and what it may stand for."""

    first: int
    last: int
    text: str
    hits: tuple[Hit, ...]
    demonym: str = ""
    """Country code when the words describe a country's people or things ("Iraqi")."""
    state: State | None = None
    """The state when the words are its short form ("Ala.")."""

    @property
    def country(self) -> str:
        """Code of the country that the words name or describe; `""` when they name something in one."""
        if self.demonym:
            return self.demonym
        return next((hit.place.country for hit in self.hits if hit.place.kind == "country"), "")


def distance(a: Place, lat: float, lon: float) -> float:
    """Kilometres between a place and a point, on a plane that touches there: right to a few per cent below 1,000 km."""
    east = (a.lon - lon + 180) % 360 - 180
    return 111.2 * math.hypot(a.lat - lat, east * math.cos(math.radians((a.lat + lat) / 2)))


class Scene:
    """A report's words and what they say of countries and places. Built once for a report."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        """Reads the whole of `doc`; entities help where it has them."""
        self.text = doc.text
        self.gazetteer = gazetteer
        self.words = [token.text for token in doc]
        facts = doc.to_array(["IDX", "SENT_START"])
        self.starts: list[int] = facts[:, 0].tolist() if self.words else []
        self._short = load_short_forms()
        self.sentence_of = self._sentences([start == 1 for start in facts[:, 1].tolist()] if self.words else [])
        entities = [(ent.label_, ent.start, ent.end) for ent in doc.ents]
        self._people = {i for label, start, end in entities if label == "PER" for i in range(start, end)}
        located = {i for label, start, end in entities if label in {"LOC", "FAC", "ORG"} for i in range(start, end)}
        self.matches: list[Match] = []
        self.weights: dict[str, float] = defaultdict(float)
        self.divisions: dict[tuple[str, str], float] = defaultdict(float)
        """Weight of each first-order division, by country and the key of its name."""
        self._owed: dict[tuple[str, str], float] = defaultdict(float)
        self.anchors: list[tuple[float, float]] = []
        """Latitude and longitude of the places that are clear without context."""
        for match in self.scan(0, len(self.words)):
            if match.first in self._people:
                continue
            if self._weigh(match, bool(located), match.first in located):
                self.matches.append(match)
        self._firsts = [match.first for match in self.matches]
        self._shares: dict[str, dict[str, float]] = {}
        self._top_division: float | None = None
        self.share = self.share_without("")
        """Weight of each country named, the foremost 1."""

    def share_without(self, name: str) -> dict[str, float]:
        """The same, without what the name itself adds: "London" is no sign that London lies in Britain."""
        if name not in self._shares:
            left = {code: weight - self._owed.get((name, code), 0.0) for code, weight in self.weights.items()}
            top = max(left.values(), default=0.0)
            self._shares[name] = {code: weight / top for code, weight in left.items()} if top > 0 else {}
        return self._shares[name]

    def _sentences(self, begins: list[bool]) -> list[int]:
        """The number of each token's sentence; without annotation, a full stop or a line end closes one."""
        number, numbers = 0, []
        known = any(begins[1:])
        for i, begin in enumerate(begins):
            if known:
                number += begin and i > 0
            elif i and (self.words[i - 1] in {".", "!", "?"} or "\n" in self.words[i - 1]):
                number += 1
            numbers.append(number)
        return numbers

    def _weigh(self, match: Match, entities: bool, located: bool) -> bool:
        """Adds what a match tells; False when it tells nothing."""
        if match.state:
            self.weights[match.state.country] += DIVISION
            self.divisions[match.state.country, key(match.state.name)] += DIVISION
            return False
        if code := match.country:
            if doubtful(match.hits):
                return False
            self._add(match, code, DEMONYM if match.demonym else COUNTRY)
            return True
        if entities and not located:
            return False
        place = clear(match.hits)
        if place is None or (not entities and place.population < BIG and place.kind == "city"):
            return False
        if place.country:
            weight = DIVISION if place.kind in {"admin", "region"} else CITY
            self._add(match, place.country, weight)
            self.divisions[place.country, key(place.admin1 or place.name)] += weight
        if (place.lat, place.lon) not in self.anchors:
            self.anchors.append((place.lat, place.lon))
        return True

    def _add(self, match: Match, code: str, weight: float) -> None:
        self.weights[code] += weight
        if len(match.hits) > 1:
            self._owed[key(match.text), code] += weight

    def division_share(self, place: Place) -> float:
        """Weight of the division that a place lies in, the foremost 1."""
        if self._top_division is None:
            self._top_division = max(self.divisions.values(), default=0.0)
        if not self._top_division or not place.admin1:
            return 0.0
        return self.divisions.get((place.country, key(place.admin1)), 0.0) / self._top_division

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that characters `start` to `end` touch, as a range."""
        first = max(bisect.bisect_right(self.starts, start) - 1, 0)
        return first, max(bisect.bisect_left(self.starts, end), first + 1)

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """The characters of tokens `first` to `last` (exclusive)."""
        return self.starts[first], self.starts[last - 1] + len(self.words[last - 1])

    def scan(self, first: int, last: int) -> Iterator[Match]:
        """The longest names in a range of tokens, left to right, not overlapping."""
        at = first
        while at < last:
            match = self.match_at(at, last) if self._may_start(at) else None
            if match is None:
                at += 1
            else:
                yield match
                at = match.last

    def _may_start(self, at: int) -> bool:
        word = self.words[at]
        if word[:1].isupper():
            return True
        return word.islower() and word in CONNECTORS and self.words[at + 1 : at + 2] == ["-"]

    def match_at(self, first: int, last: int) -> Match | None:
        """The longest name that begins with token `first` and ends before `last`."""
        words = self.words
        end = first + 1
        ends = [end] if words[first][:1].isupper() else []
        while end < min(last, first + LONGEST):
            word = words[end]
            if word[:1].isupper() or word[:1].isdigit() or (word == "." and len(words[end - 1]) <= 3):
                ends.append(end + 1)
            elif word not in CONNECTORS and word != "'s":
                break
            end += 1
        for stop in reversed(ends):
            start_at, end_at = self.characters(first, stop)
            match = self._look_up(first, stop, self.text[start_at:end_at])
            if match is not None:
                return match
        return None

    def _look_up(self, first: int, stop: int, text: str) -> Match | None:
        single = stop == first + 1
        if single and (
            text.lower() in NOT_PLACES or text.lower() in DIRECTIONS or text.lower() in GENERIC or len(text) < 2
        ):
            return None
        countries = self.gazetteer.countries
        if (demonym := countries.described(text)) and not countries.named(text):
            return Match(first, stop, text, (), demonym=demonym)
        hits = self.gazetteer.find(text)
        if hits and not (text.endswith(".") and text in self._short):
            return Match(first, stop, text, hits)
        state = self._short.get(text)
        if state is None:
            return None
        hits = tuple(
            h for h in self.gazetteer.find(state.name) if h.place.kind == "admin" and h.place.country == state.country
        )
        return Match(first, stop, text, hits, state=state)

    def around(self, first: int, last: int) -> Iterator[Match]:
        """The matches of the sentence that tokens `first` to `last` stand in, these left out."""
        number = self.sentence_of[first] if first < len(self.sentence_of) else -1
        at = bisect.bisect_left(self._firsts, first)
        for step in (-1, 1):
            i = at - 1 if step < 0 else at
            while 0 <= i < len(self.matches) and self.sentence_of[self.matches[i].first] == number:
                match = self.matches[i]
                if match.last <= first or match.first >= last:
                    yield match
                i += step

    def before(self, first: int) -> Iterator[Match]:
        """The matches before token `first`, the nearest first."""
        at = bisect.bisect_left(self._firsts, first)
        for i in range(at - 1, -1, -1):
            yield self.matches[i]


def clear(hits: tuple[Hit, ...]) -> Place | None:
    """The place that a name stands for without any context, or None when that is open."""
    best = next((hit.place for hit in hits if hit.main), None)
    if best is None:
        return None
    own = [hit.place for hit in hits if hit.main and hit.place.geonames is None]
    if own and best.population < BIG * 4:
        return own[0]
    for hit in hits:
        other = hit.place
        if other.id == best.id or (other.country == best.country and distance(other, best.lat, best.lon) < 100):
            continue
        if other.capital or other.population * CLEAR > best.population or other.geonames is None:
            return None
    return best


def doubtful(hits: tuple[Hit, ...]) -> bool:
    """Whether a country shares its name with a division of some other that is half as populous: "Georgia"."""
    people = next((hit.place.population for hit in hits if hit.place.kind == "country"), 0)
    return any(hit.main and hit.place.kind == "admin" and hit.place.population * 2 > people for hit in hits)
