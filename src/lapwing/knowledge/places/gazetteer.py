"""The gazetteer: places by name, from one compiled file.

All names stand in one sorted block of bytes, the places' columns in arrays; nothing becomes a Python object until asked
for, so that half a million names load in a fraction of a second. `find` remembers what it was asked.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from importlib import resources
from typing import Any

import msgspec
import numpy as np

from lapwing.core.errors import KnowledgeError
from lapwing.knowledge.places.countries import Countries, load_countries
from lapwing.knowledge.places.keys import capitals, key

KINDS = ("country", "admin", "admin2", "city", "region", "water", "feature")
"""Kinds of places, by number in the file. `admin` is a first-order division, `admin2` a county or district."""

DEGREE = 10_000
"""Coordinates are kept in ten-thousandths of a degree, about 11 m."""

SHORTEST_IN_CAPITALS = 3
"""Letters up to which a name in capitals is an abbreviation and nothing else: "EU" is not the town of Eu."""

_MAIN = np.uint32(1 << 31)


class Place(msgspec.Struct, frozen=True):
    """One place of the gazetteer."""

    id: int
    """Row in the file; compare places by this."""
    name: str
    country: str
    """ISO 3166-1 alpha-3; `""` for seas and regions over several countries."""
    admin1: str | None
    """Name of the first-order division it lies in."""
    lat: float
    lon: float
    geonames: int | None
    """GeoNames id; None for the hand-written places."""
    kind: str
    population: int
    """Of a city; the sum of its cities for a division or country; 0 when not known."""
    capital: bool
    """Capital of its country."""


class Hit(msgspec.Struct, frozen=True):
    """A place that bears a name."""

    place: Place
    main: bool
    """Whether this is its usual name, not one of its other names."""


class _Lines(Sequence[bytes]):
    """The lines of a block of bytes, cut out when asked for."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        ends = np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == 10).astype(np.uint32)
        self._ends = ends
        self._size = len(ends)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: Any) -> Any:
        start = int(self._ends[index - 1]) + 1 if index else 0
        return self._block[start : int(self._ends[index])]

    def find(self, line: bytes) -> int:
        """Index of `line` in sorted lines, or -1."""
        low, high = 0, self._size
        while low < high:
            middle = (low + high) // 2
            if self[middle] < line:
                low = middle + 1
            else:
                high = middle
        return low if low < self._size and self[low] == line else -1


class Gazetteer:
    """Places by name. Use `load()`; building one reads the arrays it is given and copies nothing."""

    def __init__(self, arrays: dict[str, np.ndarray[Any, Any]], countries: Countries) -> None:
        """Takes the arrays of the compiled file."""
        self.countries = countries
        self._keys = _Lines(arrays["keys"].tobytes())
        self._names = _Lines(arrays["names"].tobytes())
        self._admins = arrays["admins"].tobytes().decode("utf-8").split("\n")
        self._codes = arrays["codes"].tobytes().decode("ascii").split(" ")
        self._counts = np.concatenate(([0], np.cumsum(arrays["counts"], dtype=np.uint32)))
        self._rows = arrays["rows"]
        self._lat = np.cumsum(arrays["lat"], dtype=np.int32)
        self._lon = np.cumsum(arrays["lon"], dtype=np.int32)
        self._geonames = np.cumsum(arrays["geonames"], dtype=np.uint32)
        self._population = arrays["population"]
        self._country = arrays["country"]
        self._admin = arrays["admin"]
        self._kind = arrays["kind"]
        self._capital = arrays["capital"]
        self._found: dict[str, tuple[Hit, ...]] = {}
        self._countries: dict[str, list[int]] = {}

    def __len__(self) -> int:
        """Number of places."""
        return len(self._kind)

    def place(self, row: int) -> Place:
        """The place in a row of the file."""
        admin = int(self._admin[row])
        return Place(
            row,
            self._names[row].decode("utf-8"),
            self._codes[int(self._country[row])],
            self._admins[admin] if admin else None,
            int(self._lat[row]) / DEGREE,
            int(self._lon[row]) / DEGREE,
            int(self._geonames[row]) or None,
            KINDS[int(self._kind[row])],
            int(self._population[row]),
            bool(self._capital[row]),
        )

    def country(self, code: str) -> Place | None:
        """The country with this ISO alpha-3 code."""
        rows = self._kinds_of_country(code)
        return self.place(rows[0]) if rows[0] >= 0 else None

    def capital(self, code: str) -> Place | None:
        """The capital of the country with this ISO alpha-3 code."""
        rows = self._kinds_of_country(code)
        return self.place(rows[1]) if rows[1] >= 0 else None

    def _kinds_of_country(self, code: str) -> tuple[int, int]:
        """Rows of a country and of its capital, -1 for none."""
        if not self._countries:
            for row in np.flatnonzero(self._kind == KINDS.index("country")):
                self._countries[self._codes[int(self._country[row])]] = [int(row), -1]
            for row in np.flatnonzero(self._capital):
                held = self._countries[self._codes[int(self._country[row])]]
                if held[1] < 0 or self._population[row] > self._population[held[1]]:
                    held[1] = int(row)
        country, capital = self._countries.get(code, [-1, -1])
        return country, capital

    def find(self, name: str) -> tuple[Hit, ...]:
        """The places that bear `name`, in any spelling that `key` makes the same; the most populous first.

        A name in capitals ("US") is looked for as such too; one that is only known in capitals is not found in others.
        """
        known = self._found.get(name)
        if known is not None:
            return known
        hits: dict[int, Hit] = {}
        short = len(name.replace(".", "")) <= SHORTEST_IN_CAPITALS and name.isupper()
        for form in (capitals(name), "" if short else key(name)):
            number = self._keys.find(form.encode("utf-8")) if form else -1
            if number < 0:
                continue
            for packed in self._rows[int(self._counts[number]) : int(self._counts[number + 1])]:
                row = int(packed & ~_MAIN)
                if row not in hits:
                    hits[row] = Hit(self.place(row), bool(packed & _MAIN))
        found = tuple(sorted(hits.values(), key=lambda hit: (-hit.place.population, hit.place.id)))
        # Bounded, so that a long run over many documents does not grow without end.
        if len(self._found) >= 50_000:
            self._found.clear()
        self._found[name] = found
        return found


@functools.cache
def load() -> Gazetteer:
    """The gazetteer, read once, on first use.

    Raises:
        KnowledgeError: the compiled file is missing or damaged.
    """
    source = resources.files(__package__).joinpath("gazetteer.npz")
    try:
        with np.load(io.BytesIO(source.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError, KeyError) as error:
        raise KnowledgeError(str(error), where="knowledge/places/gazetteer.npz", remedy="Reinstall lapwing") from error
    return Gazetteer(arrays, load_countries())
