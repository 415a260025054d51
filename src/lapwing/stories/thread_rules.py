"""The rule by which events make a story: `thread.toml`, read and checked."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from lapwing.core.errors import KnowledgeError

Direction = Literal["after", "before", "earlier"]
"""Where the cause stands: after the words, before them, or in an earlier sentence."""


class _Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cause: Direction
    words: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    gap_days: int
    place_gap_days: int
    longest_days: int
    core: float
    satellite: int
    reach: int
    cues: tuple[_Cue, ...]
    nouns: dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class ThreadRules:
    """How events make a story; the file tells what each value means."""

    gap_days: int
    place_gap_days: int
    longest_days: int
    core: float
    satellite: int
    reach: int
    cues: Mapping[Direction, re.Pattern[str]]
    nouns: re.Pattern[str]
    """Any noun that takes up an event."""
    types: Mapping[str, frozenset[str]]
    """The types that a noun can take up."""


@functools.lru_cache(maxsize=4)
def load(path: Path | None = None) -> ThreadRules:
    """The rule of the package, or that of another file of the same form.

    Raises:
        KnowledgeError: the file is missing or breaks its schema.
    """
    source = path or resources.files(__package__).joinpath("thread.toml")
    try:
        file = msgspec.toml.decode(source.read_bytes(), type=_File)
        words: dict[Direction, list[str]] = {}
        for cue in file.cues:
            words.setdefault(cue.cause, []).extend(cue.words)
        types: dict[str, set[str]] = {}
        for type_, nouns in file.nouns.items():
            for noun in nouns:
                types.setdefault(noun, set()).add(type_)
        return ThreadRules(
            gap_days=file.gap_days,
            place_gap_days=file.place_gap_days,
            longest_days=file.longest_days,
            core=file.core,
            satellite=file.satellite,
            reach=file.reach,
            cues={cause: _any_of(found) for cause, found in words.items()},
            nouns=_any_of(sorted(map(re.escape, types), key=lambda noun: (-len(noun), noun))),
            types={noun: frozenset(found) for noun, found in types.items()},
        )
    except (OSError, msgspec.MsgspecError, re.error) as error:
        where = str(path or "stories/thread.toml")
        raise KnowledgeError(str(error), where, "Compare it with the one of the package") from error


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """One pattern for all, whole words in any case; one that finds nothing when there are none."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b" if patterns else r"(?!)", re.IGNORECASE)
