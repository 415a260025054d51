"""Countries and territories: codes, names, demonyms, the seats that stand for governments, and places inside them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from lapwing.knowledge.tables import read_table, split_list

ORGANISATION_CODES = {
    "IGO": "intergovernmental organisations",
    "NGO": "international civic organisations",
    "IMG": "armed groups that act across borders",
    "MNC": "multinational companies",
}
"""Codes that stand where a country's would (codebook, section 4)."""

NameKind = Literal["country", "demonym", "people", "capital", "seat", "place"]


class Country(msgspec.Struct, frozen=True):
    """One country or territory."""

    code: str
    """ISO 3166-1 alpha-3; XKX for Kosovo."""
    iso2: str
    name: str
    capital: str
    demonyms: tuple[str, ...]
    """Adjectives, which also name persons ("Iraqi")."""
    people: tuple[str, ...]
    """Nouns for persons that are not adjectives ("Briton")."""
    aliases: tuple[str, ...]
    parts: tuple[str, ...]
    """Places of their own whose name stands for the country as a participant ("Scotland")."""
    seats: tuple[str, ...]
    """Places and buildings beside the capital that stand for the government ("Kremlin")."""
    lat: float
    lon: float
    neighbours: tuple[str, ...]
    """Codes of the countries it borders on."""


class CountryName(msgspec.Struct, frozen=True):
    """What a name says of a country."""

    code: str
    kind: NameKind


COLUMNS = (
    "code", "iso2", "name", "capital", "demonyms", "people", "aliases", "parts", "seats", "lat", "lon", "neighbours",
)  # fmt: skip
PLACE_COLUMNS = ("name", "code")
HERE = Path(__file__).parent


@cache
def countries() -> dict[str, Country]:
    """All countries by code.

    Raises:
        KnowledgeError: the table breaks its schema.
    """
    out = {}
    for code, iso2, name, capital, *lists, lat, lon, neighbours in read_table(HERE / "countries.tsv", COLUMNS):
        demonyms, people, aliases, parts, seats = map(split_list, lists)
        out[code] = Country(
            code, iso2, name, capital, demonyms, people, aliases, parts, seats, float(lat), float(lon), split_list(neighbours),
        )  # fmt: skip
    return out


def plural(demonym: str) -> str:
    """The plural of a demonym used for persons ("Iraqis"); those in -ese, -sh, -ch, -s stay as they are."""
    return demonym if demonym.endswith(("ese", "sh", "ch", "s", "Swiss", "Hong Kong")) else demonym + "s"


@cache
def country_names() -> dict[str, CountryName]:
    """Every name of a country, demonym, capital, seat, region and large city, as written, with what it says.

    Where names clash, a country's own name wins over demonyms, demonyms over capitals and seats, and those over places.
    """
    out: dict[str, CountryName] = {}
    for name, code in read_table(HERE / "places.tsv", PLACE_COLUMNS):
        out[name] = CountryName(code, "place")
    for c in countries().values():
        for name in c.seats:
            out[name] = CountryName(c.code, "seat")
        if c.capital:
            out[c.capital] = CountryName(c.code, "capital")
    for c in countries().values():
        for name in c.people:
            out[name] = CountryName(c.code, "people")
            if not name.endswith("s"):
                out.setdefault(name + "s", CountryName(c.code, "people"))
        for name in c.demonyms:
            out[plural(name)] = CountryName(c.code, "people")
            out[name] = CountryName(c.code, "demonym")
    for c in countries().values():
        for name in (c.name, *c.aliases, *c.parts):
            out[name] = CountryName(c.code, "country")
    return out
