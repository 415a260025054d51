"""Readers of the public data sets on who held which office when; each yields terms, facts only."""

from __future__ import annotations

import csv
import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import msgspec
from country_keys import by_name, cow, phoenix

from lapwing.knowledge.countries import countries

SINCE = dt.date(2000, 1, 1)
"""Terms that end before are left out."""


class Term(msgspec.Struct):
    """One person in one office from one source."""

    name: str
    code: str
    office: str
    sector: str
    start: dt.date | None
    end: dt.date | None
    """None while in office when the source was made."""
    source: str
    also: tuple[str, ...] = ()


def proper(name: str) -> str:
    """A name written in capitals, wholly or in part, in the usual casing."""
    words = []
    for word in name.split():
        if (
            re.search(r"[^\W\d_]{2,}", word)
            and word.upper() == re.sub(r"^(al|el|ad|ar|as|ash|an|at|az)-", lambda m: m[0].upper(), word)
            and "." not in word
        ):
            word = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)
            word = re.sub(r"^(Al|El|Ad|Ar|As|Ash|An|At|Az)-", lambda m: m[0].lower(), word)
            if word in ("Al", "El", "Bin", "Ibn", "Van", "De", "Der", "Von", "Da", "Dos", "Di"):
                word = word.lower()
        words.append(word)
    return " ".join(words)


# --- Phoenix ----------------------------------------------------------------------------------------------------------------

PORTFOLIO = {
    "BUS": "economy", "AGR": "agriculture", "MED": "information", "EDU": "education", "MIL": "defence", "HLH": "health", "DEV": "development",
    "JUD": "justice", "LAB": "labour", "ENV": "environment", "HRI": "human rights", "LEG": "parliament", "REL": "religion",
    "COP": "police", "REF": "refugees", "SPY": "intelligence",
}  # fmt: skip
SECTORS = {"GOV": "GOV", "MIL": "MIL", "SPY": "SPY", "OPP": "OPP", "REB": "REB"}


def phoenix_date(text: str) -> dt.date | None:
    """YYMMDD or YYYYMMDD; a day that does not exist becomes the last of its month."""
    if len(text) == 6:
        text = ("20" if text[:2] < "30" else "19") + text
    if len(text) != 8 or not text.isdigit():
        return None
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if not 1 <= month <= 12 or not 1900 <= year <= 2030:
        return None
    while day > 28:
        try:
            return dt.date(year, month, day)
        except ValueError:
            day -= 1
    return dt.date(year, month, max(day, 1))


def phoenix_terms(path: Path) -> Iterator[Term]:
    """Dated entries of the Phoenix country dictionary (Open Event Data Alliance, MIT)."""
    names: list[str] = []
    fresh = True
    for line in path.read_text(encoding="latin-1").split("\n"):
        line = line.split("#")[0]
        tags = re.findall(r"\[([^\]]*)\]", line)
        head = line.split(";")[0].split("[")[0].strip().strip("_ ")
        if head and head[0] not in "\t[":
            if not line.startswith("+") and not fresh:
                names = []
            if not line.startswith("+"):
                names = []
            names.append(head.lstrip("+").strip("_ ").replace("_", " "))
            fresh = True
        for tag in tags:
            fresh = False
            parts = tag.split()
            if len(parts) != 2 or not names:
                continue
            code, rest, when = phoenix(parts[0][:3]), parts[0][3:], parts[1]
            sector = SECTORS.get(rest[:3])
            if not code or not sector or (sector == "REB" and not rest):
                continue
            if when[0] in "<>":
                bound = phoenix_date(when.strip("<>"))
                start, end = (bound, None) if when[0] == ">" else (None, bound)
            else:
                a, _, b = when.partition("-")
                start, end = phoenix_date(a), phoenix_date(b)
                if end is None:
                    continue
            if start is None or (end is not None and (end < SINCE or end < start)):
                continue
            office = "member of government"
            if rest[:3] == "GOV" and rest[3:6] in PORTFOLIO:
                office = f"minister or senior official, {PORTFOLIO[rest[3:6]]}"
            elif sector != "GOV":
                office = {
                    "MIL": "commander",
                    "SPY": "intelligence chief",
                    "OPP": "opposition leader",
                    "REB": "rebel leader",
                }[sector]
            full = [n for n in names if 2 <= len(n.split()) <= 6 and n.upper() == n]
            full = [
                n
                for n in full
                if not re.match(
                    r"(PRESIDENT|PRIME|PM|MR|MRS|KING|QUEEN|FOREIGN|MINISTER|SECRETARY|VICE|GENERAL|THE) ", n
                )
            ]
            if not full:
                continue
            name, *also = [proper(n) for n in full]
            # `>date` stands for "since, as far as the list of 2014 goes"
            yield Term(name, code, office, sector, start, end, "phoenix", tuple(also[:4]))


# --- leaders ----------------------------------------------------------------------------------------------------------------

LEADER = "leader"


def archigos_terms(path: Path) -> Iterator[Term]:
    """Archigos 4.1 (Goemans, Gleditsch, Chiozza; CC BY 4.0): the effective leader of each state."""
    spells: dict[str, Term] = {}
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            code = cow(row["idacr"])
            if not code:
                continue
            start, end = dt.date.fromisoformat(row["startdate"].strip()), dt.date.fromisoformat(row["enddate"].strip())
            key = f"{row['leadid']} {row['idacr']} {row['prevtimesinoffice'] if row['entry'] != '(p_year)' else ''}"
            known = spells.get(row["leadid"])
            if known is not None and known.end is not None and (start - known.end).days <= 1:
                known.end = max(known.end, end)
                continue
            if known is not None:
                spells[key + row["startdate"]] = spells.pop(row["leadid"])
            uri = unquote(row["dbpedia.uri"] or "")
            full = uri.rsplit("/", 1)[-1].replace("_", " ") if "/" in uri else ""
            full = re.sub(r"\s*\(.*?\)|,.*", "", full).strip()
            name = full if len(full.split()) > 1 else row["leader"]
            also = (row["leader"],) if row["leader"] != name and " " in row["leader"] else ()
            spells[row["leadid"]] = Term(name, code, LEADER, "GOV", start, end, "archigos", also)
    for term in spells.values():
        if term.end is not None and term.end >= SINCE:
            if term.end >= dt.date(2015, 12, 31):
                term.end = None
            yield term


def reign_terms(path: Path) -> Iterator[Term]:
    """REIGN leader list to March 2021 (One Earth Future; Bell 2016)."""
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            code = cow(row["stateabb"])
            if not code or not row["syear"]:
                continue
            start = dt.date(int(row["syear"]), int(row["smonth"]), min(int(row["sdate"] or 1), 28))
            end = None
            if row["eyear"]:
                month = int(row["emonth"])
                end = dt.date(int(row["eyear"]) + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
            if end is None or end >= SINCE:
                yield Term(
                    proper(row["leader"].strip()), code, LEADER, "GOV", start, max(end, start) if end else None, "reign"
                )


# --- lists of one day ---------------------------------------------------------------------------------------------------------

CIA_FROM, CIA_TO = dt.date(2019, 1, 1), dt.date(2019, 12, 31)


def cia_terms(folder: Path) -> Iterator[Term]:
    """Chiefs of State and Cabinet Members (CIA, public domain), the lists of 2019."""
    names = by_name()
    offices = json.loads((folder / "government-offices.json").read_text(encoding="utf-8"))
    for office in offices.values():
        title = next((v for k, v in office["datatypeProperties"].items() if k.endswith("#title")), "")
        country, people = "", []
        for prop in office["objectProperties"]:
            for key, value in prop.items():
                label = value.get("http://www.w3.org/2000/01/rdf-schema#label", "") if isinstance(value, dict) else ""
                if key.endswith("#hasCountry"):
                    country = label
                elif key.endswith("#hasGovernmentOfficial"):
                    people.append(label)
        code = names.get(country.lower(), "")
        for person in people:
            person = re.sub(r"\s*\(.*?\)|,? ?(Dr\.|Jr\.|Gen\.|Ret\.)", "", person).strip(" ,")
            if not code or len(person.split()) < 2 or person.lower().startswith("vacant"):
                continue
            bank = "Central Bank" in title or "National Bank" in title
            sector = (
                "JUD"
                if re.search(r"Attorney General|Prosecutor General|Chief Justice", title)
                else "BUS"
                if bank
                else "GOV"
            )
            sector = "GOV" if bank else sector
            title = title.replace("Govt.", "Government").replace("Intl.", "International").replace(" & ", " and ")
            yield Term(proper(person), code, title, sector, CIA_FROM, CIA_TO, "cia-2019")


def leaders_2021_terms(path: Path, source: str) -> Iterator[Term]:
    """World leaders with years of office (Wikidata CC0; Wikipedia lists, facts only)."""
    names = by_name()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = names.get(row["country"].lower(), "")
            person = re.sub(
                r"\s*\(.*?\)", "", row.get("officeholderLabel") or row.get("officeholderlabel") or ""
            ).strip()
            title = row.get("positionLabel") or row.get("positionlabel") or ""
            if not code or not person or re.match(r"Q\d+$", person):
                continue
            known = countries()[code]
            for tail in (known.name, *known.aliases):
                title = re.sub(rf" of (the )?{re.escape(tail)}$", "", title)
            start = dt.date(int(row["start_year"][:4]), 1, 1) if row["start_year"] else None
            end = dt.date(int(row["end_year"][:4]), 12, 31) if row["end_year"] else None
            if start is None or (end is not None and end < start):
                continue
            yield Term(person, code, title[:1].upper() + title[1:], "GOV", start, end, source)


def current_terms(folder: Path) -> Iterator[Term]:
    """Presidents, prime ministers, chancellors and monarchs in office in 2026."""
    by_iso2 = {c.iso2: c.code for c in countries().values()}
    for kind in ("president", "prime-minister", "chancellor", "monarch"):
        for row in json.loads((folder / f"{kind}s.json").read_text(encoding="utf-8")):
            title = kind.replace("-", " ").title()
            if not row["since"]:
                continue
            yield Term(
                row["name"],
                by_iso2.get(row["iso_code"], "IGO"),
                title,
                "GOV",
                dt.date.fromisoformat(row["since"]),
                None,
                "current-2026",
            )


MONTHS = {
    m: i for i, m in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)
}


DEPENDENT = frozenset(
    """ABW AIA ALA ASM BES BLM BMU CCK COK CUW CXR CYM FLK FRO GGY GIB GLP GRL GUF GUM HKG IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK
    NIU PCN PRI PYF REU SHN SJM SPM SXM TCA TKL VGB VIR WLF""".split()
)
"""Territories whose chief of state is that of another country."""


def factbook_terms(path: Path) -> Iterator[Term]:
    """Chiefs of state and heads of government in The World Factbook of May 2026 (public domain; factbook.json, CC0)."""
    names = by_name()
    for entry in json.loads(path.read_text(encoding="utf-8")).values():
        parts = entry.get("Country name", {})
        short = [parts.get(f"conventional {k} form", {}).get("text", "") for k in ("short", "long")]
        code = next((names[s.lower()] for s in short if s.lower() in names), "")
        for kind in ("chief of state", "head of government"):
            if kind == "chief of state" and code in DEPENDENT:
                continue  # the sovereign's own, listed there
            text = entry.get("Executive branch", {}).get(kind, {}).get("text", "")
            text = html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " ")
            for m in re.finditer(r"([^();]+?) ?\((?:[^()]*?)since (?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})", text):
                words = m[1].strip(" ,").removeprefix("represented by ").split()
                cut = next((i for i in range(len(words) - 1, -1, -1) if re.fullmatch(r"(President|Minister|Premier|King|Queen|Sultan|Amir|Emir|Chancellor|Governor|General|Captain|Pope|Prince|Princess|Leader|Chairman|Chairperson|Taoiseach|Administrator|Commissioner|Secretary|Regent|Representative|Ayatollah|Superior|Shaykh|Sheikh|Emperor|Elect|State|Government)", words[i])), -1)  # fmt: skip  # noqa: E501 - one table in a line
                person = proper(" ".join(words[cut + 1 :])).strip(" ,")
                if not code or cut < 0 or len(person.split()) < 2 or person.startswith("of "):
                    continue
                month = MONTHS.get((m[3] or "")[:3], 1)
                start = dt.date(int(m[4]), month, int(m[2] or 1))
                title = " ".join(words[: cut + 1])
                yield Term(person, code, title[:1].upper() + title[1:], "GOV", start, None, "factbook-2026")


def curated_terms(path: Path) -> Iterator[Term]:
    """The hand-written list beside this file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#") or line.startswith("name\t"):
            continue
        name, also, code, office, sector, start, end = line.split("\t")
        yield Term(
            name, code, office, sector, day(start, first=True), day(end, first=False) if end else None, "curated",
            tuple(a for a in also.split(";") if a),
        )  # fmt: skip


def day(text: str, *, first: bool) -> dt.date:
    """A date given as year, year-month or day; the first or last day it can mean."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return dt.date(parts[0], parts[1], parts[2])
    if len(parts) == 2:
        last = dt.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1) - dt.timedelta(days=1)
        return dt.date(parts[0], parts[1], 1) if first else last
    return dt.date(parts[0], 1, 1) if first else dt.date(parts[0], 12, 31)
