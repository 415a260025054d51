"""Settings: every choice a user has, with its default, in one frozen record."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

import msgspec

from lapwing.core.errors import InputError

Format = Literal["table", "jsonl", "csv", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)

MAX_AUTOMATIC_WORKERS = 8
"""A worker holds some 250 MB; more than eight are started only when asked for."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How to read and code documents.

    Raises:
        InputError: a value that is out of its range.
    """

    published: dt.date | None = None
    """Publication date of the documents; it outranks what a page says of itself, and a date in a JSON document outranks it."""
    media: str | None = None
    """`text/html`, `text/plain` or `application/json` for inputs whose name and content mislead; None looks at them."""
    min_confidence: float = 0.0
    """Records with a lower `confidence.record` are left out; between 0 and 1."""
    trace: bool = False
    """Whether written records carry the decisions that gave each field."""
    workers: int = 0
    """Processes that code; 1 codes in this one. 0 takes one a core (at most eight) when there is enough to do."""
    format: Format | None = None
    """How records are written; None takes the name of the output file, else a table for a terminal, else JSON lines."""

    def __post_init__(self) -> None:
        if not 0.0 <= self.min_confidence <= 1.0:
            raise InputError(
                f"{self.min_confidence:g} is no probability", "min_confidence", "Give a number between 0 and 1"
            )
        if self.workers < 0:
            raise InputError(f"{self.workers} is no number of workers", "workers", "Give 0 (automatic), 1 or more")
        if self.format is not None and self.format not in FORMATS:
            raise InputError(f"the format {self.format!r} is not known", "format", f"Use {', '.join(FORMATS)}")
