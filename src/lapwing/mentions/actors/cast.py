"""The cast of a report: who the words of any participant or speaker stand for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.knowledge.offices import Person, Term, office_kind, offices
from lapwing.mentions.actors import features
from lapwing.mentions.actors.found import Found, found_person
from lapwing.mentions.actors.persons import FORMER, Known
from lapwing.mentions.actors.phrases import Hit, Phrase, take_apart
from lapwing.mentions.actors.ranking import choose, classify, weights
from lapwing.mentions.actors.report import REACH, Report
from lapwing.mentions.actors.rules import phrase_sector
from lapwing.mentions.actors.scan import Ref
from lapwing.records.article import Article
from lapwing.records.mention import ActorMention

NEAREST = 12
"""Earlier mentions considered for a pronoun."""

_CERTAIN = frozenset({"REF", "MED"})
"""Sectors that only an explicit noun gives ("refugees", "doctors"); coded text has too few of them to teach the classifier."""


WHY = {"people": "demonym", "seat": "capital"}
"""What is said to have resolved a name, where that is not its kind."""

PLACELIKE = ("place", "capital", "country", "seat")
"""Kinds of names that are also surnames."""


class Cast:
    """Who is who in one report.

    Args:
        doc: the annotated text; tags, dependencies and entities are used where present.
        article: the report; its publication date stands in for an event's date that is not known.
    """

    def __init__(self, doc: Doc, article: Article) -> None:
        self.report = report = Report(doc, article)
        self._words = report.words
        self._told_of: dict[tuple[int, bool], list[str]] = {}

    # --- the one question -----------------------------------------------------------------------------------------------

    def resolve(self, span: Span, role: str, on: dt.date | None = None) -> ActorMention:
        """Who a span stands for.

        Args:
            span: the words of a participant or speaker.
            role: `actor`, `recipient` or `source`.
            on: the day of the event; the publication date when None.
        """
        i, j = self._words.within(span.start, span.end)
        if i >= j:
            return ActorMention(span=span, code="", sector="", name=None, why="unresolved", trace="no word in the span")
        phrase = take_apart(self._words, i, j)
        found = self._find(phrase, role, on or self.report.published)
        sector, sure = self._sector(phrase, found, role)
        trace = found.trace if sure == 1.0 else f"{found.trace}; sector {sector or 'none'} ({sure:.2f})"
        return ActorMention(span=span, code=found.code, sector=sector, name=found.name, why=found.why, trace=trace)

    def _sector(self, phrase: Phrase, found: Found, role: str) -> tuple[str, float]:
        if found.fixed or found.rule in _CERTAIN or not weights().sectors:
            return found.rule, 1.0
        return classify(self.sector_features(phrase, found, role), weights())

    def sector_features(self, phrase: Phrase, found: Found, role: str) -> list[str]:
        """What the sector classifier sees of a participant."""
        words = self._words
        out = features.sector_features(
            words, phrase, found.why, found.code, found.rule, found.kind, found.name_sector, found.said, role, found.former,
            sorted(found.known.cues) if found.known else (),
        )  # fmt: skip
        group = found.why if found.why in ("office", "country", "pronoun", "apposition", "person") else ""
        out += features.governor_features("", self.report.grammar.governor(phrase.i, phrase.j), group)
        out += features.topic_features(self.report.topics, phrase, found.rule, found.why)
        if found.known is not None:
            out += self._told_by(found.known, found.why == "office")
            out += [f"tenure={t}" for t in found.tenure] + [f"tenure={t}|{role}" for t in found.tenure]
        if found.why not in ("office", "person", "apposition", "country", "capital"):
            last = self.report.last_named(phrase)
            if last is not None:
                out += [f"last={last.sector}|{phrase.head}", f"last={last.sector}|{found.rule}"]
        return out

    def _told_by(self, known: Known, office: bool) -> list[str]:
        """What every mention of a person tells, found once."""
        if not known.spans:
            return []
        mark = (known.first, office)
        if mark not in self._told_of:
            self._told_of[mark] = features.entity_features(self._words, self.report.grammar, known, office)
        return self._told_of[mark]

    # --- by kind of phrase ----------------------------------------------------------------------------------------------

    def _find(self, phrase: Phrase, role: str, on: dt.date | None) -> Found:
        if phrase.pronoun:
            return self._pronoun(phrase, phrase.pronoun, role, on)
        phrase.hits = [h for h in phrase.hits if self.report.stands(h)]
        phrase.tail = [h for h in phrase.tail if self.report.stands(h)]
        exact = next((h for h in phrase.hits if h.i <= phrase.head_from and h.j == phrase.head_to), None)
        person = self._named_person(phrase, on)
        if person is not None and (exact is None or (exact.entry.kind in PLACELIKE and self.report.is_person(phrase))):
            if person.why == "office":
                return person
            guess = self._by_context(phrase, role, on, person=True, told=person.told)
            guess.said, guess.name, guess.former = person.said, person.name, person.former
            guess.rule, guess.known, guess.kind = person.rule, person.known, "person"
            if guess.code and guess.code in person.told:
                guess.why, guess.trace = "apposition", f"{person.trace}; {guess.trace}"
            return guess
        if exact is not None and exact.entry.kind in ("group", "body") and self.report.goes_on(phrase):
            exact = None
            phrase.hits = [h for h in phrase.hits if h.j != phrase.head_to]
        if exact is not None:
            return self._by_name(phrase, exact, on)
        if phrase.hits:
            return self._by_modifier(phrase, phrase.hits, on)
        if phrase.owner and not phrase.tail:
            return self._owned(phrase, role, on)
        if phrase.tail:
            inner = self._by_complement(phrase, on)
            if inner is not None:
                return inner
        if phrase.member and phrase.head_to == phrase.j and phrase.head in ("they", "them"):
            return self._pronoun(phrase, "group", role, on)
        person_like = phrase.proper and phrase.role is None and self.report.is_person(phrase)
        return self._by_context(phrase, role, on, person=person_like)

    def _named_person(self, phrase: Phrase, on: dt.date | None) -> Found | None:
        """The person a capitalised phrase names, if the report or the tables know one."""
        words = self._words
        if not phrase.proper or phrase.role is not None:
            return None
        text = words.text[words.starts[phrase.head_from] : words.ends[phrase.head_to - 1]]
        if words.possessive[phrase.head_to - 1] and text[-2:] in ("'s", "’s"):
            text = text[:-2]
        known = self.report.persons.find(text, phrase.i)
        return None if known is None else found_person(known, on)

    def _by_name(self, phrase: Phrase, hit: Hit, on: dt.date | None) -> Found:
        code, sector = self.report.entry_now(hit.entry, on)
        kind = hit.entry.kind
        if kind == "demonym":
            sector = "CVL" if phrase.plural else "GOV"
        return Found(code, WHY.get(kind, kind), sector, hit.entry.name, f"{kind} {hit.entry.name}", kind, sector)

    def _by_modifier(self, phrase: Phrase, hits: Sequence[Hit], on: dt.date | None) -> Found:
        """A head with a name before it: "Iraqi lawmakers", "Hamas government", "Baghdad police"."""
        hit = next((h for h in reversed(hits) if h.entry.kind in ("country", "demonym", "people")), hits[-1])
        strong = [h for h in hits if h.entry.kind in ("body", "group")]
        if strong and strong[-1].j == phrase.role_from:
            hit = strong[-1]
        return self._beside(phrase, hit, f"{hit.entry.kind} {hit.entry.name} with {_noun(phrase)}", on)

    def _by_complement(self, phrase: Phrase, on: dt.date | None) -> Found | None:
        """A head with a name behind it: "parliament of Portugal", "a spokesman for Hamas", "police in Mosul"."""
        hit = phrase.tail[0]
        lead = self._words.lowers[hit.i - 1] if hit.i else ""
        if (
            lead in ("against", "near", "by", "with", "opposed", "including")
            and len(phrase.tail) == 1
            and phrase.role is not None
        ):
            return None
        return self._beside(phrase, hit, f"{_noun(phrase)} {lead} {hit.entry.name}", on)

    def _beside(self, phrase: Phrase, hit: Hit, trace: str, on: dt.date | None) -> Found:
        """A head with a name beside it."""
        code, name_sector = self.report.entry_now(hit.entry, on)
        kind = hit.entry.kind
        sector = phrase_sector(self._words, phrase, name_sector, kind)
        name = self._holder(phrase, code, on)
        return Found(code, WHY.get(kind, kind), sector, name, trace, kind, name_sector, former=self._former(phrase))

    def _former(self, phrase: Phrase) -> bool:
        return any(self._words.lowers[k] in FORMER for k in range(phrase.i, phrase.head_to))

    def _holder(self, phrase: Phrase, code: str, on: dt.date | None) -> str | None:
        """Who holds the office that a phrase names, on a day."""
        held = self._holder_of(phrase, code, on)
        return held[1].name if held is not None else None

    def _holder_of(self, phrase: Phrase, code: str, on: dt.date | None) -> tuple[Term, Person] | None:
        if phrase.role is None or phrase.plural or self._former(phrase) or not code:
            return None
        kind = office_kind(phrase.role.noun)
        return None if kind in ("other", "leader", "spokesperson", "ambassador") else offices().holder(code, kind, on)

    def _owned(self, phrase: Phrase, role: str, on: dt.date | None) -> Found:
        """A phrase with a possessive pronoun: "his supporters", "their army"."""
        base = self._pronoun(phrase, phrase.owner, role, on)
        if not base.code:
            return self._by_context(phrase, role, on, person=False)
        sector = phrase_sector(self._words, phrase, base.rule, base.kind)
        return Found(
            base.code, "role noun", sector, None, f"{phrase.head} of {base.name or base.code}", base.kind, base.rule
        )

    # --- from context ---------------------------------------------------------------------------------------------------

    def _by_context(self, phrase: Phrase, role: str, on: dt.date | None, person: bool, told: Sequence[str] = ()) -> Found:
        """A role noun or unknown person without a country of its own: the country in focus, or none."""
        codes, rows = self.report.code_candidates(phrase, role, person, told)
        best, sure = choose(rows, weights().code)
        code = codes[best]
        sector = phrase_sector(self._words, phrase, "", "")
        noun = _noun(phrase)
        former = self._former(phrase)
        if not code:
            why = "role noun" if phrase.role and sector else "unresolved"
            return Found("", why, sector, None, f"no country settles {noun!r} ({sure:.2f})", former=former)
        name = self._holder(phrase, code, on)
        why = "person" if person else "role noun" if phrase.role else "place"
        return Found(code, why, sector, name, f"{noun} in a report on {code} ({sure:.2f})", "", "", (), False, former)

    def pronoun_candidates(
        self, phrase: Phrase, stands: str, role: str, on: dt.date | None
    ) -> tuple[list[Ref | None], list[list[str]]]:
        """The earlier mentions a pronoun may stand for, "unresolved" first, and the features of each."""
        words = self._words
        sentence = words.sentence[phrase.i]
        before = [r for r in self.report.refs if r.j <= phrase.i and sentence - r.sentence <= REACH]
        before = [r for r in before if r.kind != "demonym" or r.plural][-NEAREST:]
        if stands in ("i", "we"):  # the speaker of a quotation may come behind it
            before = [r for r in self.report.refs if r.i >= phrase.j and r.sentence == sentence][:3][::-1] + before
        kept: list[Ref | None] = [None]
        rows = [features.no_antecedent(phrase, stands, len(before), len(words.first) - 1, role)]
        dep = self.report.grammar.dep[phrase.i]
        nearest = next((r for r in reversed(before) if r.kind == "person" or (r.kind == "role" and not r.plural)), None)
        for back, ref in enumerate(reversed(before)):
            self._settle(ref, on)
            count = self.report.names.get(ref.name or ref.code, 0)
            kept.append(ref)
            rows.append(features.pronoun_features(words, phrase, stands, ref, back, count, role, dep, ref is nearest))
        return kept, rows

    def _settle(self, ref: Ref, on: dt.date | None) -> None:
        """Resolves a role noun that is considered as an antecedent, and a person known only from context."""
        if ref.resolved and not (ref.kind == "person" and not ref.code):
            return
        ref.resolved = True
        phrase = take_apart(self._words, ref.i, ref.j)
        if phrase.pronoun or phrase.owner:
            return
        found = self._find(phrase, "actor", on)
        ref.code = found.code
        ref.name = found.name or ""
        ref.sector = self._sector(phrase, found, "actor")[0]

    def _pronoun(self, phrase: Phrase, stands: str, role: str, on: dt.date | None) -> Found:
        kept, rows = self.pronoun_candidates(phrase, stands, role, on)
        best, sure = choose(rows, weights().pronoun, [(r.code, r.sector) if r is not None else None for r in kept])
        ref = kept[best]
        word = self._words.forms[phrase.i]
        if ref is None or not ref.code:
            return Found(
                "",
                "pronoun",
                ref.sector if ref else "",
                None,
                f"no earlier mention settles {word!r} ({sure:.2f})",
                "",
                "",
            )
        text = self._words.text[self._words.starts[ref.i] : self._words.ends[ref.j - 1]]
        return Found(
            ref.code,
            "pronoun",
            ref.sector,
            ref.name or None,
            f"{word!r} is {text!r} ({sure:.2f})",
            ref.kind,
            ref.sector,
            known=ref.known,
        )


def _noun(phrase: Phrase) -> str:
    return phrase.role.noun if phrase.role else phrase.head
