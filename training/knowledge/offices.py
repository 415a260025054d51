"""Compiles `knowledge/offices/offices.tsv` from the public data sets on office holders and the hand-written list.

Facts only: name, variants of the name, country, office, sector, first and last day, sources. Terms of one person in one kind of
office that overlap or touch become one row that names every source; of clashing dates the more exact source wins.

Usage: offices.py [--data DIR]
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from office_sources import (
    SINCE,
    Term,
    archigos_terms,
    cia_terms,
    curated_terms,
    current_terms,
    factbook_terms,
    leaders_2021_terms,
    phoenix_terms,
    reign_terms,
)

from lapwing.knowledge.offices import COLUMNS, HERE, office_kind
from lapwing.knowledge.offices.names import name_tokens, skeleton

RANK = (
    "curated",
    "current-2026",
    "factbook-2026",
    "archigos",
    "reign",
    "wikidata-2021",
    "wikipedia-2021",
    "cia-2019",
    "phoenix",
)
"""Sources, the most exact dates first."""

LAST_ATTESTED = {
    "archigos": dt.date(2015, 12, 31), "reign": dt.date(2021, 3, 31), "wikidata-2021": dt.date(2022, 12, 31),
    "wikipedia-2021": dt.date(2022, 12, 31), "phoenix": dt.date(2014, 9, 30), "cia-2019": dt.date(2019, 12, 31),
    "current-2026": None, "factbook-2026": None, "curated": None,
}  # fmt: skip
"""How far a term without an end is known to have lasted; None: in office when this was compiled."""

TOUCH = 45
"""Days between two terms that still make one: sources differ by about a month around an inauguration."""


class Row(Term):
    """A term with all its sources and whether its end is known or only the last day attested."""

    ended: bool = True
    sources: tuple[str, ...] = ()


def rows_of(terms: Iterable[Term]) -> list[Row]:
    """Terms with open ends resolved."""
    out = []
    for t in terms:
        ended = t.end is not None
        end = t.end or LAST_ATTESTED[t.source]
        if t.source == "cia-2019" or (t.source == "phoenix" and t.end is not None and t.end >= dt.date(2010, 12, 1)):
            ended = False
        assert t.start is not None
        if end is not None and end < max(SINCE, t.start):
            continue
        out.append(Row(t.name, t.code, t.office, t.sector, t.start, end, t.source, t.also, ended, (t.source,)))
    return out


def same_person(a: Row, b: Row) -> bool:
    """Whether two names of one country are one person: equal words, or one's words among the other's, spelling folded."""
    x, y = name_tokens(a.name), name_tokens(b.name)
    if not x or not y:
        return False
    fx, fy = {skeleton(t) for t in x}, {skeleton(t) for t in y}
    if len(x) == 1 or len(y) == 1:  # a surname alone: spelt the same, or the same but for vowels of a long word
        one, other = (x[0], y) if len(x) == 1 else (y[0], x)
        return one in other or (len(skeleton(one)) > 3 and skeleton(one) in {skeleton(t) for t in other})
    return fx <= fy or fy <= fx or (skeleton(x[0]) == skeleton(y[0]) and skeleton(x[-1]) == skeleton(y[-1]))


def touches(a: Row, b: Row) -> bool:
    """Whether two terms overlap or lie within `TOUCH` days."""
    slack = dt.timedelta(days=TOUCH)
    far = dt.date(2100, 1, 1)
    assert a.start is not None
    assert b.start is not None
    return a.start <= (b.end or far) + slack and b.start <= (a.end or far) + slack


def join(a: Row, b: Row) -> Row:
    """One row for two of the same person and kind of office."""
    best, rest = (a, b) if RANK.index(a.source) <= RANK.index(b.source) else (b, a)
    name = best.name if len(name_tokens(best.name)) > 1 else max((a.name, b.name), key=lambda n: len(name_tokens(n)))
    also = [n for n in (best.name, *best.also, rest.name, *rest.also) if n != name]
    end, ended = best.end, best.ended
    if end is not None and (rest.end is None or rest.end > end) and not best.ended:
        end, ended = rest.end, rest.ended
    office = rest.office if best.office == "leader" else best.office
    assert best.start is not None
    assert rest.start is not None
    start = best.start if best.source != "cia-2019" else min(best.start, rest.start)
    if best.start.month == 1 and best.start.day == 1 and rest.start.year == best.start.year:
        start = rest.start
    if end is not None and start > end:
        start = min(best.start, rest.start)
    sources = tuple(sorted({*a.sources, *b.sources}, key=RANK.index))
    return Row(
        name, best.code, office, best.sector, start, end, best.source, tuple(dict.fromkeys(also)), ended, sources
    )


def compatible(a: Row, b: Row) -> bool:
    """Whether two rows can be one office: the same kind, or a leader of unnamed office and a head of state or government."""
    top = ("leader", "president", "prime minister", "monarch")
    kinds = office_kind(a.office), office_kind(b.office)
    return a.sector == b.sector and ((kinds[0] == kinds[1] and (kinds[0] != "other" or a.office == b.office)) or (
        "leader" in kinds and kinds[0] in top and kinds[1] in top))  # fmt: skip


def merge(rows: list[Row]) -> list[Row]:
    """Rows of one country with those of one person in one office joined."""
    out: list[Row] = []
    for row in sorted(rows, key=lambda r: (RANK.index(r.source), r.start, r.name, r.office)):
        for i, known in enumerate(out):
            if compatible(known, row) and touches(known, row) and same_person(known, row):
                out[i] = join(known, row)
                break
        else:
            out.append(row)
    for row in out:  # a leader known by surname alone takes the full name of the one member of government it fits
        if len(name_tokens(row.name)) == 1:
            fits = {
                r.name
                for r in out
                if len(name_tokens(r.name)) > 1
                and touches(r, row)
                and name_tokens(row.name)[0] == name_tokens(r.name)[-1]
            }
            if len(fits) == 1:
                row.also = (row.name, *row.also)
                row.name = fits.pop()
    names: dict[tuple[str, ...], str] = {}  # one spelling a person: the longest-known first
    for row in out:
        key = tuple(sorted(skeleton(t) for t in name_tokens(row.name)))
        spelt = names.setdefault(key, row.name)
        if spelt != row.name:
            row.also = tuple(dict.fromkeys((row.name, *row.also)))
            row.name = spelt
    unique: dict[tuple[str, str, dt.date], Row] = {}
    for row in out:
        assert row.start is not None
        key3 = (row.name, row.office, row.start)
        if key3 in unique:
            unique[key3] = join(unique[key3], row)
        else:
            unique[key3] = row
    return list(unique.values())


def main() -> None:
    """Write the table and print what went in."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    folder: Path = parser.parse_args().data / "offices"
    terms = [
        *curated_terms(Path(__file__).parent / "officeholders.tsv"),
        *current_terms(folder / "current_2026"),
        *factbook_terms(folder / "factbook_government_2026-05.json"),
        *archigos_terms(folder / "archigos_annual.txt"),
        *reign_terms(folder / "reign_leaders_2021-03.csv"),
        *leaders_2021_terms(folder / "world_leaders_2021_wikidata.csv", "wikidata-2021"),
        *leaders_2021_terms(folder / "world_leaders_2021_wikipedia.csv", "wikipedia-2021"),
        *cia_terms(folder / "cia_2019" / "dist" / "json"),
        *phoenix_terms(folder / "Phoenix.Countries.actors.txt"),
    ]
    print("terms read:", dict(Counter(t.source for t in terms)))
    by_code: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_of(terms):
        by_code[row.code].append(row)
    rows = [
        r for code in sorted(by_code) for r in sorted(merge(by_code[code]), key=lambda r: (r.name, r.start, r.office))
    ]
    lines = [
        "# Who held which office when; compiled by training/knowledge/offices.py. Facts only.",
        "# source: curated (training/knowledge/officeholders.tsv, by hand); current-2026 and factbook-2026 (The World Factbook, public",
        "# source: domain, and factbook.json, CC0); archigos (Archigos 4.1, CC BY 4.0); reign (REIGN, One Earth Future, to 2021-03);",
        "# source: wikidata-2021 (CC0); wikipedia-2021 (facts from lists, CC BY-SA 4.0); cia-2019 (Chiefs of State and Cabinet Members,",
        "# source: public domain); phoenix (Phoenix actor dictionaries, Open Event Data Alliance, MIT)",
        "# licence: facts; the files are under the licences named",
        "# columns: also lists other spellings; an empty end means in office at compile time; ended is 0 where end is only the last day attested",
        "# columns: words are the plain words of the names, derived, so that loading is quick",
        "\t".join(COLUMNS),
    ]
    for r in rows:
        also = ";".join(a for a in r.also if a.lower() != r.name.lower())
        end = r.end.isoformat() if r.end else ""
        words = " ".join(dict.fromkeys(w for n in (r.name, *r.also) for w in name_tokens(n)))
        cells = (
            r.name,
            also,
            r.code,
            r.office,
            office_kind(r.office),
            r.sector,
            str(r.start),
            end,
            str(int(r.ended)),
            ";".join(r.sources),
            words,
        )
        assert not any("\t" in c for c in cells)
        lines.append("\t".join(cells))
    (HERE / "offices.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} rows, {len({(r.name, r.code) for r in rows})} persons")
    print("by source:", dict(Counter(s for r in rows for s in r.sources)))


if __name__ == "__main__":
    main()
