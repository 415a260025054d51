"""Bodies known by name: international organisations, companies, media, ministries, services, parliaments, courts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from lapwing.knowledge.tables import read_table, split_list

COLUMNS = ("name", "aliases", "code", "sector")
HERE = Path(__file__).parent
FILES = ("factbook.tsv", "national.tsv", "international.tsv")
"""Later files win where names clash: the hand-written ones are last."""


class Body(msgspec.Struct, frozen=True):
    """A body with its country (or IGO, NGO, MNC) and sector."""

    name: str
    code: str
    sector: str


@cache
def bodies() -> dict[str, Body]:
    """Every name and alias of a body, as written.

    Raises:
        KnowledgeError: a table breaks its schema.
    """
    out: dict[str, Body] = {}
    for file in FILES:
        for name, aliases, code, sector in read_table(HERE / file, COLUMNS):
            body = Body(name, code, sector)
            for key in (name, *split_list(aliases)):
                out[key] = body
    return out
