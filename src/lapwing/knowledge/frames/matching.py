"""The frame lexicon: looking senses up, and finding them in a document.

Matching needs no parse and no tags: inflected forms are compiled ahead and looked up as they stand. Tags, when the document has them,
decide between verb and noun; without them the words on either side do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, Token

from lapwing.knowledge.forms import sibilant
from lapwing.knowledge.frames.schema import Compiled, Entry, Match, Pattern, Sense

COMPILED = Path(__file__).parent / "frames.json"
_UPOS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A", "ADV": "I"}
_DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your no any some 's ’s many several more most two three four five six "
    "new recent alleged latest first second third possible further such each every another of during after amid despite".split()
)
_VERBAL = frozenset(
    "to will would can could may might must should shall do does did not n't n’t he she they we i you who which never also "
    "and or".split()
)
_OBJECTS = frozenset(
    "the a an this that these those his her its their our my any all some him them us me no more".split()
)
_VERBS_BEHIND = frozenset(
    "say says said have has had are were was is will would can could officials leaders sources of 's ’s".split()
)
_GAP = 4
"""Most tokens that `~` stands for: long enough for "took the two men into custody", chosen on the training sentences."""


class Matcher:
    """Looks senses up and finds them in documents; holds no state of any document."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._entries = tuple(Entry(r.lemma, r.pos, compiled.groups[r.group]) for r in compiled.rows)
        self._by_key: dict[tuple[str, str], Entry] = {(e.lemma, e.pos): e for e in self._entries}
        self._single: dict[str, tuple[int, ...]] = {}
        self._longer: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = {}
        for phrase, ids in compiled.phrases.items():
            if " " in phrase:
                first, *rest = phrase.split(" ")
                self._longer.setdefault(first, []).append((tuple(rest), ids))
            else:
                self._single[phrase] = ids
        for rows in self._longer.values():
            rows.sort(key=lambda row: -len(row[0]))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in file order."""
        return self._entries

    @property
    def patterns(self) -> dict[str, Pattern]:
        """Argument patterns by name."""
        return self._compiled.patterns

    @property
    def classes(self) -> dict[str, tuple[str, ...]]:
        """Word form → names of the word classes it is in."""
        return self._compiled.classes

    @property
    def resolvers(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Type → (mode, word class) pairs that decide a mode written `*`."""
        return self._compiled.resolvers

    def entry(self, lemma: str, pos: str) -> Entry | None:
        """The entry of a lemma; `pos` is one of V N A I L or a universal tag (VERB, NOUN, ADJ)."""
        return self._by_key.get((lemma, _UPOS.get(pos, pos)))

    def senses(self, lemma: str, pos: str) -> tuple[Sense, ...]:
        """The senses of a lemma, the preferred first; empty when the lexicon has none."""
        found = self.entry(lemma, pos)
        return found.senses if found else ()

    def forms(self, words: str) -> tuple[Entry, ...]:
        """The entries that a word or phrase can be a form of, whatever stands around it: "bombings" is `bombing` N."""
        low = words.lower()
        if " " not in low:
            return tuple(self._entries[k] for k in self._single.get(low, ()))
        first, *rest = low.split(" ")
        return tuple(self._entries[k] for row, ids in self._longer.get(first, ()) if row == tuple(rest) for k in ids)

    def match(self, doc: Doc, i: int) -> tuple[Match, ...]:
        """The entries whose longest form starts at token `i`; several when one form is verb and noun and nothing decides."""
        word = doc[i].lower_
        rows = self._longer.get(word)
        if rows:
            for rest, ids in rows:
                end = _follow(doc, i + 1, rest)
                if end:
                    return tuple(self._as_match(k, i, end) for k in ids)
        ids = self._single.get(word) or self._single.get(doc[i].lemma_.lower(), ())
        if not ids:
            return ()
        token = doc[i]
        if _in_name(token):
            return ()
        kept = ids
        if token.pos or len(ids) > 1 or self._entries[ids[0]].pos == "V":
            rivals = any(self._entries[k].pos != "V" for k in ids)
            kept = tuple(k for k in ids if _fits(token, self._entries[k].pos, rivals))
            if not kept:
                kept = tuple(k for k in ids if _telling(word, self._entries[k]))
        noun = self._compiled.noun_forms.get(word)
        if noun is not None and any(self._entries[k].pos == "N" for k in kept):
            pair = self._light_verb(doc, i, self._compiled.light[noun])
            if pair is not None:
                return (Match(i, i + 1, i, self._entries[pair]),)
        return tuple(Match(i, i + 1, i, self._entries[k]) for k in kept)

    def scan(self, doc: Doc) -> Iterator[tuple[Match, ...]]:
        """The matches of a document from left to right, none overlapping another start."""
        i, n = 0, len(doc)
        while i < n:
            found = self.match(doc, i)
            if found:
                yield found
                i = found[0].end if "~" not in found[0].entry.lemma else i + 1
            else:
                i += 1

    def _as_match(self, k: int, start: int, end: int) -> Match:
        entry = self._entries[k]
        words = entry.lemma.replace("-", " - ").split()
        head = start if entry.pos != "N" else end - 1
        if entry.pos == "N" and len(words) > 2 and words[1] in ("of", "for", "in"):
            head = start
        return Match(start, end, head, entry)

    def _light_verb(self, doc: Doc, i: int, verbs: dict[str, int]) -> int | None:
        """The light-verb row of a noun at `i`: by its head when parsed, else the nearest listed verb within six tokens before it."""
        token = doc[i]
        if token.dep and token.dep_ in ("obj", "nsubj:pass", "obl", "nsubj") and token.head.i != i:
            return self._verb_at(doc, token.head.i, verbs)
        for j in range(i - 1, max(-1, i - 7), -1):
            if doc[j].lower_ in (".", ";", ":", "that", '"'):
                break
            found = self._verb_at(doc, j, verbs)
            if found is not None:
                return found
        return None

    def _verb_at(self, doc: Doc, j: int, verbs: dict[str, int]) -> int | None:
        forms = self._compiled.light_forms
        word = doc[j].lower_
        if j + 1 < len(doc):
            lemma = forms.get(f"{word} {doc[j + 1].lower_}")
            if lemma is not None and lemma in verbs:
                return verbs[lemma]
        lemma = forms.get(word)
        return verbs.get(lemma) if lemma is not None else None


def _follow(doc: Doc, at: int, rest: tuple[str, ...]) -> int:
    """The end of the phrase `rest` at token `at`, 0 when it does not stand there."""
    n = len(doc)
    for k, want in enumerate(rest):
        if want == "~":
            tail = rest[k + 1 :]
            for skip in range(1, _GAP + 1):
                if at + skip >= n or doc[at + skip - 1].lower_ in (",", ".", ";", ":", "that"):
                    return 0
                end = _follow(doc, at + skip, tail)
                if end:
                    return end
            return 0
        if at >= n or doc[at].lower_ != want:
            return 0
        at += 1
    return at


def _telling(word: str, entry: Entry) -> bool:
    """Whether a form shows its part of speech by itself, whatever its tag: "arrested", "accusations"; not "fire", "strikes"."""
    return entry.pos == "N" or (entry.pos == "V" and word not in (entry.lemma, sibilant(entry.lemma)))


def _fits(token: Token, pos: str, rivals: bool) -> bool:
    """Whether a token can be the part of speech of an entry: by its tag, else by its ending and neighbours.

    `rivals` says that the same form is also another part of speech in the lexicon.
    """
    word = token.lower_
    tag = token.pos_
    if tag:
        if pos == "V":
            return tag in ("VERB", "AUX") or (tag in ("ADJ", "NOUN") and word.endswith(("ed", "ing")))
        if pos == "N":
            return tag in ("NOUN", "PROPN") or (tag == "VERB" and word.endswith("ing"))
        return pos != "A" or tag in ("ADJ", "VERB", "NOUN", "ADV", "AUX")
    if pos not in ("V", "N"):
        return True
    if pos == "V" and word.endswith(("ing", "ed")):
        return True
    noun = _nounlike(token) if rivals else _surely_noun(token)
    return noun if pos == "N" else not noun


def _nounlike(token: Token) -> bool:
    """A guess at noun against verb from the form and the word on either side, for untagged text."""
    word, i, doc = token.lower_, token.i, token.doc
    before = doc[i - 1].lower_ if i else ""
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    if before in _VERBAL:
        return before in ("to", "and", "or") and word.endswith("s")
    if before in _DETERMINERS:
        return True
    if before.endswith(("ful", "al", "ic", "ous", "ive", "ed", "ing", "ary")):
        return True
    if after in (
        "by",
        "on",
        "against",
        "in",
        "of",
        "that",
        "have",
        "has",
        "are",
        "were",
        "was",
        "is",
        "with",
        "between",
    ):
        return True
    return after not in _OBJECTS and not (after and doc[i + 1].is_title)


def _surely_noun(token: Token) -> bool:
    """Whether the neighbours leave a verb form of a verb without a listed noun no chance of being the verb."""
    i, doc = token.i, token.doc
    before = doc[i - 1].lower_ if i else ""
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    if before in _VERBAL:
        return False
    return before in _DETERMINERS or before.endswith(("ful", "al", "ic", "ous", "ive")) or after in _VERBS_BEHIND


def _in_name(token: Token) -> bool:
    """Whether a capitalised word inside a sentence is part of a name ("Defense Ministry", "March 3")."""
    if not token.is_title:
        return False
    if token.ent_type_ in ("PER", "ORG", "LOC", "FAC", "PRODUCT", "DATE"):
        return True
    doc, i = token.doc, token.i
    first = i == 0 or bool(token.is_sent_start)
    neighbours = [doc[j] for j in (i - 1, i + 1) if 0 <= j < len(doc) and not (first and j < i)]
    if token.lower_ in ("march", "may") and not first:
        return True
    if not any(t.is_title and t.is_alpha for t in neighbours):
        return False
    window = [t for t in doc[max(0, i - 8) : i + 9] if t.is_alpha and len(t) > 3]
    return sum(t.is_title for t in window) < 0.6 * len(window)
