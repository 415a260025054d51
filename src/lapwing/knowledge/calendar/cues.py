"""Named lists of words around time expressions, read from `cues.toml`."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from lapwing.core.errors import KnowledgeError


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lists: dict[str, frozenset[str]]


@cache
def cue_lists() -> dict[str, frozenset[str]]:
    """Every list by its name.

    Raises:
        KnowledgeError: the file breaks its schema.
    """
    data = resources.files(__package__).joinpath("cues.toml").read_bytes()
    try:
        return msgspec.toml.decode(data, type=_File).lists
    except msgspec.MsgspecError as error:
        raise KnowledgeError(str(error), "cues.toml", "Reinstall lapwing") from error


def cues(name: str) -> frozenset[str]:
    """The list with this name.

    Raises:
        KnowledgeError: there is none.
    """
    try:
        return cue_lists()[name]
    except KeyError:
        raise KnowledgeError(f"there is no list {name!r}", "cues.toml", f"Names: {', '.join(cue_lists())}") from None
