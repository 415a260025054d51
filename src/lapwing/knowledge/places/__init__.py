"""Places: the gazetteer of cities, divisions, regions, waters and sites, and the table of countries.

Cities and divisions are GeoNames' (CC BY 4.0), compiled by `training/knowledge/places.py`; countries, regions, waters
and sites are in our own tables beside this module.
"""

from lapwing.knowledge.countries import Country
from lapwing.knowledge.places.countries import Countries, load_countries
from lapwing.knowledge.places.gazetteer import Gazetteer, Hit, Place, load
from lapwing.knowledge.places.keys import key
from lapwing.knowledge.places.states import State, load_short_forms

__all__ = [
    "Countries",
    "Country",
    "Gazetteer",
    "Hit",
    "Place",
    "State",
    "key",
    "load",
    "load_countries",
    "load_short_forms",
]
