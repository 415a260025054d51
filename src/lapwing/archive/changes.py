"""What a transaction has changed and events must follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

MOST_NAMES = 500
"""Ids named in one statement: databases limit how many there may be, and more gain nothing."""


@dataclass
class Changes:
    """Gathered by those who write documents, records and corrections; used up by `joining`."""

    records: set[str] = field(default_factory=set)
    """Records whose event is to be found anew."""
    fresh: set[str] = field(default_factory=set)
    """Those of them that were just written and have no links yet."""
    events: set[str] = field(default_factory=set)
    """Events that lost a record."""
    holders: dict[str, str] = field(default_factory=dict)
    """The events that rewritten records stood in, for the log."""
    reports: set[str] = field(default_factory=set)
    """Reports that were written anew."""


def parts(values: Iterable[T], size: int = MOST_NAMES) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part
