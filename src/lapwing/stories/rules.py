"""The rules by which reports are copies and records one event: `rules.toml`, read and checked."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec

from lapwing.core.errors import KnowledgeError

FILE = Path(__file__).with_name("rules.toml")


class CopyRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When two reports are one text."""

    min_sequences: int
    contained: float
    jaccard: float
    names: float


class EventRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When two records tell of one happening."""

    needed: int
    """Points that speak for one event; the rest of the rule says how they are earned and lost."""
    tolerance_days: int
    news_days: int
    together_days: int
    near_days: int
    same_place_km: float
    sentence_like: tuple[int, int]
    reports_like: tuple[int, int, int]
    neighbours: dict[str, tuple[str, ...]]
    points: dict[str, dict[str, int]]


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `rules.toml`."""

    copies: CopyRule
    events: EventRule


@functools.cache
def load(path: Path = FILE) -> Rules:
    """The rules of a file, read once.

    Raises:
        KnowledgeError: the file is missing, or an entry is unknown, missing or of the wrong kind.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Rules)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError(
            f"these rules cannot be read ({error})", str(path), "Compare with the package's"
        ) from error
