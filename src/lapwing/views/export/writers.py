"""Writers: each takes records one by one and writes them in its format to a binary stream."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import BinaryIO, Protocol

from lapwing.core.settings import Format
from lapwing.records.event import EventRecord
from lapwing.records.jsonl import to_json
from lapwing.views.export import parquet
from lapwing.views.export.columns import COLUMNS, TRACE, row


class Writer(Protocol):
    """Writes records; `close` ends the file, and is called once."""

    def write(self, record: EventRecord) -> None:
        """Writes one record."""

    def close(self) -> None:
        """Writes what is left; the stream stays open."""


class JsonLines:
    """One record a line, UTF-8."""

    def __init__(self, stream: BinaryIO, *, trace: bool = False) -> None:
        self._stream, self._trace = stream, trace

    def write(self, record: EventRecord) -> None:
        """Writes one line; what reads us through a pipe sees it at once."""
        self._stream.write(to_json(record, trace=self._trace) + b"\n")
        self._stream.flush()

    def close(self) -> None:
        """Hands everything to the system."""
        self._stream.flush()


class Csv:
    """One row a record under a row of names, UTF-8, RFC 4180 quoting, lines ended by LF."""

    def __init__(self, stream: BinaryIO, *, trace: bool = False) -> None:
        self._stream = stream
        self._columns = (*COLUMNS, TRACE) if trace else COLUMNS
        self._put([column.name for column in self._columns])

    def write(self, record: EventRecord) -> None:
        """Writes one row."""
        self._put(row(record, self._columns))

    def _put(self, cells: list[str] | list[str | int | float | None]) -> None:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        self._stream.write(line.getvalue().encode())

    def close(self) -> None:
        """Hands everything to the system."""
        self._stream.flush()


class Parquet(parquet.Parquet):
    """The record's own nested, typed columns."""

    def __init__(self, stream: BinaryIO, *, trace: bool = False) -> None:
        super().__init__(stream, EventRecord, leave_out=frozenset() if trace else frozenset({"trace"}))


WRITERS: dict[Format, Callable[..., Writer]] = {"jsonl": JsonLines, "csv": Csv, "parquet": Parquet}
"""The writers of all formats but `table`, which is for eyes."""
