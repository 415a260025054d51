"""Lapwing reads news reports and writes down who did what to whom, when, where and according to whom.

::

    import lapwing

    for record in lapwing.code("Iran condemned the strike on Friday.", published=date(2020, 1, 12)):
        print(record.type, record.actors, record.recipients)

The names below are the public API. They are loaded when first used, so that `import lapwing` and `lapwing --version`
take no time; type checkers and editors see them as plain imports.
"""

import importlib
from typing import TYPE_CHECKING

from lapwing.core.version import VERSION

if TYPE_CHECKING:
    from lapwing.core.errors import (
        ArchiveError,
        FetchError,
        InputError,
        KnowledgeError,
        LapwingError,
        ModelError,
    )
    from lapwing.core.settings import Settings
    from lapwing.core.spans import Span
    from lapwing.pipeline.coder import Coder
    from lapwing.pipeline.outcome import Coded
    from lapwing.pipeline.standard import annotate, code, code_all, load, relate
    from lapwing.records.event import EventRecord
    from lapwing.records.jsonl import from_json, to_json
    from lapwing.records.relation import Relation

__version__ = VERSION

__all__ = [
    "ArchiveError",
    "Coded",
    "Coder",
    "EventRecord",
    "FetchError",
    "InputError",
    "KnowledgeError",
    "LapwingError",
    "ModelError",
    "Relation",
    "Settings",
    "Span",
    "__version__",
    "annotate",
    "code",
    "code_all",
    "from_json",
    "load",
    "relate",
    "to_json",
]

_HOMES = {
    "ArchiveError": "lapwing.core.errors",
    "Coded": "lapwing.pipeline.outcome",
    "Coder": "lapwing.pipeline.coder",
    "EventRecord": "lapwing.records.event",
    "FetchError": "lapwing.core.errors",
    "InputError": "lapwing.core.errors",
    "KnowledgeError": "lapwing.core.errors",
    "LapwingError": "lapwing.core.errors",
    "ModelError": "lapwing.core.errors",
    "Relation": "lapwing.records.relation",
    "Settings": "lapwing.core.settings",
    "Span": "lapwing.core.spans",
    "annotate": "lapwing.pipeline.standard",
    "code": "lapwing.pipeline.standard",
    "code_all": "lapwing.pipeline.standard",
    "from_json": "lapwing.records.jsonl",
    "load": "lapwing.pipeline.standard",
    "relate": "lapwing.pipeline.standard",
    "to_json": "lapwing.records.jsonl",
}


def __getattr__(name: str) -> object:
    """Loads a public name from its home at first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'lapwing' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
