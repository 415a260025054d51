"""Who held which office when, 2000 to 2026, and who is known under which name."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import msgspec

from lapwing.knowledge.offices.names import name_tokens, skeleton
from lapwing.knowledge.tables import collector_paused, read_table, split_list

COLUMNS = ("name", "also", "code", "office", "kind", "sector", "start", "end", "ended", "source", "words")
HERE = Path(__file__).parent

TOP = ("president", "prime minister", "monarch", "leader")
"""Kinds of heads of state and government."""


class Term(msgspec.Struct, frozen=True):
    """One person in one office."""

    office: str
    kind: str
    """`office_kind` of the office."""
    sector: str
    start: str
    """First day, ISO."""
    end: str
    """Last day, ISO; `9999` while in office when the table was compiled."""
    ended: bool
    """False where `end` is only the last day attested."""
    source: tuple[str, ...]

    def holds(self, day: str, slack: int = 0) -> bool:
        """Whether the office was held on an ISO `day`, give or take `slack` years."""
        if not slack:
            return self.start <= day <= self.end
        year = int(day[:4])
        return int(self.start[:4]) - slack <= year <= int(self.end[:4]) + slack


class Person(msgspec.Struct):
    """A person with every term known."""

    name: str
    code: str
    terms: list[Term]
    words: frozenset[str]
    """Plain words of the name and its variants."""
    curated: bool = False
    """Whether on the hand-written list of those often in the news."""
    top: bool = False
    """Whether a head of state or government, or a person of the hand-written list."""

    def term(self, on: dt.date | None) -> Term:
        """The term that covers `on`, else the nearest before, else the first; the first of highest rank without a date."""
        if on is None:
            return min(self.terms, key=_weight)
        day = on.isoformat()
        held = [t for t in self.terms if t.holds(day)]
        if held:
            return min(held, key=_weight)
        before = [t for t in self.terms if t.start <= day]
        return max(before, key=lambda t: t.end) if before else min(self.terms, key=lambda t: t.start)


def _weight(term: Term) -> tuple[bool, bool, str]:
    """Order of terms held at once: the hand-written first, then the highest office, then the earliest."""
    return "curated" not in term.source, term.kind not in TOP, term.start


KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("other", ("prime minister's office", "of the presidency", "to the president", "chief of staff", "presidential affairs", "court")),
    ("vice president", ("vice president", "vice-president")),
    ("deputy prime minister", ("deputy prime minister", "vice premier", "vice prime minister", "deputy premier")),
    ("other", ("deputy", "assistant", "vice ", "under secretary", "undersecretary", "minister of state", "advis", "bank", "assembly", "parliament")),
    ("foreign minister", ("foreign", "external affairs", "secretary of state, usa", "external relations", "international relations")),
    ("defence minister", ("defense", "defence", "armed forces minister")),
    ("interior minister", ("interior", "home affairs", "internal affairs", "home secretary", "public security", "homeland security")),
    ("finance minister", ("finance", "treasury", "economy", "chancellor of the exchequer")),
    ("justice minister", ("justice", "attorney general", "prosecutor")),
    ("ambassador", ("ambassador", "permanent representative")),
    ("prime minister", ("prime minister", "premier", "chancellor", "taoiseach", "chief executive", "president of the government")),
    ("president", ("president", "supreme leader of the transition")),
    ("monarch", ("king", "queen", "monarch", "sultan", "emir", "amir", "emperor", "grand duke", "sovereign", "pope")),
    ("leader", ("leader",)),
)  # fmt: skip


def office_kind(office: str) -> str:
    """The kind of an office by its title: `president`, `foreign minister` …, else `other`."""
    title = office.lower()
    if any(
        mark in title
        for mark in (
            "candidate",
            "former",
            " of iraqi kurdistan",
            " of catalonia",
            "chief minister",
            "president of the ",
        )
    ):
        return "prime minister" if title == "president of the government" else "other"
    if title.startswith(("premier of ", "first minister of ", "leader of ")) and "opposition" not in title:
        return "other"
    if "spokes" in title or "press secretary" in title:
        return "spokesperson"
    if title in ("leader", "opposition leader", "rebel leader", "party leader"):
        return "leader" if title == "leader" else "other"
    for kind, marks in KINDS:
        for mark in marks:
            if mark in title and not (kind == "leader" and title != "leader"):
                return kind
    return "other"


class Offices:
    """Look-up of persons by name and of holders by country and kind of office.

    Rows are kept as text and read into terms when a person is asked for: most of the table is never needed in one run.
    """

    def __init__(self, rows: list[list[str]]) -> None:
        self._rows = rows
        self._starts: list[int] = []  # first row of each person; rows of one person follow one another
        self._persons: dict[int, Person] = {}
        self._words: dict[str, list[int]] = {}
        self._skeletons: dict[str, list[int]] = {}
        self._offices: dict[tuple[str, str], list[int]] = {}
        before: tuple[str, str] | None = None
        words, kinds = self._words, self._offices
        number = -1
        for i, row in enumerate(rows):
            key = (row[0], row[2])
            if key != before:
                before = key
                number += 1
                self._starts.append(i)
                for word in row[10].split(" "):
                    if word in words:
                        words[word].append(number)
                    else:
                        words[word] = [number]
            elif row[10] != rows[i - 1][10]:
                for word in row[10].split(" "):
                    if number not in words.setdefault(word, [number])[-1:]:
                        words[word].append(number)
            if row[4] != "other":
                kinds.setdefault((row[2], row[4]), []).append(number)
        self._starts.append(len(rows))

    def __len__(self) -> int:
        """Number of rows."""
        return len(self._rows)

    def rows(self) -> list[list[str]]:
        """The rows as read, a string a column (`COLUMNS`)."""
        return self._rows

    def _person(self, number: int) -> Person:
        person = self._persons.get(number)
        if person is None:
            rows = self._rows[self._starts[number] : self._starts[number + 1]]
            terms = [Term(r[3], r[4], r[5], r[6], r[7] or "9999", r[8] == "1", split_list(r[9])) for r in rows]
            words = frozenset(w for r in rows for w in r[10].split(" "))
            curated = any("curated" in t.source for t in terms)
            top = curated or any(t.kind in TOP for t in terms)
            person = self._persons[number] = Person(rows[0][0], rows[0][2], terms, words, curated, top)
        return person

    def named(self, name: str) -> list[Person]:
        """Persons whose names hold every word of `name`, exactly spelt if any, else by folded spelling (two words and more)."""
        tokens = name_tokens(name)
        if not tokens:
            return []
        sets = [self._words.get(t) for t in tokens]
        if all(sets):
            common = set(sets[0] or ())
            for other in sets[1:]:
                common &= set(other or ())
            if common:
                return [self._person(n) for n in sorted(common)]
        if len(set(tokens)) < 2:
            return []
        if not self._skeletons:
            for word, numbers in self._words.items():
                self._skeletons.setdefault(skeleton(word), []).extend(numbers)
        common = set(self._skeletons.get(skeleton(tokens[0]), ()))
        for token in tokens[1:]:
            common &= set(self._skeletons.get(skeleton(token), ()))
        return [p for p in map(self._person, sorted(common)) if len({skeleton(w) for w in p.words}) > 1]

    def holder(self, code: str, kind: str, on: dt.date | None) -> tuple[Term, Person] | None:
        """Who held an office of `kind` for country `code` on a day, None if no row says so or no day is given."""
        if on is None:
            return None
        day = on.isoformat()
        best: tuple[Term, Person] | None = None
        for number in self._offices.get((code, kind), ()):
            person = self._person(number)
            for term in person.terms:
                if term.kind == kind and term.holds(day) and (best is None or term.start > best[0].start):
                    best = term, person
        return best


@cache
def offices() -> Offices:
    """The table of offices.

    Raises:
        KnowledgeError: the table breaks its schema.
    """
    with collector_paused():
        return Offices(read_table(HERE / "offices.tsv", COLUMNS))
