"""Compiles from The World Factbook what it names: legislatures and high courts (`bodies/factbook.tsv`), parties (`groups/parties.tsv`),
and from the Phoenix dictionary of militarised non-state actors the armed groups (`groups/phoenix.tsv`).

Usage: actor_bodies.py [--data DIR]
"""

from __future__ import annotations

import argparse
import html
import json
import re
from collections import defaultdict
from pathlib import Path

from country_keys import by_name, phoenix

from lapwing.knowledge.bodies import HERE as BODIES
from lapwing.knowledge.groups import HERE as GROUPS
from lapwing.knowledge.offices import offices

COMMON = {"parliament", "national assembly", "senate", "assembly", "congress", "supreme court", "constitutional court", "house", "council", "general assembly", "federal assembly", "legislative assembly", "state council", "people's council", "house of representatives", "house of assembly", "legislative council", "federal parliament", "national parliament", "national council", "federal council"}  # noqa: E501 - one table in a line
"""Names that many countries share: these are left to the role nouns, which look for the country in the report."""


def clean(text: str) -> str:
    """Plain text of a factbook field."""
    return html.unescape(re.sub(r"<(?!br)[^>]+>", "", text)).replace("\xa0", " ")


def factbook(path: Path) -> tuple[list[tuple[str, str, str, str]], list[tuple[str, str, str]]]:
    """Bodies (name, aliases, code, sector) and parties (name, aliases, code)."""
    names = by_name()
    bodies: list[tuple[str, str, str, str]] = []
    parties: list[tuple[str, str, str]] = []
    for entry in json.loads(path.read_text(encoding="utf-8")).values():
        parts = entry.get("Country name", {})
        short = [parts.get(f"conventional {k} form", {}).get("text", "") for k in ("short", "long")]
        code = next((names[s.lower()] for s in short if s.lower() in names), "")
        if not code:
            continue
        text = clean(entry.get("Legislative branch", {}).get("legislature name", {}).get("text", ""))
        for name in re.findall(r"[^()]+", text):
            name = name.strip()
            if name and name.lower() not in COMMON and len(name.split()) < 7 and name[0].isupper():
                bodies.append((name, "", code, "LEG"))
        text = clean(entry.get("Judicial branch", {}).get("highest court(s)", {}).get("text", ""))
        for name in re.findall(r"(?:[A-Z][\w'’-]+ )*(?:Supreme|Constitutional|High|Cassation|Federal) ?Courts?(?: of [A-Z][\w]+)*", text):
            if name.lower() not in COMMON and len(name.split()) > 2:
                bodies.append((name, "", code, "JUD"))
        text = clean(entry.get("Political parties", {}).get("text", ""))
        for item in re.split(r"<br ?/?>", text):
            item = re.sub(r"\(includes.*|\(electoral.*|\(also known as.*", "", item).strip()
            found = re.match(r"(.+?)(?: \(([^()]+)\))?(?: or (.+?))?(?: \(.*)?$", item)
            if not found or not found[1] or len(found[1]) > 60 or not found[1][0].isupper() or found[1] in ("None", "NA"):
                continue
            aliases = [a.strip() for a in (found[2], *(found[3] or "").split(" or ")) if a and 1 < len(a.strip()) < 40]
            parties.append((found[1].strip(), ";".join(a for a in aliases if ";" not in a), code))
    return bodies, parties


def phoenix_groups(path: Path) -> list[tuple[str, str, str, str]]:
    """Armed groups of the Phoenix dictionary: name, aliases, code, sector."""
    out: list[tuple[str, str, str, str]] = []
    names: list[str] = []
    for line in path.read_text(encoding="latin-1").split("\n"):
        line = line.split("#")[0]
        tag = re.search(r"\[([A-Z]{3})([A-Z]{3})", line)
        head = line.split("[")[0].strip().strip("_ ")
        if head:
            if not line.startswith("+"):
                names = []
            head = re.sub(r"([a-z])?[aeiou]?acute;?", r"\1", head, flags=re.I)
            name = re.sub(r"\(.*?\)", "", head.lstrip("+").replace("_", " ").replace("+", " ")).strip()
            names.append(" ".join(w.capitalize() if len(w) > 2 else w.lower() for w in name.split()))
        if tag and names and names[0]:
            code = tag[1] if tag[1] == "IMG" else phoenix(tag[1])
            sector = tag[2] if tag[2] in ("REB", "PRM", "CRM", "OPP") else "REB"
            keep = [n for n in dict.fromkeys(names) if len(n.split()) > 1 and len(n) < 60 and n.isascii()]
            if code and keep and not any(p.curated for k in keep for p in offices().named(k)):
                out.append((keep[0], ";".join(keep[1:6]), code, sector))
            names = []
    return out


def write(path: Path, title: str, source: str, licence: str, columns: str, rows: list[tuple[str, ...]]) -> None:
    """Write a table under its header."""
    lines = [f"# {title}; compiled by training/knowledge/actor_bodies.py", f"# source: {source}", f"# licence: {licence}", columns]
    path.write_text("\n".join([*lines, *("\t".join(r) for r in rows)]) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(rows)} rows")


def main() -> None:
    """Write the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    folder: Path = parser.parse_args().data / "offices"
    bodies, parties = factbook(folder / "factbook_government_2026-05.json")
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for name, _, code, _ in bodies:
        seen[name].add(code)
    rows = sorted({b for b in bodies if len(seen[b[0]]) == 1}, key=lambda b: (b[2], b[0]))
    write(BODIES / "factbook.tsv", "Legislatures and high courts", "The World Factbook of May 2026", "public domain (factbook.json, CC0)",
          "name\taliases\tcode\tsector", [tuple(r) for r in rows])  # fmt: skip
    unique = {(name, code): (name, aliases, code, "PTY", "", "") for name, aliases, code in parties}
    write(GROUPS / "parties.tsv", "Political parties", "The World Factbook of May 2026", "public domain (factbook.json, CC0)",
          "name\taliases\tcode\tsector\tstart\tend", [unique[k] for k in sorted(unique, key=lambda k: (k[1], k[0]))])  # fmt: skip
    armed = {(g[0], g[2]): (*g, "", "") for g in phoenix_groups(folder / "Phoenix.MilNonState.actors.txt")}
    write(GROUPS / "phoenix.tsv", "Armed groups", "Phoenix MNSA dictionary, Open Event Data Alliance, from the START TOPS list", "MIT",
          "name\taliases\tcode\tsector\tstart\tend", [armed[k] for k in sorted(armed, key=lambda k: (k[1], k[0]))])  # fmt: skip


if __name__ == "__main__":
    main()
