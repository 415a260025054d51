"""Short forms of states and provinces, as they follow a city's name: "Mobile, Ala.", "London, Ont."."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from importlib import resources

import msgspec


class State(msgspec.Struct, frozen=True):
    """A state or province: its name and its country's code."""

    name: str
    country: str


@functools.cache
def load_short_forms() -> Mapping[str, State]:
    """States by short form as written ("Ala.", "AL", "N.Y."), with and without the last dot. Read once."""
    text = resources.files(__package__).joinpath("states.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    states: dict[str, State] = {}
    for name, country, _, _, short in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        for form in short.split("|"):
            states.setdefault(form, State(name, country))
            states.setdefault(form.rstrip("."), State(name, country))
    return states
