"""The rules by which reports are copies and records one event: `rules.toml`, read and checked."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec

from lapwing.core.errors import KnowledgeError

FILE = Path(__file__).with_name("rules.toml")


PARTIES = (
    "same name",
    "like words",
    "same side",
    "described",
    "unresolved",
    "same country",
    "other person",
    "other country",
    "one",
    "none",
)
LEVELS: dict[str, tuple[str, ...]] = {
    "type": ("same deed", "same utterance", "neighbour", "unlike", "unknown"),
    "mode": ("same", "other", "one", "none"),
    "action": ("same word", "like word", "other word"),
    "actors": PARTIES,
    "recipients": PARTIES,
    "crossed": ("yes", "no"),
    "when": ("same", "overlap", "near", "apart", "one, near", "one, far", "none"),
    "published": ("together", "near", "far", "unknown"),
    "where": ("same", "within", "unresolved", "elsewhere", "other country", "one", "none"),
    "numbers": ("same", "overlap", "conflict", "none"),
    "status": ("same", "other"),
    "sentence": ("much", "some", "little"),
    "reports": ("same", "copy", "much alike", "alike", "little alike", "unlike"),
    "position": ("one sentence", "headline and text", "neighbours", "same report", "two headlines", "none"),
}
"""The lines of the rule, each with the levels it can find."""


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
    elsewhere_km: float
    sentence_like: tuple[int, int]
    reports_like: tuple[int, int, int]
    utterances: tuple[str, ...]
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
        rules = msgspec.toml.decode(path.read_bytes(), type=Rules)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError(
            f"these rules cannot be read ({error})", str(path), "Compare with the package's"
        ) from error
    given = {(line, level) for line, levels in rules.events.points.items() for level in levels}
    wanted = {(line, level) for line, levels in LEVELS.items() for level in levels}
    if given != wanted:
        odd = ", ".join(f"{line} {level}" for line, level in sorted(given ^ wanted))
        raise KnowledgeError(f"points are missing, or given for what is never found: {odd}", str(path))
    return rules
