"""The gazetteer and its tables are whole, quick, and find what they should."""

import csv
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.knowledge import places
from lapwing.knowledge.places import gazetteer, key
from lapwing.knowledge.places.gazetteer import KINDS

FOLDER = Path(places.__file__).parent


def rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return list(csv.reader((x for x in lines if not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_each_file_names_its_source_and_licence() -> None:
    for name in ("features.tsv", "states.tsv"):
        head = "".join(x for x in (FOLDER / name).read_text(encoding="utf-8").splitlines() if x.startswith("#"))
        assert "Source:" in head, name
        assert "Licence:" in head, name


def test_the_compiled_file_names_its_source_and_licence() -> None:
    with np.load(FOLDER / "gazetteer.npz") as file:
        about = file["about"].tobytes().decode("utf-8")
    assert "Source: GeoNames" in about
    assert "CC BY 4.0" in about


def test_countries() -> None:
    countries = places.load_countries()
    assert len(countries.by_code) >= 245
    for country in countries.by_code.values():
        assert len(country.code) == 3
        assert len(country.iso2) == 2
        assert abs(country.lat) <= 90
        assert abs(country.lon) <= 180
        assert all(near in countries.by_code for near in country.neighbours), country.code
    assert countries.named("U.S.") == countries.named("US") == "USA"
    assert countries.named("us") == ""
    assert countries.described("Iraqis") == "IRQ"
    assert countries.described("polish") == ""


def test_features() -> None:
    table = rows("features.tsv")
    assert len(table) >= 800
    codes = set(places.load_countries().by_code) | {""}
    for name, lat, lon, country, kind, _ in table:
        assert name
        assert abs(float(lat)) <= 90, name
        assert abs(float(lon)) <= 180, name
        assert country in codes, name
        assert kind in {*KINDS}, name
    assert not [name for name, count in Counter(row[0] for row in table).items() if count > 1]


@pytest.mark.parametrize("row", rows("features.tsv")[::25], ids=lambda row: row[0])
def test_features_are_found(row: list[str]) -> None:
    hits = places.load().find(row[0])
    assert any(abs(h.place.lat - float(row[1])) < 7 and abs(h.place.lon - float(row[2])) < 10 for h in hits)


def test_small_and_quick() -> None:
    assert (FOLDER / "gazetteer.npz").stat().st_size < 8_000_000
    gazetteer.load.cache_clear()
    start = time.perf_counter()
    loaded = places.load()
    assert time.perf_counter() - start < 1.0  # 0.1 s when the machine is idle; the aim is 0.3
    assert len(loaded) > 250_000


def test_names_are_found_in_any_spelling() -> None:
    find = places.load().find
    baghdad = next(h.place for h in find("Baghdad") if h.place.capital)
    assert (baghdad.geonames, baghdad.country, baghdad.kind) == (98182, "IRQ", "city")
    assert {h.place.id for h in find("BAGHDAD")} == {h.place.id for h in find("Baghdad")}
    assert any(h.place.country == "BRA" for h in find("Sao Paulo"))
    assert any(h.place.country == "IRQ" for h in find("Fallujah"))
    assert any(h.place.country == "IRQ" for h in find("al-Fallujah"))
    assert any(h.place.name == "United States" for h in find("U.S."))
    assert not any(h.place.kind == "country" for h in find("us"))
    assert find("") == find("Xyzzyville") == ()


def test_every_place_is_whole() -> None:
    loaded = places.load()
    codes = set(places.load_countries().by_code) | {""}
    seen = set()
    for row in range(0, len(loaded), 97):
        place = loaded.place(row)
        assert place.name
        assert place.country in codes
        assert abs(place.lat) <= 90
        assert abs(place.lon) <= 180.001
        seen.add(place.kind)
    assert {"city", "admin", "admin2"} <= seen


def test_capitals() -> None:
    loaded = places.load()
    for code, name in (
        ("IRQ", "Baghdad"),
        ("USA", "Washington"),
        ("KEN", "Nairobi"),
        ("UKR", "Kyiv"),
        ("MMR", "Nay Pyi Taw"),
    ):
        capital = loaded.capital(code)
        assert capital is not None, code
        assert capital.name == name
    assert loaded.capital("XYZ") is None


def test_short_forms_of_states() -> None:
    forms = places.load_short_forms()
    assert forms["Ala."].name == forms["AL"].name == "Alabama"
    assert forms["Ont."].country == "CAN"


@given(st.text(max_size=30))
def test_a_key_is_stable(name: str) -> None:
    assert key(key(name)) == key(name)
