"""The shapes of the ontology's data files, and what they are read into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from lapwing.knowledge.ontology.lexicon import ContextWords, Lexicon


class ModeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mode in `ontology.toml`."""

    name: str
    score: float
    meaning: str


class TypeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type in `ontology.toml`."""

    name: str
    quad: str
    score: float
    meaning: str
    modes: tuple[ModeEntry, ...]


class CameoCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A CAMEO code: its name, its Goldstein value and PLOVER's type for it (`""` when it has none)."""

    name: str
    goldstein: float
    plover: str


class OntologyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ontology.toml`."""

    statuses: tuple[str, ...]
    contexts: tuple[str, ...]
    sectors: dict[str, str]
    types: tuple[TypeEntry, ...]
    cameo: dict[str, CameoCode]


class CameoCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The code of a row when all of `contexts` are shown."""

    contexts: tuple[str, ...]
    code: str


class CameoRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codes of one type and mode in `cameo.toml`."""

    type: str
    otherwise: str
    mode: str = ""
    when: tuple[CameoCase, ...] = ()
    beyond: str = ""
    """Why the codes leave the CAMEO roots that PLOVER gives the type."""


class CameoFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`cameo.toml`."""

    rows: tuple[CameoRow, ...]


ContextsFile = dict[str, ContextWords]
"""`contexts.toml`: the words of each context."""


class Mode(msgspec.Struct, frozen=True):
    """A mode of a type: PLOVER score and meaning."""

    score: float
    meaning: str


class Type(msgspec.Struct, frozen=True):
    """A type: quad class, PLOVER score without a mode, meaning, and its modes in the codebook's order."""

    quad: str
    score: float
    meaning: str
    modes: Mapping[str, Mode]


class Ontology(msgspec.Struct, frozen=True):
    """The whole ontology, as `load()` gives it."""

    types: Mapping[str, Type]
    statuses: tuple[str, ...]
    sectors: Mapping[str, str]
    """Meaning of each sector."""
    contexts: tuple[str, ...]
    cameo: Mapping[str, CameoCode]
    rows: Mapping[tuple[str, str], CameoRow]
    """CAMEO rows by type and mode, mode `""` for none."""
    lexicon: Lexicon

    def cameo_of(self, type: str, mode: str | None, contexts: Sequence[str]) -> str | None:
        """The CAMEO code of a record; see `lapwing.knowledge.ontology.cameo`."""
        row = self.rows.get((type, mode or "")) or self.rows.get((type, ""))
        if row is None:
            return None
        shown = set(contexts)
        for case in row.when:
            if shown.issuperset(case.contexts):
                return case.code
        return row.otherwise
