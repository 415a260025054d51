"""What one report names: places, bodies, groups, persons and role nouns in order, and the countries it is about."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc

from lapwing.knowledge.countries import ORGANISATION_CODES
from lapwing.knowledge.groups import Group
from lapwing.mentions.actors import features
from lapwing.mentions.actors.found import found_person
from lapwing.mentions.actors.lexicon import FIRST, Entry
from lapwing.mentions.actors.persons import Persons
from lapwing.mentions.actors.phrases import Hit, Phrase, hits_in, take_apart
from lapwing.mentions.actors.scan import Grammar, Ref, role_refs, shares, subjects, topics
from lapwing.mentions.actors.words import Words
from lapwing.records.article import Article

REACH = 3
"""Sentences back in which a pronoun's antecedent is sought; in the training reports nine in ten stand within two."""

PARTY_WORDS = frozenset(
    """the party democratic democrats democrat people's peoples labour labor national liberal liberals conservative conservatives social
    socialist socialists republican republicans green greens union front movement alliance unity progress progressive reform justice
    freedom popular christian workers communist centre center new progressives coalition congress league independence development
    nationalist nationalists future""".split()
)
"""Words that parties of many countries are named with."""


class Report:
    """Everything in a report that a participant can be resolved to.

    Args:
        doc: the annotated text; tags, dependencies and entities are used where present.
        article: the report.
    """

    def __init__(self, doc: Doc, article: Article) -> None:
        self.published = article.published
        self.words = words = Words(article.text, doc)
        self.grammar = Grammar(words, doc)
        hits = hits_in(words, 0, len(words))
        named = Counter(h.entry.code for h in hits if len({g.code for g in h.entry.rows}) < 2 and not h.entry.generic)
        self._local = named
        self._home = next((c for c, _ in named.most_common() if c not in ORGANISATION_CODES), "")
        hits = [h for h in hits if self.stands(h)]
        self.persons = Persons(words, doc, hits, article.published, named)
        person_spans = self.persons.spans
        person_words = {k for i, j in person_spans for k in range(i, j)}
        taken: dict[int, Hit] = {}
        refs: list[Ref] = []
        for hit in hits:
            if any(k in person_words for k in range(hit.i, hit.j)) and hit.entry.kind not in ("body", "group"):
                continue
            taken.update(dict.fromkeys(range(hit.i, hit.j), hit))
            entry = self.entry_now(hit.entry)
            many = hit.entry.kind in ("people", "group", "demonym")
            refs.append(
                Ref(
                    hit.i, hit.j, hit.entry.kind, entry[0], entry[1], hit.entry.name, many, False, words.sentence[hit.i]
                )
            )
        for i, j in person_spans:
            known = self.persons.find(words.text[words.starts[i] : words.ends[j - 1]], i)
            if known is None:
                continue
            found = found_person(known, self.published)
            ref = Ref(i, j, "person", found.code, found.rule, known.full, False, False, words.sentence[i], known=known)
            refs.append(ref)
        for i, j in role_refs(words, self.grammar, taken):
            refs.append(Ref(i, j, "role", "", "", "", False, False, words.sentence[j - 1], resolved=False))
        refs.sort(key=lambda r: (r.i, -r.j))
        subjects(refs, words, self.grammar)
        self.refs = refs
        self.named = [r for r in refs if r.code and r.kind != "role"]
        named_codes = shares(refs)
        self.topics = topics(refs, words)
        self.names = Counter(r.name for r in refs if r.name)
        total = sum(named_codes.values()) or 1
        self._order = {c: k for k, (c, _) in enumerate(named_codes.most_common())}
        self._share = {c: n / total for c, n in named_codes.items()}
        self._first = self.named[0].code if self.named else ""
        self._by_code: dict[str, list[Ref]] = {}
        for r in self.named:
            self._by_code.setdefault(r.code, []).append(r)
        self._bodies = [r for r in self.named if r.kind in ("body", "group")]
        self._titled = {
            r.code for r in self.named if article.title is not None and words.starts[r.i] < article.title.end
        }
        self._chains: dict[str, list[tuple[int, str]]] = {}
        for r in refs:
            if r.kind == "role":
                phrase = take_apart(words, r.i, r.j)
                r.plural = phrase.plural
                for hit in phrase.hits:
                    self._chains.setdefault(phrase.head, []).append((r.i, self.entry_now(hit.entry)[0]))

    def stands(self, hit: Hit) -> bool:
        """Whether a name counts: one that many countries' bodies bear only in a report on the country it is listed for."""
        entry = hit.entry
        if entry.rows and self._home and self._common_name(entry, hit):
            return False
        return not entry.generic or not self._home or self._home == entry.code

    def _common_name(self, entry: Entry, hit: Hit) -> bool:
        """Whether it is a party's name or acronym that means nothing in a report on other countries."""
        if any(g.sector != "PTY" or g.code in self._local or g.code in FIRST for g in entry.rows):
            return False
        words = self.words
        return all(words.lowers[k] in PARTY_WORDS for k in range(hit.i, hit.j)) or (
            hit.j - hit.i == 1 and words.forms[hit.i].isupper() and len(words.forms[hit.i]) < 5
        )

    def entry_now(self, entry: Entry, on: dt.date | None = None) -> tuple[str, str]:
        """Code and sector of an entry on a day; of groups that share a name, the one whose country the report names."""
        if not entry.rows:
            return entry.code, entry.sector
        day = on or self.published
        rows: Sequence[Group] = [g for g in entry.rows if g.holds(day)] or entry.rows
        local = [g for g in rows if g.code in self._local]
        row = max(local, key=lambda g: self._local[g.code]) if local else rows[0]
        return row.code, row.sector

    def is_person(self, phrase: Phrase) -> bool:
        """Whether a phrase that is also a place or body is a person: its words are part of a longer name, or annotated as one."""
        span = next(((i, j) for i, j in self.persons.spans if i <= phrase.head_from and phrase.head_to <= j), None)
        return span is not None and (
            phrase.head_to - phrase.head_from > 1 or not any(h.entry.kind == "capital" for h in phrase.hits)
        )

    def goes_on(self, phrase: Phrase) -> bool:
        """Whether a body's name is only the beginning of a longer one ("National Coalition for Men")."""
        k = phrase.head_to
        return (
            k + 1 < phrase.j
            and self.words.lowers[k] == "for"
            and self.words.forms[k + 1][0].isupper()
            and not phrase.tail
        )

    def last_named(self, phrase: Phrase) -> Ref | None:
        """The nearest body or group named before a phrase without a name: "the group", "the ministry", "it"."""
        if phrase.hits:
            return None
        sentence = self.words.sentence[phrase.i]
        for ref in reversed(self._bodies):
            if ref.j <= phrase.i:
                return ref if sentence - ref.sentence <= REACH else None
        return None

    def code_candidates(
        self, phrase: Phrase, role: str, person: bool, told: Sequence[str] = ()
    ) -> tuple[list[str], list[list[str]]]:
        """The codes a phrase may belong to, "unresolved" first, and the features of each."""
        words = self.words
        sentence = words.sentence[phrase.i]
        group = features.group_of(phrase, person)
        here = {r.code for r in self.named if r.sentence == sentence and not (r.i >= phrase.i and r.j <= phrase.j)}
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
