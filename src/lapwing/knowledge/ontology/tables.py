"""Reads the ontology's data files."""

from __future__ import annotations

import functools
from importlib import resources
from typing import TypeVar

import msgspec

from lapwing.core.errors import KnowledgeError
from lapwing.knowledge.ontology.lexicon import Lexicon
from lapwing.knowledge.ontology.schema import CameoFile, ContextsFile, Mode, Ontology, OntologyFile, Type

T = TypeVar("T")


def read(name: str, shape: type[T]) -> T:
    """The data file `name` of this package, checked against its shape.

    Raises:
        KnowledgeError: the file is missing, is no TOML, or breaks its schema.
    """
    try:
        return msgspec.toml.decode(resources.files(__package__).joinpath(name).read_bytes(), type=shape)
    except (OSError, msgspec.DecodeError, ValueError) as error:
        raise KnowledgeError(str(error), where=f"knowledge/ontology/{name}", remedy="Reinstall lapwing") from error


@functools.cache
def load() -> Ontology:
    """The ontology, read once.

    Raises:
        KnowledgeError: a file breaks its schema, or the files do not agree with each other.
    """
    ontology = read("ontology.toml", OntologyFile)
    words = read("contexts.toml", ContextsFile)
    rows = {(row.type, row.mode): row for row in read("cameo.toml", CameoFile).rows}
    types = {
        entry.name: Type(
            entry.quad, entry.score, entry.meaning, {m.name: Mode(m.score, m.meaning) for m in entry.modes}
        )
        for entry in ontology.types
    }
    expected = {(name, mode) for name, entry in types.items() for mode in ("", *entry.modes)}
    if missing := sorted(expected ^ set(rows)):
        raise KnowledgeError(f"types and modes differ from ontology.toml: {missing}", where="cameo.toml")
    if tuple(words) != ontology.contexts:
        raise KnowledgeError("contexts differ from ontology.toml in name or order", where="contexts.toml")
    return Ontology(types, ontology.statuses, ontology.sectors, ontology.contexts, ontology.cameo, rows, Lexicon(words))
