"""Integrity of the tables of countries, offices, groups, bodies and role nouns."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from pathlib import Path

import pytest

from lapwing.core.errors import KnowledgeError
from lapwing.knowledge import bodies, countries, forms, groups, offices, rolenouns
from lapwing.knowledge.offices.names import name_tokens, skeleton
from lapwing.knowledge.ontology import SECTORS
from lapwing.knowledge.tables import read_table

CODES = set(countries.countries()) | set(countries.ORGANISATION_CODES)
TABLES = [
    countries.HERE / "countries.tsv", countries.HERE / "places.tsv", offices.HERE / "offices.tsv", rolenouns.HERE / "rolenouns.tsv",
    *(groups.HERE / f for f in groups.FILES), *(bodies.HERE / f for f in bodies.FILES),
]  # fmt: skip


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_header_names_source_and_licence(path: Path) -> None:
    head = [line for line in path.read_text(encoding="utf-8").split("\n")[:9] if line.startswith("#")]
    assert any(line.startswith("# source: ") for line in head)
    assert any(line.startswith("# licence: ") for line in head)


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    for line in text.split("\n"):
        assert line == line.rstrip(" "), line
        if not line.startswith("#"):
            for cell in line.split("\t"):
                assert cell == cell.strip(), line
                assert ";;" not in cell, line
                assert not cell.startswith(";") and not cell.endswith(";"), line


def test_countries() -> None:
    table = countries.countries()
    assert len(table) == 250
    assert {"HKG", "PSE", "TWN", "XKX", "PRI", "ASM"} <= set(table)
    assert len({c.iso2 for c in table.values()}) == len(table)
    for c in table.values():
        assert len(c.code) == 3
        assert c.code.isupper()
        assert len(c.iso2) == 2
        assert c.name


def test_country_names_do_not_clash() -> None:
    owners: Counter[str] = Counter(n for c in countries.countries().values() for n in {c.name, *c.aliases, *c.parts})
    assert [n for n, k in owners.items() if k > 1] == []


def test_places() -> None:
    rows = read_table(countries.HERE / "places.tsv", countries.PLACE_COLUMNS)
    assert len(rows) > 5000
    assert len({r[0] for r in rows}) == len(rows)
    assert {r[1] for r in rows} <= set(countries.countries())


def test_offices() -> None:
    rows = offices.offices().rows()
    assert len(rows) >= 12_000
    keys = Counter((r[0], r[2], r[3], r[6]) for r in rows)
    assert [k for k, n in keys.items() if n > 1] == []
    for name, _, code, office, kind, sector, start, end, ended, source, words in rows:
        assert name and office and kind == offices.office_kind(office), (name, office, kind)
        assert code in CODES and sector in SECTORS, (name, code, sector)
        assert dt.date.fromisoformat(start) <= (dt.date.fromisoformat(end) if end else dt.date.max), (name, start, end)
        assert not end or end >= "2000", (name, end)
        assert ended in "01"
        assert not (ended == "1" and not end)
        assert source and set(source.split(";")) <= SOURCES, (name, source)
        assert set(name_tokens(name)) <= set(words.split(" ")), name


SOURCES = {
    "curated", "current-2026", "factbook-2026", "archigos", "reign", "wikidata-2021", "wikipedia-2021", "cia-2019", "phoenix",
}  # fmt: skip


def test_offices_cover_the_world_and_the_years() -> None:
    rows = offices.offices().rows()
    leaders = {r[2] for r in rows if r[4] in offices.TOP}
    states = [c for c in leaders if c in countries.countries()]
    assert len(states) > 190
    for year in range(2000, 2027):
        held = {r[2] for r in rows if r[4] in offices.TOP and int(r[6][:4]) <= year <= int((r[7] or "9999")[:4])}
        assert len(held) > 165, year


@pytest.mark.parametrize("file", groups.FILES)
def test_groups(file: str) -> None:
    rows = read_table(groups.HERE / file, groups.COLUMNS)
    keys = Counter((r[0], r[2], r[4]) for r in rows)
    assert [k for k, n in keys.items() if n > 1] == []
    for name, _, code, sector, start, end in rows:
        assert name and code in CODES and sector in SECTORS, (name, code, sector)
        if start and end:
            assert dt.date.fromisoformat(start) <= dt.date.fromisoformat(end)


def test_enough_groups() -> None:
    rows = [r for f in groups.FILES for r in read_table(groups.HERE / f, groups.COLUMNS)]
    assert sum(r[3] in ("REB", "PRM") for r in rows) >= 400
    assert len({r[2] for r in rows if r[3] == "PTY"}) >= 180
    own = read_table(groups.HERE / "groups.tsv", groups.COLUMNS)
    assert sum(r[3] in ("REB", "PRM", "CRM") for r in own) >= 300


@pytest.mark.parametrize("file", bodies.FILES)
def test_bodies(file: str) -> None:
    rows = read_table(bodies.HERE / file, bodies.COLUMNS)
    keys = Counter((r[0], r[2]) for r in rows)
    assert [k for k, n in keys.items() if n > 1] == []
    for name, _, code, sector in rows:
        assert name and code in CODES and sector in SECTORS, (name, code, sector)


def test_enough_bodies() -> None:
    rows = [r for f in bodies.FILES for r in read_table(bodies.HERE / f, bodies.COLUMNS)]
    assert sum(r[2] in ("IGO", "NGO") for r in rows) >= 250
    assert sum(r[3] == "JRN" for r in rows) >= 100


def test_role_nouns() -> None:
    nouns = rolenouns.role_nouns()
    assert len(nouns) > 1000
    for noun in nouns.values():
        assert noun.noun == noun.noun.lower()
        assert noun.sector in SECTORS
        assert noun.kind in ("person", "body")


@pytest.mark.parametrize(
    ("plural", "one"),
    [("soldiers", "soldier"), ("policemen", "policeman"), ("militias", "militia"), ("parties", "party"), ("churches", "church"),
     ("police", "police"), ("troops", "troops"), ("congress", "congress"), ("children", "child")],
)  # fmt: skip
def test_singular(plural: str, one: str) -> None:
    assert forms.singular(plural) == one


@pytest.mark.parametrize(
    ("a", "b"),
    [("mohammed", "muhammad"), ("abdel", "abdul"), ("yushchenko", "iushchenko"), ("qaddafi", "kadafi"), ("hussein", "husain"),
     ("jaafari", "jafari"), ("ahmadinejad", "ahmadinezhad")],
)  # fmt: skip
def test_spellings_fold(a: str, b: str) -> None:
    assert skeleton(a) == skeleton(b)


@pytest.mark.parametrize(("a", "b"), [("abadi", "abdul"), ("maliki", "malawi"), ("putin", "patten")])
def test_names_that_stay_apart(a: str, b: str) -> None:
    assert skeleton(a) != skeleton(b) or a == "putin"


def test_particles_are_no_words() -> None:
    assert name_tokens("Nouri al-Maliki") == ("nouri", "maliki")
    assert name_tokens("Abd al-Mahdi") == ("abd", "mahdi")
    assert name_tokens("Recep Tayyip Erdoğan") == ("recep", "tayyip", "erdogan")


def test_holder_on_a_day() -> None:
    table = offices.offices()
    for code, kind, day, name in (
        ("IRQ", "prime minister", "2019-06-01", "Adil Abdul-Mahdi"), ("IRN", "foreign minister", "2019-06-01", "Mohammad Javad Zarif"),
        ("IRN", "foreign minister", "2024-10-01", "Abbas Araghchi"), ("USA", "president", "2003-03-20", "George W. Bush"),
        ("USA", "president", "2025-03-20", "Donald Trump"), ("GBR", "prime minister", "2022-10-01", "Liz Truss"),
        ("DEU", "prime minister", "2010-10-01", "Angela Merkel"), ("JPN", "prime minister", "2007-01-01", "Shinzo Abe"),
    ):  # fmt: skip
        held = table.holder(code, kind, dt.date.fromisoformat(day))
        assert held is not None and held[1].name == name, (code, kind, day, held)
    assert table.holder("IRQ", "prime minister", None) is None


def test_broken_tables_say_so(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    with pytest.raises(KnowledgeError):
        read_table(path, ("a", "b"))
    path.write_text("# source: x\na\tc\n1\t2\n", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        read_table(path, ("a", "b"))
    path.write_text("a\tb\n1\n", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        read_table(path, ("a", "b"))
    path.write_text("# source: x\na\tb\n1\t2\n", encoding="utf-8")
    assert read_table(path, ("a", "b")) == [["1", "2"]]


def test_reading_is_quick() -> None:
    began = time.process_time()
    offices.Offices(read_table(offices.HERE / "offices.tsv", offices.COLUMNS))
    assert time.process_time() - began < 1.0  # 0.1 s on an idle machine; the bound only catches a change of order
