"""What of a record is compared with other records, worked out once."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from lapwing.core.intervals import Interval
from lapwing.knowledge import countries, frames
from lapwing.knowledge.words import keys as word_keys
from lapwing.knowledge.words import rarity
from lapwing.records.event import EventRecord, Participant

Profile = Mapping[str, float]
"""How telling each word of a text is, by its key."""

_WORD = re.compile(r"\w[\w’'.-]*\w|\w")
_STEM = 4
"""Words are one action when they begin alike by this many letters ("bombing", "bombed"), and by two thirds of the shorter."""
_NO_NAMES = frozenset(
    """
    he she it they we i you who his her their its our my this that these those the a an mr mrs ms dr sir lord president prime
    minister premier chancellor king queen prince princess secretary general colonel captain senator governor mayor judge
    justice chief spokesman spokeswoman spokesperson ambassador envoy director chairman leader government parliament congress
    senate house court supreme high federal state states national ministry department police army military forces force
    republic kingdom party council committee commission office official officials people men man woman women group groups
    of and in for at on to by from with
    """.split()
)
"""Words that name nobody: pronouns, titles, kinds of bodies."""
_FUNCTION = frozenset(
    """
    he him she her it they them we us i me you who whom which his hers its their our my your this that these those all some
    several many a an the of and or in for at on to by from with as one two three four five six seven eight nine ten dozens
    least about more than other another others
    """.split()
)
_PERSON = 3
"""Most words of a person's name."""


class Party(msgspec.Struct, frozen=True):
    """A participant, as it is compared."""

    code: str
    sector: str
    names: frozenset[str]
    """Words of a name, lower case, without those of countries; empty for pronouns, descriptions and countries."""
    words: frozenset[str]
    """Telling words of the description, lower case ("court", "soldiers"); empty for pronouns."""
    person: bool
    """It is named as one person: by a name and nothing else."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """A record, as it is compared."""

    id: str
    report: str
    published: dt.date | None
    type: str
    mode: str
    status: str
    sentence: tuple[int, int]
    trigger: tuple[int, int]
    stems: frozenset[str]
    """The dictionary forms that the trigger can have."""
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: Interval | None
    """None unless words of the text give it."""
    place: str
    """Name of the place, lower case; `""` when there is none."""
    country: str
    point: tuple[float, float] | None
    killed: tuple[int, int] | None
    wounded: tuple[int, int] | None
    words: Profile
    """Of the sentence, without the trigger."""
    weight: float
    """The sum of it."""
    headline: bool
    """The sentence is the headline, or the first of a report without one."""


def facts(record: EventRecord) -> Facts:
    """What of a record is compared."""
    where, when = record.where, record.when
    words = _without(profile([record.sentence.text]), record.trigger.text)
    point = (where.lat, where.lon) if where and where.lat is not None and where.lon is not None else None
    return Facts(
        id=record.id,
        report=record.report.id,
        published=record.report.published,
        type=record.type,
        mode=record.mode or "",
        status=record.status,
        sentence=(record.sentence.start, record.sentence.end),
        trigger=(record.trigger.start, record.trigger.end),
        stems=stems(record.trigger.text),
        actors=tuple(map(party, record.actors)),
        recipients=tuple(map(party, record.recipients)),
        when=Interval(when.start, when.end) if when and when.basis == "expression" else None,
        place=((where.name or where.span.text) if where else "").lower(),
        country=where.country if where else "",
        point=point,
        killed=_range(record.killed),
        wounded=_range(record.wounded),
        words=words,
        weight=math.fsum(words.values()),
        headline=record.sentence.start == 0,
    )


def _range(found: Sequence[int] | None) -> tuple[int, int] | None:
    # A record made by hand may hold a list.
    return (found[0], found[1]) if found else None


def party(participant: Participant) -> Party:
    """A participant, as it is compared: its words, and those of them that are a name."""
    return _party(participant.code, participant.sector, participant.name or "", participant.text)


@functools.lru_cache(maxsize=16384)
def _party(code: str, sector: str, name: str, text: str) -> Party:
    said = [w.removesuffix("'s").removesuffix("’s") for w in _WORD.findall(text)]
    known = [w.lower() for w in _WORD.findall(name)]
    capital = [w.lower() for w in said if w[0].isupper() or w[0].isdigit()]
    no_names = _NO_NAMES | _country_words()
    names = frozenset(known + capital) - no_names
    # A person's name is all that stands there; a body is called by what it is, or has an article before it.
    person = bool(names) and len(said) <= _PERSON and len(capital) == len(said) and not no_names.intersection(capital)
    words = frozenset(w for word in said if (w := word.lower()) not in _FUNCTION and not w.isdigit()) - _country_words()
    return Party(code, sector, names, words, person)


@functools.cache
def _country_words() -> frozenset[str]:
    """Words of the names of countries, their people, capitals and seats of government, lower case."""
    names = (name for name, said in countries.country_names().items() if said.kind != "place")
    return frozenset(word.lower() for name in names for word in _WORD.findall(name))


@functools.lru_cache(maxsize=65536)
def stems(trigger: str) -> frozenset[str]:
    """The dictionary forms of a trigger by the frame lexicon; words that are not in it as they stand."""
    lexicon = frames.load()
    whole = {entry.lemma for entry in lexicon.forms(trigger)}
    if whole:
        return frozenset(whole)
    words = _WORD.findall(trigger.lower())
    found = {entry.lemma for word in words for entry in lexicon.forms(word)}
    return frozenset(found or words)


def related(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two triggers have words that begin alike: "bombing" and "bomb", "resigned" and "resignation"."""
    return any(_begin_alike(x, y) for x in a for y in b)


def _begin_alike(x: str, y: str) -> bool:
    need = max(_STEM, math.ceil(2 * min(len(x), len(y)) / 3))
    return len(x) >= _STEM and len(y) >= _STEM and x[:need] == y[:need]


def profile(texts: Iterable[str]) -> Profile:
    """How telling each word of some texts is: its rarity in news (`knowledge.words`), counted once."""
    found = {name for text in texts for name, _ in word_keys(text)}
    return {name: rarity(name) for name in sorted(found)}


def _without(words: Profile, trigger: str) -> Profile:
    own = {name for name, _ in word_keys(trigger)}
    return {name: value for name, value in words.items() if name not in own}


def profiles(records: Iterable[EventRecord]) -> dict[str, Profile]:
    """The profile of each report: its headline and the sentences of its records."""
    texts: dict[str, set[str]] = defaultdict(set)
    for record in records:
        texts[record.report.id].add(record.sentence.text)
        if record.report.title:
            texts[record.report.id].add(record.report.title)
    return {report: profile(sorted(own)) for report, own in texts.items()}


def size(of: Profile) -> float:
    """The square of a profile's length."""
    return math.fsum(v * v for v in of.values())


def cosine(a: Profile, b: Profile, sizes: float) -> int:
    """Likeness of two texts in hundredths, 0 … 100.

    Args:
        sizes: the product of their sizes.
    """
    # `fsum` rounds once: sums of floating-point numbers do not depend on which text or word came first.
    return round(100 * math.fsum([a[w] * b[w] for w in a.keys() & b.keys()]) / math.sqrt(sizes)) if sizes else 0


def shared(a: Profile, b: Profile, weight_a: float, weight_b: float) -> int:
    """Share of the shorter text's words that the other has, each counted by how telling it is, in hundredths.

    Args:
        weight_a, weight_b: how telling all words of each are together.
    """
    smaller = min(weight_a, weight_b)
    return round(100 * math.fsum([a[w] for w in a.keys() & b.keys()]) / smaller) if smaller else 0


_TELLING = 5.0
"""Rarity from which a name in the sentence is a key: rarer than "Iraq" (4.0) and "President"; seven in 1,000 sentences."""
_MONTHS = 3
"""A date that spans more months than this gives no keys: it says too little of when."""


def keys_of(of: Facts) -> frozenset[str]:
    """What a record can be found by: two records of different reports are compared when they share one.

    Each names a participant, a place, a name in the sentence, or the action with its country, in one month: that of the
    action where the text dates it, and those of publication and of a fortnight before.
    """
    names = {f"name {n}" for p in (*of.actors, *of.recipients) for n in p.names}
    names |= {f"word {w}" for w, value in of.words.items() if value >= _TELLING}
    if of.place:
        names.add(f"place {of.place}")
    countries = {p.code for p in (*of.actors, *of.recipients)} | {of.country}
    names |= {f"action {stem} {country}" for stem in of.stems for country in countries if country}
    return frozenset(f"{month} {name}" for month in _months(of) for name in names)


def _months(of: Facts) -> set[str]:
    days: set[dt.date] = set()
    if of.published:
        days = {of.published, of.published - dt.timedelta(days=14)}
    if of.when:
        first = of.when.start.replace(day=1)
        own: list[dt.date] = []
        while first <= of.when.end and len(own) <= _MONTHS:
            own.append(first)
            first = (first + dt.timedelta(days=32)).replace(day=1)
        if len(own) <= _MONTHS:
            days.update(own)
    return {f"{day:%Y-%m}" for day in days} or {"undated"}


def keys(record: EventRecord) -> frozenset[str]:
    """The keys of a record (`keys_of` of its facts), for an archive to store."""
    return keys_of(facts(record))
