"""Compiles `knowledge/ontology/ontology.toml` from PLOVER's published tables and CAMEO's codes.

    python -m training.knowledge.ontology --data DIR [--out FILE]

DIR/ontology holds `plover_scores.csv`, `plover_contexts.txt`, `cameo_to_plover_2021.txt`, `cameo_codes_goldstein.csv`.
Type and mode names are PLOVER's; what they mean is told here in our own words, after the codebook.
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path

VERBAL_COOPERATION, MATERIAL_COOPERATION = "verbal cooperation", "material cooperation"
VERBAL_CONFLICT, MATERIAL_CONFLICT = "verbal conflict", "material conflict"

_ASKED = {
    "assist": "help, goods or cooperation is {}",
    "change": "a change of policy, leadership or institutions is {}",
    "yield": "release, withdrawal, lifting or ceasing is {}",
    "meet": "a meeting, talks or mediation is {}",
}

TYPES: dict[str, tuple[str, str, dict[str, str]]] = {
    "AGREE": (VERBAL_COOPERATION, "agrees, offers, promises or intends to cooperate", {}),
    "CONSULT": (
        VERBAL_COOPERATION,
        "meets, visits, talks, calls or mediates",
        {
            "visit": "one side goes to the other",
            "third-party": "somebody else mediates or hosts the sides",
            "multilateral": "three or more sides meet",
            "phone": "they speak at a distance",
        },
    ),
    "SUPPORT": (VERBAL_COOPERATION, "praises, endorses, recognises, opens ties, signs or ratifies a treaty", {}),
    "CONCEDE": (VERBAL_COOPERATION, "gives way in words: eases, pardons, apologises, announces a ceasefire", {}),
    "COOPERATE": (MATERIAL_COOPERATION, "works together: trade, joint exercises, extradition, shared intelligence", {}),
    "AID": (MATERIAL_COOPERATION, "gives material help: money, arms, relief, asylum, peacekeepers, rescue", {}),
    "RETREAT": (
        MATERIAL_COOPERATION,
        "gives way in deed",
        {
            "withdraw": "troops leave",
            "release": "captives or goods are given back",
            "disarm": "arms are given up",
            "ceasefire": "fighting stops by agreement",
            "access": "outsiders are let in",
            "resign": "an official steps down",
        },
    ),
    "REQUEST": (
        VERBAL_CONFLICT,
        "asks, urges, demands or orders",
        {k: v.format("asked for") for k, v in _ASKED.items()},
    ),
    "ACCUSE": (
        VERBAL_CONFLICT,
        "criticises, accuses, charges, sues or investigates",
        {
            "disapprove": "criticism or complaint",
            "allege": "a wrong is alleged, charged or tried",
            "investigate": "a wrong is looked into",
        },
    ),
    "REJECT": (
        VERBAL_CONFLICT,
        "refuses, vetoes, dismisses, defies or cancels",
        {k: v.format("refused") for k, v in _ASKED.items()},
    ),
    "THREATEN": (
        VERBAL_CONFLICT,
        "threatens or warns of its own forceful or punitive act",
        {
            "restrict": "with limits, bans or blockades",
            "arrest": "with arrest or prosecution",
            "relations": "with cutting ties, aid or trade",
            "expel": "with expulsion",
            "territory": "with taking land",
            "violence": "with force",
        },
    ),
    "PROTEST": (
        MATERIAL_CONFLICT,
        "acts together against authority",
        {
            "demo": "marches, rallies, sit-ins",
            "riot": "violent crowds",
            "strike": "work stopped",
            "hunger": "food refused",
            "boycott": "taking part refused",
            "obstruct": "ways or buildings blocked",
            "vandalize": "things defaced or broken",
        },
    ),
    "SANCTION": (
        MATERIAL_CONFLICT,
        "cuts relations, aid or trade; expels; convicts",
        {
            "convict": "a court finds guilty or sentences",
            "expel": "persons or members are put out",
            "withdraw": "civil resources or persons are taken back",
            "discontinue": "ties, talks, aid or trade are stopped",
        },
    ),
    "MOBILIZE": (
        MATERIAL_CONFLICT,
        "readies or moves force short of using it",
        {
            "troops": "soldiers, ships, alerts, exercises",
            "weapons": "arms are placed or tested",
            "police": "police are sent or readied",
            "militia": "irregular forces are raised",
        },
    ),
    "COERCE": (
        MATERIAL_CONFLICT,
        "uses power short of violence",
        {
            "seize": "property, places or power are taken",
            "restrict": "movement or acts are limited or banned",
            "censor": "speech or media are silenced",
            "curfew": "people are kept at home",
            "martial-law": "emergency rule is declared",
            "arrest": "persons are detained",
            "deport": "persons are sent out of the country",
            "withhold": "what is due is held back",
            "misinformation": "falsehoods are spread",
            "cyber": "computers are attacked",
        },
    ),
    "ASSAULT": (
        MATERIAL_CONFLICT,
        "harms or destroys by force",
        {
            "abduct": "persons are captured or held hostage",
            "beat": "persons are beaten",
            "torture": "captives are tortured",
            "sexual": "sexual violence",
            "targeted": "a chosen person is killed",
            "destroy": "property is destroyed",
            "primitive": "with knives, stones, fire, vehicles",
            "firearms": "with guns",
            "explosives": "with bombs, mines, grenades",
            "suicide-attack": "the attacker dies by design",
            "aerial": "from manned aircraft",
            "drone": "from unmanned aircraft",
            "heavy-weapons": "with artillery, rockets, tanks, ships",
            "crowd-control": "with tear gas, batons, water cannon",
            "unconventional": "with chemical, biological or nuclear means",
        },
    ),
}

STATUSES = ("actual", "planned", "hypothetical", "denied")
SECTORS = {
    "GOV": "executive",
    "LEG": "legislature",
    "JUD": "courts and prosecutors",
    "MIL": "military",
    "COP": "police",
    "SPY": "intelligence",
    "PTY": "party",
    "OPP": "opposition",
    "REB": "armed opposition",
    "PRM": "pro-government militia",
    "UAF": "unknown armed men",
    "CRM": "criminals",
    "CVL": "civilians and protesters",
    "REF": "refugees",
    "JRN": "media",
    "BUS": "business",
    "LAB": "labour",
    "EDU": "education",
    "MED": "health",
    "REL": "religious",
    "SOC": "civil society",
    "ELI": "former officials",
    "UNK": "unknown",
}

HEADER = """\
# The ontology: types, modes, scores, contexts, sectors, CAMEO codes.
# Compiled by training/knowledge/ontology.py: change that, not this.
# Source: PLOVER, Open Event Data Alliance, manual of 2021 (type and mode names, scores, context names, conversion from
#   CAMEO), licence CC BY-SA 4.0; CAMEO codebook, P. A. Schrodt (codes and their names) with the Goldstein scale: facts.
# Meanings are in our own words. Two corrections to the scores: ACCUSE without a mode is printed +3 in the manual while
#   each of its modes is negative, taken as -3; PROTEST's mode vandalize has no score, taken as PROTEST's.
"""

_ROW = re.compile(r"^(\d{2,4}):\s*([A-Z]+)")


def read_scores(path: Path) -> dict[tuple[str, str], float]:
    """Score of each (type, mode), mode `""` for none, with the two corrections named in the header."""
    with path.open(encoding="utf-8", newline="") as file:
        scores = {(row["type"], row["mode"]): float(row["score"]) for row in csv.DictReader(file)}
    scores["ACCUSE", ""] = -abs(scores["ACCUSE", ""])
    scores.setdefault(("PROTEST", "vandalize"), scores["PROTEST", ""])
    return scores


def read_conversion(path: Path) -> dict[str, str]:
    """The PLOVER type of each CAMEO code in the conversion table; roots such as `08` keep the first type given."""
    types: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := _ROW.match(line):
            types.setdefault(match[1], match[2])
    return types


def compile_ontology(data: Path) -> str:
    """The text of `ontology.toml`.

    Raises:
        SystemExit: a mode has no score, or a score no mode.
    """
    scores = read_scores(data / "plover_scores.csv")
    conversion = read_conversion(data / "cameo_to_plover_2021.txt")
    contexts = (data / "plover_contexts.txt").read_text(encoding="utf-8").split()
    wanted = {(t, m) for t, (_, _, modes) in TYPES.items() for m in ("", *modes)}
    if wanted != set(scores):
        raise SystemExit(f"types and modes differ from the scores: {sorted(wanted ^ set(scores))}")
    lines = [HEADER]
    lines.append("statuses = [" + ", ".join(f'"{s}"' for s in STATUSES) + "]")
    lines.append("contexts = [\n" + "".join(f'  "{c}",\n' for c in contexts) + "]\n")
    lines.append("[sectors]")
    lines += [f'{code} = "{meaning}"' for code, meaning in SECTORS.items()]
    for name, (quad, meaning, modes) in TYPES.items():
        lines += ["", "[[types]]", f'name = "{name}"', f'quad = "{quad}"', f"score = {scores[name, '']}"]
        lines.append(f'meaning = "{meaning}"')
        lines.append("modes = [")
        lines += [
            f'  {{ name = "{mode}", score = {scores[name, mode]}, meaning = "{told}" }},'
            for mode, told in modes.items()
        ]
        lines.append("]")
    lines += ["", "# plover: the type that PLOVER's conversion table gives the code; empty where it has none."]
    lines.append("[cameo]")
    with (data / "cameo_codes_goldstein.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            label = row["name"].capitalize() if row["name"].isupper() else row["name"]
            label = label[0].upper() + label[1:]
            lines.append(
                f'{row["code"]} = {{ name = "{label}", goldstein = {float(row["goldstein"])}, '
                f'plover = "{conversion.get(row["code"], "")}" }}'
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("src/lapwing/knowledge/ontology/ontology.toml"))
    options = parser.parse_args()
    options.out.write_text(compile_ontology(options.data / "ontology"), encoding="utf-8")


if __name__ == "__main__":
    main()
