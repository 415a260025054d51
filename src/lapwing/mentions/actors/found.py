"""A resolution in the making, and that of a person."""

from __future__ import annotations

import datetime as dt

import msgspec

from lapwing.mentions.actors.persons import Known
from lapwing.mentions.actors.rules import former_official, tenure


class Found(msgspec.Struct):
    """A resolution in the making."""

    code: str
    why: str
    rule: str
    """Sector by the tables alone."""
    name: str | None = None
    trace: str = ""
    kind: str = ""
    """Kind of the name that decided."""
    name_sector: str = ""
    said: tuple[str, ...] = ()
    fixed: bool = False
    """The sector is certain and not asked of the classifier."""
    former: bool = False
    told: tuple[str, ...] = ()
    """Codes that titles and appositions name, in order."""
    known: Known | None = None
    """The person, where one is named or referred to."""
    tenure: tuple[str, ...] = ()
    """How the day stands to the term that decided."""


def found_person(known: Known, on: dt.date | None) -> Found:
    """A person of the report as the offices table, else titles and appositions, have them on a day."""
    said = tuple(known.sectors)
    for person in known.people:
        term = person.term(on)
        code, sector, former = person.code, term.sector, known.former
        if on is not None and term.start > on.isoformat():
            sector = next(iter(said), "")  # not yet in the office that the tables know
        if known.codes and person.code not in known.codes and not person.top:
            continue
        if former_official(term, on) or (former and sector in ("GOV", "LEG", "MIL", "SPY", "COP", "JUD")):
            sector, former = "ELI", True
        trace = f"{person.name}: {term.office}, {term.start} to {'now' if term.end == '9999' else term.end} ({', '.join(term.source)})"
        return Found(
            code, "office", sector, person.name, trace, "person", term.sector, said, False, former, (), known, tenure(term, on)
        )
    code = next((c for c in known.codes if c), "")
    sector = "ELI" if known.former and said[:1] == ("GOV",) else next(iter(said), "")
    trace = f"{known.full}: {known.title}" if known.title else f"{known.full}: named without a title"
    return Found(
        code, "apposition" if code else "person", sector, known.full, trace, "person", "", said, False, known.former,
        tuple(c for c in known.codes if c), known,
    )  # fmt: skip
