"""Compiles `knowledge/rolenouns/phoenix.tsv`: role nouns of the Phoenix agents dictionary that the hand-written table lacks.

Usage: role_nouns.py [--data DIR]
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from lapwing.knowledge.rolenouns import COLUMNS, HERE
from lapwing.knowledge.tables import read_table

SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "CRM": "CRM", "OPP": "OPP", "BUS": "BUS", "CVL": "CVL", "JUD": "JUD", "COP": "COP",
    "MED": "JRN", "LEG": "LEG", "HLH": "MED", "EDU": "EDU", "UAF": "UAF", "SPY": "SPY", "AGR": "CVL", "REL": "REL", "MUS": "REL",
    "LAB": "LAB", "REF": "REF", "PTY": "PTY", "ENV": "SOC", "CHR": "REL", "HIN": "REL", "JEW": "REL", "NGO": "SOC", "HRI": "SOC",
    "ELI": "ELI", "BUD": "REL", "RAD": "REB",
}  # fmt: skip
"""Sector of the codebook for the first three letters of an agent code."""

BODIES = frozenset(
    """army force ministry court union group agency department office council committee party company bank station navy government
    authority commission parliament service bureau board corporation unit patrol convoy tanker ship vessel aircraft media press
    newspaper agency hospital school university church mosque militia movement front organization faction congress senate
    assembly regime cabinet embassy delegation industry mission police intelligence""".split()
)


LEFT_OUT = frozenset(
    """islamic jewish hebrew naval retired state-owned semi-official naturalized boss doc branokker monger telecom publication set
    settlement echelon religion polity rebellion revolt insurgence assemblages mig tourer""".split()
)
"""Adjectives, and words whose everyday sense is another."""


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    path = parser.parse_args().data / "offices" / "Phoenix.agents.txt"
    own = {row[0] for row in read_table(HERE / "rolenouns.tsv", COLUMNS)}
    out: dict[str, tuple[str, str]] = {}
    for line in path.read_text(encoding="latin-1").split("\n"):
        line = line.split("#")[0]
        found = re.match(r"([A-Z][A-Z_!'\- ]*?)\s*(?:\{[^}]*\})?\s*\[~([A-Z]{3})", line)
        if not found or found[2] not in SECTORS:
            continue
        for person in ("man", "woman") if "!PERSON!" in found[1] else ("",):
            noun = found[1].replace("!PERSON!", person).replace("_", " ").strip().lower()
            if "!" in noun or not re.fullmatch(r"[a-z' \-]{3,40}", noun) or len(noun.split()) > 4:
                continue
            last = noun.split()[-1]
            kind = "body" if last in BODIES else "person"
            if noun not in own and noun not in LEFT_OUT:
                out.setdefault(noun, (SECTORS[found[2]], kind))
    lines = [
        "# Role nouns that the hand-written table lacks; compiled by training/knowledge/role_nouns.py",
        "# source: Phoenix agents dictionary, Open Event Data Alliance",
        "# licence: MIT",
        "\t".join(COLUMNS),
        *(f"{noun}\t{sector}\t{kind}" for noun, (sector, kind) in sorted(out.items())),
    ]
    (HERE / "phoenix.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(out)} nouns")


if __name__ == "__main__":
    main()
