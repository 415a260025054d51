"""The label inventories of a trained model's heads."""

from __future__ import annotations

import msgspec

TRIGGERS = "lapwing_triggers"
"""Key of `Doc.user_data` under which the first pass leaves each token's trigger scores: (tokens, trigger labels) log probabilities,
white space all −inf but O."""


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """What each output column of each head means."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deps: tuple[str, ...]
    entities: tuple[str, ...]
    """`O`, `B-PER`, `I-PER` …"""
    triggers: tuple[str, ...]
    """`O`, `B-AGREE`, `I-AGREE` …"""
    roles: tuple[str, ...]
    """`O`, `B-actor` …"""
    kinds: tuple[str, ...]
    """`NONE` and the types, of a marked trigger or of a marked pair."""
    modes: tuple[str, ...]
    """`""` (no mode) and `TYPE.mode`."""
    statuses: tuple[str, ...]
    attributions: tuple[str, ...]
    """`O`, `B-source`, `B-cue`, `B-content` …"""
