"""Places of a report: spans resolved to the gazetteer in the report's context."""

from __future__ import annotations

from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.knowledge.places import Gazetteer, Hit, Place, load
from lapwing.mentions.places.ranking import Ranked, Ranker
from lapwing.mentions.places.scene import Match, Scene
from lapwing.mentions.places.where import FORCE, candidates, named, phrase
from lapwing.mentions.places.words import (
    CAPITAL,
    CITIES,
    CONNECTORS,
    DIRECTIONS,
    DIVISIONS,
    GENERIC,
    NOT_PLACES,
    WATERS,
)
from lapwing.records.article import Article
from lapwing.records.mention import EventMention, PlaceMention

EXACTNESS = {"feature": 5.0, "city": 4.0, "admin2": 3.0, "admin": 2.0, "region": 1.5, "water": 1.0, "country": 0.0}
"""Which of several places in one phrase is the most exact."""

UNLIKELY = 3.2
"""Score under which a lower-case or one-word village is no good reading of part of a phrase: "Embassy" is a hamlet."""

KNOWN = 4.5
"""Score before context of a city of 100,000, under which a name inside a longer name is taken for something else."""

FADE = 0.5
"""How much a country's naming counts one sentence further back, for "the capital", "the border"."""


class Atlas:
    """Resolves the places of one report. Building one reads the whole report; then each span is cheap."""

    def __init__(self, doc: Doc, article: Article | None = None, gazetteer: Gazetteer | None = None) -> None:
        """Reads what the report says of countries and places.

        Args:
            doc: the report's text, annotated or not.
            article: the report, for the spans' text; `doc.text` without one.
            gazetteer: the places to choose from; the embedded ones by default.
        """
        self.doc = doc
        self.gazetteer = gazetteer or load()
        self.text = article.text if article is not None else doc.text
        self.scene = Scene(doc, self.gazetteer)
        self.ranker = Ranker(self.scene)
        self._resolved: dict[tuple[int, int], PlaceMention] = {}

    def resolve(self, span: Span) -> PlaceMention:
        """The best known place inside a span: "the U.S. embassy in Baghdad" is Baghdad.

        A phrase without a name ("near the airport", "the capital") gets the country that the context tells, without
        coordinates unless it is the country's capital. Nothing known leaves `country` empty.
        """
        at = (span.start, span.end)
        if at not in self._resolved:
            self._resolved[at] = self._resolve(span)
        return self._resolved[at]

    def choose(self, event: EventMention) -> PlaceMention | None:
        """The place of an event, None when the report tells none.

        What the trained head proposed decides, the best score first; without a proposal, a place's name that a
        preposition ties to the trigger.
        """
        proposed = sorted((r for r in event.roles if r.role == "where"), key=lambda r: (-r.score, r.span.start))
        if proposed:
            return self.resolve(proposed[0].span)
        if event.type not in FORCE or not self.doc.has_annotation("DEP"):
            return None
        words = self.doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
        if words is None:
            return None
        best: tuple[float, PlaceMention] | None = None
        for steps, noun in candidates(self.doc, words.root, event.type):
            if not named(self.doc, noun):
                continue
            start, end = self.scene.characters(*phrase(noun))
            found = self.resolve(Span.of(self.text, start, end))
            if found.country or found.lat is not None:
                rank = EXACTNESS.get(found.kind, 0.0) - 3 * steps
                if best is None or rank > best[0]:
                    best = (rank, found)
        return best[1] if best else None

    def _resolve(self, span: Span) -> PlaceMention:
        scene = self.scene
        first, last = scene.tokens(span.start, span.end)
        if not scene.words:
            return PlaceMention(span=span, name=None, country="", trace="no words")
        whole = self._whole(span, first, last)
        if whole is not None:
            return whole
        matches = list(scene.scan(first, last))
        if len(matches) == 1 and matches[0].demonym and last == matches[0].last and first == matches[0].first:
            country = self.gazetteer.country(matches[0].demonym)
            if country is not None:
                return self._mention(span, country, f"{matches[0].text}: demonym")
        ranked = [
            (match, found) for match in matches if (found := self._best(match, len(matches), first, last)) is not None
        ]
        words = [word.lower() for word in scene.words[first:last]]
        bordering = bool({"border", "frontier", "borders"} & set(words))
        named = [(m, r) for m, r in ranked if not self._only_owner(m, r, last)]
        if named and not (bordering and all(r.place.kind == "country" for _, r in named)):
            match, best = max(named, key=lambda pair: (EXACTNESS[pair[1].place.kind], -pair[0].first))
            return self._mention(span, best.place, f"{match.text}: {best.why}")
        return self._generic(span, first, words, [m for m in matches if m.country], bordering)

    def _whole(self, span: Span, first: int, last: int) -> PlaceMention | None:
        """A phrase in small letters that is a name of ours: "the line of control", "the tribal areas"."""
        text = span.text.removeprefix("the ").removeprefix("The ")
        if text[:1].isupper():
            return None
        own = [hit.place for hit in self.gazetteer.find(text) if hit.place.geonames is None]
        if not own or text.lower() in GENERIC:
            return None
        return self._mention(span, own[0], f"{text}: named so")

    def _best(self, match: Match, size: int, first: int, last: int) -> Ranked | None:
        best = self.ranker.best(match)
        if best is None or (size > 1 and best.score < UNLIKELY and best.place.kind == "city"):
            return None
        if self._part_of_name(match, first, last) and self.ranker.prior(Hit(best.place, True)) < KNOWN:
            return None
        return best

    def _part_of_name(self, match: Match, first: int, last: int) -> bool:
        """Whether capitalised words of the phrase stand beside the match: "Thomas" in "Thomas Memorial Hospital"."""
        words = self.scene.words
        before = words[match.first - 1] if match.first > first else ""
        after = [word for word in words[match.last : min(match.last + 2, last)]]
        if len(after) == 2 and after[0].lower() not in CONNECTORS - {"and", "in", "-"}:
            after.pop()
        return any(word[:1].isupper() for word in after) or (
            before[:1].isupper() and before.lower() not in DIRECTIONS and before.lower() not in NOT_PLACES
        )

    def _only_owner(self, match: Match, found: Ranked, last: int) -> bool:
        """Whether a country's name only says whose something is: "the U.S. embassy", "the Israel office"."""
        if found.place.kind != "country" or match.last >= last:
            return False
        following = self.scene.words[match.last].lower()
        return following in {"embassy", "consulate", "mission", "office", "base"} and match.last < last

    def _generic(self, span: Span, first: int, words: list[str], named: list[Match], bordering: bool) -> PlaceMention:
        """A phrase without a place's own name: its country from the phrase, else from the context."""
        owners = {"embassy", "consulate", "mission", "office", "base"}
        inside = [match.country for match in named]
        code, why = "", ""
        if bordering and inside:
            far = inside[-1]
            if len(inside) > 1:
                code, why = inside[0], f"{named[0].text} side of the border"
            else:
                near = set(self.gazetteer.countries.by_code[far].neighbours) if far in self._codes() else set()
                code, why = self._nearby(first, near), f"a neighbour of {far} in the context"
                if not code:
                    code, why = far, named[0].text
        elif inside and not owners & set(words):
            code, why = inside[0], named[0].text
        elif (set(words) & (GENERIC | CITIES | DIVISIONS | WATERS)) or not inside:
            code, why = self._nearby(first), "country in context"
        if not code:
            return PlaceMention(span=span, name=None, country="", trace="names no known place")
        if CAPITAL & set(words) and (place := self.gazetteer.capital(code)) is not None:
            return self._mention(span, place, f"capital of {code}: {why}")
        return PlaceMention(span=span, name=None, country=code, trace=f"somewhere in {code}: {why}")

    def _codes(self) -> set[str]:
        return set(self.gazetteer.countries.by_code)

    def _nearby(self, first: int, among: set[str] | None = None) -> str:
        """The country that the words around a token tell, nearer sentences counting more."""
        scene = self.scene
        scores: dict[str, float] = {}
        number = scene.sentence_of[first]
        for match in (*scene.around(first, first), *scene.before(first)):
            code = match.country or next((hit.place.country for hit in match.hits[:1]), "")
            away = abs(number - scene.sentence_of[match.first])
            if away > 12:
                break
            if code and (among is None or code in among):
                scores[code] = scores.get(code, 0.0) + FADE**away * (0.6 if match.demonym else 1.0)
        for code, share in scene.share.items():
            if among is None or code in among:
                scores[code] = scores.get(code, 0.0) + 0.5 * share
        return max(scores, key=lambda code: (scores[code], code), default="")

    def _mention(self, span: Span, place: Place, trace: str) -> PlaceMention:
        kind = "admin" if place.kind == "admin2" else place.kind
        return PlaceMention(
            span=span, name=place.name, country=place.country, admin1=place.admin1, lat=place.lat, lon=place.lon,
            geonames=place.geonames, kind=kind, trace=trace,
        )  # fmt: skip
