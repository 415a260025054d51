"""Nouns for roles and bodies without a name ("lawmaker", "police", "rebels") with the sector they stand for."""

from __future__ import annotations

from functools import cache
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
