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
    generic: bool = False
    """A body whose name other countries' bodies bear too: it counts only in a report on its own country."""


SECTORS = {"country": "GOV", "capital": "GOV", "seat": "GOV", "place": "GOV", "demonym": "", "people": "CVL"}
GENERIC = frozenset(
    """congress|house of representatives|senate|supreme court|high court|high court of justice|court of appeal|crown court|national guard
    coast guard|marines|secret service|border patrol|national security council|justice department|department of justice|treasury department
    commerce department|labor department|energy department|agriculture department|transportation department|education department
    interior department|department of education|department of energy|department of defense|defense department|homeland security
    judiciary committee|intelligence committee|electoral college|electoral commission|home office|cabinet office|ministry of defence
    house of commons|house of lords|parliament house|executive council|legislative council|state council|politburo|governing council
    council of representatives|people's assembly|constituent assembly|national constituent assembly|chamber of deputies|rangers
    national electoral council|commission on elections|supreme council of the armed forces|royal palace|shura council|national intelligence service
    joint chiefs of staff|civil guard|republican guard|transitional military council|sovereign council|government of national unity
    truth and reconciliation commission|national prosecuting authority|unification ministry|diet|grand national assembly
    bureau of alcohol, tobacco, firearms and explosives|central command|director of national intelligence|federal communications commission
    investigative committee|federation council|national gendarmerie|gendarmerie|self-defense forces|union|federal constitutional court
    catholic church|supreme electoral tribunal|supreme electoral council|legislative assembly|general national congress|civil defence forces
    security belt|royal navy|general assembly|department of state|department of agriculture|department of commerce|department of labor
    department of transportation|department of the interior|environmental protection agency|food and drug administration|liberty|solidarity
    special court|criminal court""".replace("\n", "|").replace("    ", "").split("|")
)
"""Names of bodies, in lower case, that more than one country has."""
FIRST = ("USA", "GBR")
"""Of parties that share a name, these countries' come first where the report names no country."""


class Lexicon:
    """All names by their first word."""

    def __init__(self) -> None:
        self._cased: dict[tuple[str, ...], Entry] = {}
        self._lower: dict[tuple[str, ...], Entry] = {}
        self._longest: dict[str, int] = {}
        self._longest_lower: dict[str, int] = {}
        for name, group in groups().items():
            group = tuple(sorted(group, key=lambda g: FIRST.index(g.code) if g.code in FIRST else len(FIRST)))
            self._add(name, Entry("group", group[0].code, group[0].sector, group[0].name, group))
        table = countries()
        for name, say in country_names().items():
            self._add(name, Entry(say.kind, say.code, SECTORS[say.kind], table[say.code].name))
        for name, body in bodies().items():
            self._add(name, Entry("body", body.code, body.sector, body.name, (), name.lower() in GENERIC))
        for name, say in country_names().items():
            if say.kind in ("country", "demonym", "people", "capital"):
                self._add(name, Entry(say.kind, say.code, SECTORS[say.kind], table[say.code].name))

    def _add(self, name: str, entry: Entry) -> None:
        key = tuple(_parts(name))
        if not key:
            return
        if key[0] in ("the", "The") and len(key) > 1:
            key = key[1:]
        before = self._cased.get(key)
        if before is not None and before.rows and entry.rows and before is not entry:  # "Republicans" and "The Republicans"
            rows = tuple(dict.fromkeys((*before.rows, *entry.rows)))
            rows = tuple(sorted(rows, key=lambda g: FIRST.index(g.code) if g.code in FIRST else len(FIRST)))
            entry = Entry("group", rows[0].code, rows[0].sector, rows[0].name, rows)
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
        room = end - i
        best: tuple[int, Entry] | None = None
        for size in range(min(self._longest.get(words.forms[i], 0), room), 0, -1):
            found = self._cased.get(tuple(words.forms[i : i + size]))
            if found is not None and _joined(words, i, i + size):
                best = i + size, found
                break
        shortest = best[0] - i if best is not None else 1
        for size in range(min(self._longest_lower.get(words.lowers[i], 0), room), shortest, -1):
            found = self._lower.get(tuple(words.lowers[i : i + size]))
            if found is not None and _joined(words, i, i + size):
                return i + size, found
        return best


def _joined(words: Words, i: int, j: int) -> bool:
    """Whether nothing but hyphens, apostrophes and spaces stands between the words of a name."""
    return all(words.before[k] in ("", "-", "–", "/", ".", "'", "’") for k in range(i + 1, j))


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
