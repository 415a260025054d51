"""What the tables alone say of a sector: the noun's, the name's beside it, and words that turn one into another."""

from __future__ import annotations

import datetime as dt

from lapwing.knowledge.offices import Term
from lapwing.mentions.actors.phrases import GENERAL, Phrase, take_apart
from lapwing.mentions.actors.words import Words

TURNS = {
    "opposition": "OPP", "anti-government": "OPP", "rebel": "REB", "insurgent": "REB", "militant": "REB", "guerrilla": "REB", "separatist": "REB",
    "terrorist": "REB", "extremist": "REB", "jihadist": "REB", "islamist": "REB", "insurgency": "REB", "military": "MIL", "army": "MIL",
    "naval": "MIL", "navy": "MIL", "defense": "MIL", "police": "COP", "intelligence": "SPY", "judicial": "JUD", "court": "JUD",
    "parliamentary": "LEG", "congressional": "LEG", "legislative": "LEG", "senate": "LEG", "religious": "REL", "church": "REL", "student": "EDU",
    "university": "EDU", "media": "JRN", "union": "LAB", "business": "BUS", "militia": "PRM", "paramilitary": "PRM", "hospital": "MED",
    "medical": "MED", "aid": "SOC", "rights": "SOC", "refugee": "REF", "party": "PTY", "tribal": "CVL",
}  # fmt: skip
"""Adjectives and nouns before a general noun ("military officials") that give the sector."""

FORMER_OF = ("GOV", "LEG", "MIL", "SPY", "COP", "JUD")


def phrase_sector(words: Words, phrase: Phrase, name_sector: str, kind: str) -> str:
    """The sector that the nouns of a phrase give; `name_sector` and `kind` are those of the name beside the head."""
    low = words.lowers
    former = any(low[k] in ("former", "ex", "ousted", "deposed") for k in range(phrase.i, phrase.head_to))
    own = phrase.role.sector if phrase.role is not None else ""
    if phrase.head in GENERAL or phrase.member or not own:
        for k in range(phrase.head_to - 1, phrase.head_from - 1, -1):
            if low[k] in TURNS and (k < phrase.head_to - 1 or not own):
                own = TURNS[low[k]]
                break
        else:
            if kind in ("body", "group") and name_sector:
                own = name_sector
            elif phrase.head in GENERAL and phrase.head_to + 1 < phrase.j and low[phrase.head_to] in ("for", "of", "from", "in"):
                own = phrase_sector(words, take_apart(words, phrase.head_to + 1, phrase.j), "", "") or own
    elif own in ("GOV", "CVL", "PTY", "LEG") and any(
        low[k] == "opposition" for k in range(phrase.head_from, phrase.head_to - 1)
    ):
        own = "OPP"
    return "ELI" if former and own in FORMER_OF else own


def former_official(term: Term, on: dt.date | None) -> bool:
    """Whether an official's term is known to have ended by `on`, so that they count as former."""
    return on is not None and term.ended and term.sector in FORMER_OF and term.end < on.isoformat()


def tenure(term: Term, on: dt.date | None) -> tuple[str, ...]:
    """How a day stands to a term: the kind of office, and whether it is held, was left lately or long ago, or lies ahead."""
    if on is None:
        return (term.kind, f"{term.kind}|undated")
    if term.start > on.isoformat():
        when = "ahead"
    elif term.end >= on.isoformat():
        when = "held"
    else:
        days = (on - dt.date.fromisoformat(term.end)).days
        when = "just left" if days < JUST_LEFT else "left" if days < LONG_AGO else "long ago"
    return (term.kind, when, f"{term.kind}|{when}", f"{term.sector}|{when}")


JUST_LEFT, LONG_AGO = 45, 1000
"""Days after which reports no longer tell of an office as the news of its loss, and as a recent one."""
