"""Countries by name and by the words for their people, as places are looked up."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import msgspec

from lapwing.knowledge.countries import Country, countries, plural
from lapwing.knowledge.places.keys import capitals, key


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


def other_names(country: Country) -> tuple[str, ...]:
    """The names of a country beside its own that name it as a place: no adjectives ("Saudi")."""
    return tuple(name for name in country.aliases if capitals(name) or name not in country.demonyms)


@functools.cache
def load_countries() -> Countries:
    """The countries of `knowledge.countries`, by the keys of their names.

    Raises:
        KnowledgeError: a row breaks the schema.
    """
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for code, country in countries().items():
        for form in (country.name, *other_names(country)):
            names.setdefault(capitals(form) or key(form), code)
        for word in (*country.demonyms, *country.people):
            for form in () if capitals(word) else (word, plural(word)):
                demonyms.setdefault(key(form), code)
    return Countries(countries(), names, demonyms)
