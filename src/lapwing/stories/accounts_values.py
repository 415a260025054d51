"""The values that accounts give for a field: how they read, and how two of them stand to each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from lapwing.core.intervals import Interval
from lapwing.knowledge.countries import countries, country_names
from lapwing.records.story import Party, Place
from lapwing.stories.accounts_rules import AccountRules

Relation = Literal["same", "vaguer", "conflict", "apart"]
"""`vaguer`: both can be true, one says more. `apart`: nothing can be said of the two."""

EARTH_KM = 6371.0


class Who(NamedTuple):
    """A participant as far as accounts are compared: country or kind of organisation, kind, and name of a group."""

    code: str
    kind: str
    name: str | None


def who(party: Party, rules: AccountRules) -> Who:
    """The participant behind a name. Organs of one state are one ("Turkey", "Turkish forces"), and so are its people."""
    kind = rules.kind(party.sector)
    named = kind not in ("state", "unknown") and party.name
    return Who(party.code, kind, party.name if named else None)


def compare_numbers(a: tuple[int, int], b: tuple[int, int]) -> Relation:
    """39 and 44 conflict; 39 and "dozens" do not."""
    if a == b:
        return "same"
    return "vaguer" if a[0] <= b[1] and b[0] <= a[1] else "conflict"


def compare_days(a: Interval, b: Interval) -> Relation:
    """Two days conflict; a day and its week do not."""
    if a == b:
        return "same"
    return "vaguer" if a.overlaps(b) else "conflict"


def compare_places(a: Place, b: Place, rules: AccountRules) -> Relation:
    """Two towns conflict when they lie further apart than `near_km`; a town and its province do not."""
    if not a.country or not b.country:
        return "apart"
    if a.country != b.country:
        return "conflict"
    if (a.geonames is not None and a.geonames == b.geonames) or _name(a) == _name(b):
        return "same"
    if _is_country(a) or _is_country(b):
        return "vaguer"
    if a.admin1 and a.admin1 == b.admin1 and (_name(a) == a.admin1.casefold() or _name(b) == a.admin1.casefold()):
        return "vaguer"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return "apart"
    return "conflict" if kilometres(a.lat, a.lon, b.lat, b.lon) > rules.near_km else "same"


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance on the globe by the haversine formula; degrees in, kilometres out."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    dphi, dlam = phi2 - phi1, math.radians(lon2 - lon1)
    h = math.sin(dphi / 2) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(dlam / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def compare_one(a: Who, b: Who) -> Relation:
    """How two participants stand to each other. Nothing is guessed: an unresolved one conflicts with none of its kind."""
    if a == b:
        return "same"
    if "unknown" in (a.kind, b.kind):
        return "conflict" if a.code and b.code and a.code != b.code else "vaguer"
    if a.code != b.code and a.code and b.code:
        return "conflict"
    if a.kind != b.kind:
        return "conflict"
    if a.name and b.name and a.name != b.name:
        return "conflict"
    return "vaguer"


def compare_people(a: frozenset[Who], b: frozenset[Who]) -> Relation:
    """How two lists of participants stand to each other: the same, one saying more than the other, or against it."""
    if a == b:
        return "same"
    if _within(a, b) or _within(b, a):
        return "vaguer"
    return "conflict"


def _within(a: frozenset[Who], b: frozenset[Who]) -> bool:
    return all(any(compare_one(p, q) != "conflict" for q in b) for p in a)


def show_number(value: tuple[int, int]) -> str:
    """`39`, or `24–99` for "dozens"."""
    return str(value[0]) if value[0] == value[1] else f"{value[0]}–{value[1]}"


def show_days(value: Interval) -> str:
    """`2020-02-27`, or `2020-02-21 – 2020-02-29`."""
    return value.start.isoformat() if value.days == 1 else f"{value.start} – {value.end}"


def show_place(value: Place) -> str:
    """`Saraqib, Syria`; the country alone where no more is known."""
    country = country_name(value.country)
    return ", ".join(dict.fromkeys(part for part in (value.name, country) if part))


def show_people(parties: Sequence[Party]) -> str:
    """`Syria (MIL)`; several are joined by `; ` in the order given."""
    return "; ".join(dict.fromkeys(show_party(p) for p in parties))


def show_party(party: Party) -> str:
    """Group, country or words, with the sector: `Kataib Hezbollah (REB)`, `Syria (MIL)`, `gunmen`."""
    country = country_name(party.code)
    state = party.sector in ("GOV", "MIL", "COP", "SPY", "LEG", "JUD") and country
    name = country if state or not party.name else party.name
    name = name or party.text
    return f"{name} ({party.sector})" if party.sector else name


def country_name(code: str) -> str:
    """The name of a country; the code itself for `IGO` and the like, and where nothing is known."""
    found = countries().get(code)
    return found.name if found else ""


def most_used(values: Iterable[str]) -> str:
    """The value used most often; of those used equally often the first in the alphabet."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return min(counts, key=lambda v: (-counts[v], v))


def _name(where: Place) -> str:
    return (where.name or "").casefold()


def _is_country(where: Place) -> bool:
    found = country_names().get(where.name or "")
    return found is not None and found.kind == "country" and found.code == where.country
