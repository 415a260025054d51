"""The ontology: types, modes, scores, contexts and sectors, and their CAMEO codes.

Everything is read from the three data files beside this module, once, on first use. `load()` gives the whole; the
module's functions are its short form.
"""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.knowledge.ontology.schema import CameoCode, Mode, Ontology, Type
from lapwing.knowledge.ontology.tables import load

__all__ = [
    "CONTEXTS",
    "MODES",
    "SECTORS",
    "STATUSES",
    "TYPES",
    "CameoCode",
    "Mode",
    "Ontology",
    "Type",
    "cameo",
    "contexts",
    "goldstein",
    "load",
    "modes",
    "quad",
    "score",
]

TYPES: tuple[str, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The sixteen types, in the codebook's order."""

STATUSES: tuple[str, ...] = ("actual", "planned", "hypothetical", "denied")
"""What a text can claim about an action."""

SECTORS: tuple[str, ...] = (
    "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "CRM",
    "CVL", "REF", "JRN", "BUS", "LAB", "EDU", "MED", "REL", "SOC", "ELI", "UNK",
)  # fmt: skip
"""Sectors of participants, in the codebook's order."""

CONTEXTS: tuple[str, ...] = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
"""PLOVER's contexts: what an event is about."""

MODES: tuple[str, ...] = (
    "visit", "third-party", "multilateral", "phone",
    "withdraw", "release", "disarm", "ceasefire", "access", "resign",
    "assist", "change", "yield", "meet",
    "disapprove", "allege", "investigate",
    "restrict", "arrest", "relations", "expel", "territory", "violence",
    "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize",
    "convict", "discontinue",
    "troops", "weapons", "police", "militia",
    "seize", "censor", "curfew", "martial-law", "deport", "withhold", "misinformation", "cyber",
    "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
    "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
)  # fmt: skip
"""Every mode of any type, each once, in the codebook's order."""


def quad(type: str) -> str:
    """The quad class of a type, such as `"verbal conflict"`.

    Raises:
        KeyError: there is no such type.
    """
    return load().types[type].quad


def modes(type: str) -> tuple[str, ...]:
    """The modes of a type, in the codebook's order; empty for a type without modes.

    Raises:
        KeyError: there is no such type.
    """
    return tuple(load().types[type].modes)


def score(type: str, mode: str | None = None) -> float:
    """PLOVER's conflict and cooperation score, -10 to 10. Without a mode, or with one the type lacks, the type's own.

    Raises:
        KeyError: there is no such type.
    """
    entry = load().types[type]
    found = entry.modes.get(mode) if mode else None
    return found.score if found else entry.score


def cameo(type: str, mode: str | None = None, contexts: Sequence[str] = ()) -> str | None:
    """The CAMEO code that says a record best; None for a type that is not in the ontology.

    The first row of `cameo.toml` whose contexts are all among `contexts` decides; a mode the type lacks counts as none.
    """
    return load().cameo_of(type, mode, contexts)


def goldstein(code: str) -> float:
    """The Goldstein value of a CAMEO code, -10 to 10.

    Raises:
        KeyError: there is no such code.
    """
    return load().cameo[code].goldstein


def contexts(words: Sequence[str], type: str = "", mode: str | None = None) -> tuple[str, ...]:
    """The contexts that a sentence shows, in the order of `CONTEXTS`.

    Args:
        words: the sentence's words as written (capitals tell "WHO" from "who"); lemmas do nearly as well.
        type: type of the event; some types and modes imply a context.
        mode: its mode.
    """
    return load().lexicon.contexts(words, type, mode)
