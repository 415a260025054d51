"""The label inventories of all heads, stored beside the weights."""

from __future__ import annotations

from lapwing.knowledge import ontology
from lapwing.models.labels import Labels

ENTITY_TYPES = ("PER", "ORG", "LOC", "NORP", "FAC", "DATE", "MONEY", "MISC", "PRODUCT")

ATTRIBUTIONS = ("source", "cue", "content")

ROLES = ("actor", "recipient", "when", "where", "source")


def bio(names: tuple[str, ...]) -> tuple[str, ...]:
    """`O`, then `B-` and `I-` of each name."""
    return ("O", *(f"{p}-{n}" for n in names for p in "BI"))


def build(upos: set[str], xpos: set[str], deps: set[str]) -> Labels:
    """The inventories, given those that come from the treebanks."""
    return Labels(
        upos=tuple(sorted(upos)),
        xpos=tuple(sorted(xpos)),
        deps=tuple(sorted(deps)),
        entities=bio(ENTITY_TYPES),
        triggers=bio(ontology.TYPES),
        roles=bio(ROLES),
        kinds=("NONE", *ontology.TYPES),
        modes=("", *(f"{t}.{m}" for t in ontology.TYPES for m in ontology.modes(t))),
        statuses=ontology.STATUSES,
        attributions=bio(ATTRIBUTIONS),
    )


__all__ = ["ENTITY_TYPES", "ROLES", "Labels", "bio", "build"]
