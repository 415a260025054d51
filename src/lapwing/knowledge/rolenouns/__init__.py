"""Nouns for roles and bodies without a name ("lawmaker", "police", "rebels") with the sector they stand for."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import msgspec

from lapwing.knowledge.tables import read_table

COLUMNS = ("noun", "sector", "kind")
HERE = Path(__file__).parent
FILES = ("phoenix.tsv", "rolenouns.tsv")
"""The hand-written table wins."""


class RoleNoun(msgspec.Struct, frozen=True):
    """A noun, one or more words, in lower case."""

    noun: str
    sector: str
    kind: str
    """`person` or `body`."""


@cache
def role_nouns() -> dict[str, RoleNoun]:
    """All role nouns by their singular.

    Raises:
        KnowledgeError: the table breaks its schema.
    """
    return {
        noun: RoleNoun(noun, sector, kind) for file in FILES for noun, sector, kind in read_table(HERE / file, COLUMNS)
    }


IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "police": "police", "wives": "wife", "thieves": "thief",
    "forces": "forces", "news": "news", "series": "series", "mps": "mp", "officials": "official", "media": "media", "troops": "troops",
    "authorities": "authorities", "others": "others",
}  # fmt: skip


@lru_cache(maxsize=16384)
def singular(noun: str) -> str:
    """The singular of a lower-case noun by its ending; words that have none stay as they are."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun
