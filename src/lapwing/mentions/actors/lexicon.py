"""One look-up for every name in the knowledge tables: the longest entry that begins at a word."""

from __future__ import annotations

from functools import cache

import msgspec

from lapwing.knowledge.bodies import bodies
from lapwing.knowledge.countries import countries, country_names
from lapwing.knowledge.groups import Group, groups
from lapwing.knowledge.tables import collector_paused
from lapwing.mentions.actors.words import Words


class Entry(msgspec.Struct, frozen=True):
    """What a name stands for."""

    kind: str
    """`country`, `demonym`, `people`, `capital`, `seat`, `place`, `body` or `group`."""
    code: str
    sector: str
    name: str
    rows: tuple[Group, ...] = ()
    """For a group: its rows, where dates or countries decide."""


SECTORS = {"country": "GOV", "capital": "GOV", "seat": "GOV", "place": "GOV", "demonym": "", "people": "CVL"}
COMMON = frozenset(
    """Liberty Memorial Diet Rangers Civil Fed Rada Fono Vale Meta Apple Amazon Intel Total Shell Twitter Visa Nike Confederation
    Citizens Fatherland Libre Solidarity Unity Reform Globo Petra Fars Dawn Reforma Time Coalition Concertacion Fano Contras Hirak
    Ninjas Maute Kach Triads Zetas Mafia Amal Tea Care CARE Commonwealth Quartet Quad Contact Senate Congress House Marines Guard
    Bild Mena MENA Tesla Emirates Rand Vox Alba ALBA Guam GUAM Duma Cortes Wagner Vigilance Truth Union Victory Change Hope Justice
    Forward Future Together Ecolo Iraqiya Awakening Renewal""".split()
)
"""Names that are also words, persons or places; they count only as their hand-written entry says, never by another table's."""


class Lexicon:
    """All names by their first word."""

    def __init__(self) -> None:
        self._cased: dict[tuple[str, ...], Entry] = {}
        self._lower: dict[tuple[str, ...], Entry] = {}
        self._longest: dict[str, int] = {}
        self._longest_lower: dict[str, int] = {}
        for name, group in groups().items():
            self._add(name, Entry("group", group[-1].code, group[-1].sector, group[-1].name, group))
        table = countries()
        for name, say in country_names().items():
            self._add(name, Entry(say.kind, say.code, SECTORS[say.kind], table[say.code].name))
        for name, body in bodies().items():
            self._add(name, Entry("body", body.code, body.sector, body.name))
        for name, say in country_names().items():
            if say.kind in ("country", "demonym", "people", "capital"):
                self._add(name, Entry(say.kind, say.code, SECTORS[say.kind], table[say.code].name))

    def _add(self, name: str, entry: Entry) -> None:
        key = tuple(_parts(name))
        if not key:
            return
        if key[0] in ("the", "The") and len(key) > 1:
            key = key[1:]
        self._cased[key] = entry
        if len(key) > self._longest.get(key[0], 0):
            self._longest[key[0]] = len(key)
        if len(key) > 1:
            low = tuple(k.lower() for k in key)
            self._lower[low] = entry
            if len(low) > self._longest_lower.get(low[0], 0):
                self._longest_lower[low[0]] = len(low)

    def at(self, words: Words, i: int, end: int) -> tuple[int, Entry] | None:
        """The longest entry that begins at word `i` and ends by word `end`: the word after it, and the entry."""
        forms = words.forms
        room = end - i
        n = self._longest.get(forms[i], 0)
        for size in range(min(n, room), 0, -1):
            found = self._cased.get(tuple(forms[i : i + size]))
            if found is not None and _joined(words, i, i + size):
                return i + size, found
        low = words.lowers[i]
        n = self._longest_lower.get(low, 0)
        for size in range(min(n, room), 1, -1):
            found = self._lower.get(tuple(words.lowers[i : i + size]))
            if found is not None and _joined(words, i, i + size):
                return i + size, found
        return None


def _joined(words: Words, i: int, j: int) -> bool:
    """Whether nothing but hyphens and spaces, and no possessive, stands between the words of a name."""
    return all(words.before[k] in ("", "-", "–", "/", ".", "'", "’") for k in range(i + 1, j)) and not any(
        words.possessive[k] and words.forms[k][-1] not in "sS" for k in range(i, j - 1)
    )


_CUT = str.maketrans("-/(),–:;\"_*’", "          " + " '")


def _parts(name: str) -> list[str]:
    """The words of a name as `Words` cuts them, without its bookkeeping: 15,000 names are cut at start-up."""
    parts = name.translate(_CUT).split()
    if "." in name or "'" in name or "’" in name or "&" in name:
        out = []
        for part in parts:
            part = part.replace(".", "").strip("'")
            if part[-2:] in ("'s", "'S") and len(part) > 2:
                part = part[:-2]
            if part and part != "&":
                out.append(part)
        return out
    return parts


@cache
def lexicon() -> Lexicon:
    """The one lexicon.

    Raises:
        KnowledgeError: a table breaks its schema.
    """
    with collector_paused():
        return Lexicon()
