"""Countries by name and by the words for their people."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from importlib import resources

import msgspec

from lapwing.core.errors import KnowledgeError
from lapwing.knowledge.places.keys import capitals, key

COLUMNS = ("code", "iso2", "name", "lat", "lon", "others", "demonyms", "neighbours")


class Country(msgspec.Struct, frozen=True):
    """A country or territory."""

    code: str
    """ISO 3166-1 alpha-3."""
    iso2: str
    name: str
    lat: float
    lon: float
    others: tuple[str, ...]
    """Other names."""
    demonyms: tuple[str, ...]
    """Words for its people and things, singular."""
    neighbours: tuple[str, ...] = ()
    """Codes of the countries it borders on."""


class Countries(msgspec.Struct, frozen=True):
    """All countries, by code and by the words that name or describe them."""

    by_code: Mapping[str, Country]
    names: Mapping[str, str]
    """Code by key of a name; names in capitals under their capitals."""
    demonyms: Mapping[str, str]
    """Code by key of a demonym, singular and plural."""

    def named(self, text: str) -> str:
        """The code of the country with this name, or `""`."""
        return self.names.get(capitals(text)) or self.names.get(key(text), "")

    def described(self, text: str) -> str:
        """The code of the country that a demonym ("Iraqi", "Iraqis") stands for, or `""`."""
        return self.demonyms.get(key(text), "") if text[:1].isupper() else ""


def _plurals(demonym: str) -> tuple[str, ...]:
    if demonym.endswith(("ese", "ss", "sh", "ch")):
        return (demonym,)
    return (demonym, demonym + "s")


def _split(column: str, mark: str) -> tuple[str, ...]:
    return tuple(part for part in column.split(mark) if part)


@functools.cache
def load_countries() -> Countries:
    """The countries, read once from `countries.tsv`.

    Raises:
        KnowledgeError: a row breaks the schema.
    """
    text = resources.files(__package__).joinpath("countries.tsv").read_text(encoding="utf-8")
    rows = csv.reader(
        (line for line in text.splitlines() if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    countries: dict[str, Country] = {}
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for row in rows:
        if len(row) != len(COLUMNS):
            raise KnowledgeError(f"row {row[:3]} has {len(row)} columns, not {len(COLUMNS)}", where="countries.tsv")
        code, iso2, name, lat, lon, others, people, near = row
        country = Country(
            code, iso2, name, float(lat), float(lon), _split(others, "|"), _split(people, "|"), _split(near, " ")
        )  # fmt: skip
        countries[code] = country
        for form in (name, *country.others):
            names.setdefault(capitals(form) or key(form), code)
        for word in country.demonyms:
            for form in _plurals(word):
                demonyms.setdefault(key(form), code)
    return Countries(countries, names, demonyms)
