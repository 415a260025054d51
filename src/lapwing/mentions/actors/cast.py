"""The cast of a report: who the words of any participant or speaker stand for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import msgspec
from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.knowledge.countries import ORGANISATION_CODES
from lapwing.knowledge.groups import Group
from lapwing.knowledge.offices import Person, Term, office_kind, offices
from lapwing.mentions.actors import features
from lapwing.mentions.actors.lexicon import Entry
from lapwing.mentions.actors.persons import FORMER, Known, Persons
from lapwing.mentions.actors.phrases import Hit, Phrase, hits_in, take_apart
from lapwing.mentions.actors.ranking import choose, classify, weights
from lapwing.mentions.actors.rules import former_official, phrase_sector
from lapwing.mentions.actors.scan import Grammar, Ref, role_refs, shares, subjects
from lapwing.mentions.actors.words import Words
from lapwing.records.article import Article
from lapwing.records.mention import ActorMention

REACH = 3
"""Sentences back in which a pronoun's antecedent is sought; in the training reports nine in ten stand within two."""

NEAREST = 12
"""Earlier mentions considered for a pronoun."""


_CERTAIN = frozenset({"REF", "MED"})
"""Sectors that only an explicit noun gives ("refugees", "doctors"); coded text has too few of them to teach the classifier."""


PLACELIKE = ("place", "capital", "country", "seat")
"""Kinds of names that are also surnames."""


class Found(msgspec.Struct):
    """A resolution in the making."""

    code: str
    why: str
    rule: str
    """Sector by the tables alone."""
    name: str | None = None
    trace: str = ""
    kind: str = ""
    """Kind of the name that decided."""
    name_sector: str = ""
    said: tuple[str, ...] = ()
    fixed: bool = False
    """The sector is certain and not asked of the classifier."""
    former: bool = False
    told: tuple[str, ...] = ()
    """Codes that titles and appositions name, in order."""
    cues: tuple[str, ...] = ()
    """What the words around a person's name tell."""


class Cast:
    """Who is who in one report.

    Args:
        doc: the annotated text; tags, dependencies and entities are used where present.
        article: the report; its publication date stands in for an event's date that is not known.
    """

    def __init__(self, doc: Doc, article: Article) -> None:
        self._published = article.published
        self._words = words = Words(article.text, doc)
        self._grammar = Grammar(words, doc)
        hits = hits_in_text(words)
        named = Counter(h.entry.code for h in hits if len({g.code for g in h.entry.rows}) < 2 and not h.entry.generic)
        self._local = codes = set(named)
        self._home = next((c for c, _ in named.most_common() if c not in ORGANISATION_CODES), "")
        hits = [h for h in hits if self._stands(h)]
        self._persons = Persons(words, doc, hits, article.published, codes)
        person_spans = self._persons.spans
        person_words = {k for i, j in person_spans for k in range(i, j)}
        taken: dict[int, Hit] = {}
        refs: list[Ref] = []
        for hit in hits:
            if any(k in person_words for k in range(hit.i, hit.j)) and hit.entry.kind not in ("body", "group"):
                continue
            taken.update(dict.fromkeys(range(hit.i, hit.j), hit))
            entry = self._entry_now(hit.entry)
            many = hit.entry.kind in ("people", "group", "demonym")
            refs.append(
                Ref(
                    hit.i, hit.j, hit.entry.kind, entry[0], entry[1], hit.entry.name, many, False, words.sentence[hit.i]
                )
            )
        for i, j in person_spans:
            known = self._persons.find(words.text[words.starts[i] : words.ends[j - 1]], i)
            if known is None:
                continue
            found = self._person(known, self._published)
            refs.append(Ref(i, j, "person", found.code, found.rule, known.full, False, False, words.sentence[i]))
        for i, j in role_refs(words, self._grammar, taken):
            refs.append(Ref(i, j, "role", "", "", "", False, False, words.sentence[j - 1], resolved=False))
        refs.sort(key=lambda r: (r.i, -r.j))
        subjects(refs, words, self._grammar)
        self._refs = refs
        self._named = [r for r in refs if r.code and r.kind != "role"]
        self._shares = shares(refs)
        self._names = Counter(r.name for r in refs if r.name)
        total = sum(self._shares.values()) or 1
        self._order = {c: k for k, (c, _) in enumerate(self._shares.most_common())}
        self._share = {c: n / total for c, n in self._shares.items()}
        self._first = self._named[0].code if self._named else ""
        self._by_code: dict[str, list[Ref]] = {}
        for r in self._named:
            self._by_code.setdefault(r.code, []).append(r)
        self._titled = {
            r.code for r in self._named if article.title is not None and words.starts[r.i] < article.title.end
        }
        self._chains: dict[str, list[tuple[int, str]]] = {}
        for r in refs:
            if r.kind == "role":
                phrase = take_apart(words, r.i, r.j)
                r.plural = phrase.plural
                for hit in phrase.hits:
                    self._chains.setdefault(phrase.head, []).append((r.i, self._entry_now(hit.entry)[0]))

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
        found = self._find(phrase, role, on or self._published)
        sector, sure = self._sector(phrase, found, role)
        trace = found.trace if sure == 1.0 else f"{found.trace}; sector {sector or 'none'} ({sure:.2f})"
        return ActorMention(span=span, code=found.code, sector=sector, name=found.name, why=found.why, trace=trace)

    def _sector(self, phrase: Phrase, found: Found, role: str) -> tuple[str, float]:
        if found.fixed or found.rule in _CERTAIN or not weights().sectors:
            return found.rule, 1.0
        return classify(self.sector_features(phrase, found, role), weights())

    def sector_features(self, phrase: Phrase, found: Found, role: str) -> list[str]:
        """What the sector classifier sees of a participant."""
        return features.sector_features(
            self._words,
            phrase,
            found.why,
            found.code,
            found.rule,
            found.kind,
            found.name_sector,
            found.said,
            role,
            found.former,
        )

    # --- by kind of phrase ----------------------------------------------------------------------------------------------

    def _stands(self, hit: Hit) -> bool:
        """Whether a name counts: one that many countries' bodies bear only in a report on the country it is listed for."""
        return not hit.entry.generic or not self._home or self._home == hit.entry.code

    def _find(self, phrase: Phrase, role: str, on: dt.date | None) -> Found:
        if phrase.pronoun:
            return self._pronoun(phrase, phrase.pronoun, role, on)
        phrase.hits = [h for h in phrase.hits if self._stands(h)]
        phrase.tail = [h for h in phrase.tail if self._stands(h)]
        exact = next((h for h in phrase.hits if h.i <= phrase.head_from and h.j == phrase.head_to), None)
        person = self._named_person(phrase, on)
        if person is not None and (exact is None or (exact.entry.kind in PLACELIKE and self._is_person(phrase))):
            if person.why == "office":
                return person
            guess = self._by_context(phrase, role, on, person=True, told=person.told)
            guess.said, guess.name, guess.former = person.said, person.name, person.former
            guess.rule, guess.cues, guess.kind = person.rule, person.cues, "person"
            if guess.code and guess.code in person.told:
                guess.why, guess.trace = "apposition", f"{person.trace}; {guess.trace}"
            return guess
        if exact is not None and exact.entry.kind in ("group", "body") and self._goes_on(phrase):
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
        person_like = phrase.proper and phrase.role is None and self._is_person(phrase)
        return self._by_context(phrase, role, on, person=person_like)

    def _entry_now(self, entry: Entry, on: dt.date | None = None) -> tuple[str, str]:
        """Code and sector of an entry on a day; of groups that share a name, the one whose country the report names."""
        if not entry.rows:
            return entry.code, entry.sector
        day = on or self._published
        rows: Sequence[Group] = [g for g in entry.rows if g.holds(day)] or entry.rows
        local = [g for g in rows if g.code in self._local]
        row = (local or list(rows))[0]
        return row.code, row.sector

    def _is_person(self, phrase: Phrase) -> bool:
        """Whether a phrase that is also a place or body is a person: its words are part of a longer name, or annotated as one."""
        span = next(((i, j) for i, j in self._persons.spans if i <= phrase.head_from and phrase.head_to <= j), None)
        return span is not None and (
            phrase.head_to - phrase.head_from > 1 or not any(h.entry.kind == "capital" for h in phrase.hits)
        )

    def _goes_on(self, phrase: Phrase) -> bool:
        """Whether a body's name is only the beginning of a longer one ("National Coalition for Men")."""
        k = phrase.head_to
        return (
            k + 1 < phrase.j
            and self._words.lowers[k] == "for"
            and self._words.forms[k + 1][0].isupper()
            and not phrase.tail
        )

    def _named_person(self, phrase: Phrase, on: dt.date | None) -> Found | None:
        """The person a capitalised phrase names, if the report or the tables know one."""
        words = self._words
        if not phrase.proper or phrase.role is not None:
            return None
        text = words.text[words.starts[phrase.head_from] : words.ends[phrase.head_to - 1]]
        if words.possessive[phrase.head_to - 1] and text[-2:] in ("'s", "’s"):
            text = text[:-2]
        known = self._persons.find(text, phrase.i)
        return None if known is None else self._person(known, on)

    def _person(self, known: Known, on: dt.date | None) -> Found:
        said = tuple(known.sectors)
        for person in known.people:
            term = person.term(on)
            code, sector, former = person.code, term.sector, known.former
            if on is not None and term.start > on.isoformat():
                sector = next(iter(said), "")  # not yet in the office that the tables know
            if known.codes and person.code not in known.codes and not person.top:
                continue
            if former_official(term, on) or (former and sector in ("GOV", "LEG", "MIL", "SPY", "COP", "JUD")):
                sector, former = "ELI", True
            trace = f"{person.name}: {term.office}, {term.start} to {'now' if term.end == '9999' else term.end} ({', '.join(term.source)})"
            return Found(code, "office", sector, person.name, trace, "person", term.sector, said, False, former)
        code = next((c for c in known.codes if c), "")
        sector = "ELI" if known.former and said[:1] == ("GOV",) else next(iter(said), "")
        trace = f"{known.full}: {known.title}" if known.title else f"{known.full}: named without a title"
        return Found(
            code, "apposition" if code else "person", sector, known.full, trace, "person", "", said, False, known.former
        )

    def _by_name(self, phrase: Phrase, hit: Hit, on: dt.date | None) -> Found:
        code, sector = self._entry_now(hit.entry, on)
        kind = hit.entry.kind
        if kind == "demonym":
            sector = "CVL" if phrase.plural else "GOV"
        why = {"people": "demonym", "seat": "capital"}.get(kind, kind)
        return Found(code, why, sector, hit.entry.name, f"{kind} {hit.entry.name}", kind, sector)

    def _by_modifier(self, phrase: Phrase, hits: Sequence[Hit], on: dt.date | None) -> Found:
        """A head with a name before it: "Iraqi lawmakers", "Hamas government", "Baghdad police"."""
        hit = next((h for h in reversed(hits) if h.entry.kind in ("country", "demonym", "people")), hits[-1])
        strong = [h for h in hits if h.entry.kind in ("body", "group")]
        if strong and strong[-1].j == phrase.role_from:
            hit = strong[-1]
        code, name_sector = self._entry_now(hit.entry, on)
        sector = phrase_sector(self._words, phrase, name_sector, hit.entry.kind)
        name = self._holder(phrase, code, on)
        why = {"people": "demonym", "seat": "capital"}.get(hit.entry.kind, hit.entry.kind)
        trace = f"{hit.entry.kind} {hit.entry.name} with {phrase.role.noun if phrase.role else phrase.head}"
        return Found(code, why, sector, name, trace, hit.entry.kind, name_sector, former=self._former(phrase))

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
        code, name_sector = self._entry_now(hit.entry, on)
        sector = phrase_sector(self._words, phrase, name_sector, hit.entry.kind)
        name = self._holder(phrase, code, on)
        why = {"people": "demonym", "seat": "capital"}.get(hit.entry.kind, hit.entry.kind)
        trace = f"{phrase.role.noun if phrase.role else phrase.head} {lead} {hit.entry.name}"
        return Found(code, why, sector, name, trace, hit.entry.kind, name_sector, former=self._former(phrase))

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

    def code_candidates(
        self, phrase: Phrase, role: str, person: bool, told: Sequence[str] = ()
    ) -> tuple[list[str], list[list[str]]]:
        """The codes a phrase may belong to, "unresolved" first, and the features of each."""
        words = self._words
        sentence = words.sentence[phrase.i]
        group = features.group_of(phrase, person)
        here = {r.code for r in self._named if r.sentence == sentence and not (r.i >= phrase.i and r.j <= phrase.j)}
        codes = sorted(self._by_code, key=lambda c: self._order.get(c, 99))
        codes = [c for c in codes if c in here or c in told or self._order.get(c, 99) < 6]
        chained = {c for at, c in self._chains.get(phrase.head, ()) if at < phrase.i}
        rows = [features.none_features(words, phrase, group, len(codes), len(here), len(words.first) - 1, role)]
        for code in codes:
            rows.append(
                features.told_features(code, told)
                + features.code_features(
                    code, words, phrase, group, self._by_code[code], self._share.get(code, 0.0), self._order.get(code, 9),
                    code == self._first, code in self._titled, code in chained, role,
                )
            )  # fmt: skip
        return [features.NONE, *codes], rows

    def _by_context(self, phrase: Phrase, role: str, on: dt.date | None, person: bool, told: Sequence[str] = ()) -> Found:
        """A role noun or unknown person without a country of its own: the country in focus, or none."""
        codes, rows = self.code_candidates(phrase, role, person, told)
        best, sure = choose(rows, weights().code)
        code = codes[best]
        sector = phrase_sector(self._words, phrase, "", "")
        noun = phrase.role.noun if phrase.role else phrase.head
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
        before = [r for r in self._refs if r.j <= phrase.i and sentence - r.sentence <= REACH]
        before = [r for r in before if r.kind != "demonym" or r.plural][-NEAREST:]
        if stands in ("i", "we"):  # the speaker of a quotation may come behind it
            before = [r for r in self._refs if r.i >= phrase.j and r.sentence == sentence][:3][::-1] + before
        kept: list[Ref | None] = [None]
        rows = [features.no_antecedent(phrase, stands, len(before), len(words.first) - 1, role)]
        dep = self._grammar.dep[phrase.i]
        nearest = next((r for r in reversed(before) if r.kind == "person" or (r.kind == "role" and not r.plural)), None)
        for back, ref in enumerate(reversed(before)):
            self._settle(ref, on)
            count = self._names.get(ref.name or ref.code, 0)
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
        )


def hits_in_text(words: Words) -> list[Hit]:
    """Every name of the lexicon in the text."""
    return hits_in(words, 0, len(words))
