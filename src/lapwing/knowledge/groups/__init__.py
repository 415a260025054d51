"""Armed groups, militias, gangs, movements and political parties."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import msgspec

from lapwing.knowledge.tables import read_table, split_list

COLUMNS = ("name", "aliases", "code", "sector", "start", "end")
HERE = Path(__file__).parent
FILES = ("phoenix.tsv", "parties.tsv", "groups.tsv")
"""Later files win where names clash: the hand-written one is last. Parties of several countries keep their common name."""


class Group(msgspec.Struct, frozen=True):
    """A group as it is coded between two days."""

    name: str
    code: str
    """ISO alpha-3 of the country it belongs to, or IMG."""
    sector: str
    start: str
    """First ISO day it is coded so; `""` for always."""
    end: str
    """Last ISO day; `9999` for no end."""

    def holds(self, on: dt.date | None) -> bool:
        """Whether this row is the one for a day; without a day, the rows without a start are."""
        if on is None:
            return not self.start
        return self.start <= on.isoformat() <= self.end


@cache
def groups() -> dict[str, tuple[Group, ...]]:
    """The rows of every name and alias, as written; several where a name is shared by countries or its sector changed.

    Raises:
        KnowledgeError: a table breaks its schema.
    """
    out: dict[str, tuple[Group, ...]] = {}
    for file in FILES:
        fresh: set[str] = set()
        for name, aliases, code, sector, start, end in read_table(HERE / file, COLUMNS):
            group = Group(name, code, sector, start, end or "9999")
            for key in (name, *split_list(aliases)):
                if key in fresh:
                    out[key] = (*out[key], group)
                else:
                    namesakes = out.get(key, ()) if sector == "PTY" else ()
                    out[key] = (group, *(g for g in namesakes if g.sector == "PTY" and g.code != code))
                    fresh.add(key)
    return out
