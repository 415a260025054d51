"""The label inventories of all heads, stored beside the weights."""

from __future__ import annotations

from lapwing.models.labels import Labels

ENTITY_TYPES = ("PER", "ORG", "LOC", "NORP", "FAC", "DATE", "MONEY", "MISC", "PRODUCT")

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

ROLES = ("actor", "recipient", "when", "where", "source")

STATUSES = ("actual", "planned", "hypothetical", "denied")

MODES: dict[str, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "allege", "investigate"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip


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
        triggers=bio(TYPES),
        roles=bio(ROLES),
        kinds=("NONE", *TYPES),
        modes=("", *(f"{t}.{m}" for t, ms in MODES.items() for m in ms)),
        statuses=STATUSES,
    )


__all__ = ["ENTITY_TYPES", "MODES", "ROLES", "STATUSES", "TYPES", "Labels", "bio", "build"]
