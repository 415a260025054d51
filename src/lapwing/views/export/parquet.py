"""Parquet, written from frozen records: nested and typed as the records are, without any library.

What is written is the plain part of the format that every reader knows: data pages of version 1, PLAIN values, RLE
levels, gzip. See the Apache Parquet format (github.com/apache/parquet-format: README, LogicalTypes, Encodings) and, for
the levels that fold nested values into flat columns, S. Melnik et al., "Dremel", 2010. Why not a library:
docs/decisions/0002.
"""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO

import msgspec
from msgspec import inspect

from lapwing.views.export import thrift

_MAGIC = b"PAR1"
_RECORDS_A_GROUP = 10_000
"""Records held before they are written; some 20 MB of them."""
_EPOCH = dt.date(1970, 1, 1).toordinal()

_REQUIRED, _OPTIONAL, _REPEATED = 0, 1, 2
_UTF8, _LIST, _DATE = 0, 3, 6
_PLAIN, _RLE, _GZIP = 0, 3, 2


@dataclass
class Column:
    """A leaf: its values, and the levels that tell where in the nesting each stands or is missing."""

    kind: type
    path: tuple[str, ...]
    most_repeated: int
    most_defined: int
    values: list[object] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    defined: list[int] = field(default_factory=list)

    def put(self, value: object, repeated: int, defined: int) -> None:
        """Adds a value, or a gap where `defined` is lower than the most."""
        if defined == self.most_defined:
            self.values.append(value)
        self.repeated.append(repeated)
        self.defined.append(defined)


@dataclass
class _Node:
    """A field of the record: a leaf, a struct or a list."""

    name: str
    optional: bool
    children: list[_Node]
    """Of a struct, its fields; of a list, its one item."""
    column: Column | None = None
    list_level: int = 0
    """Repetition level of a list's further items; 0 if it is none."""

    def leaves(self) -> Iterator[Column]:
        if self.column:
            yield self.column
        for child in self.children:
            yield from child.leaves()


class Parquet:
    """Writes records of one type; equal records give equal bytes.

    Args:
        stream: where to; written from start to end, so a pipe will do. It stays open.
        record: the type of all records.
        leave_out: fields of it that are not written.
    """

    def __init__(
        self, stream: BinaryIO, record: type[msgspec.Struct], *, leave_out: frozenset[str] = frozenset()
    ) -> None:
        told = inspect.type_info(record)
        assert isinstance(told, inspect.StructType)
        self._fields = [_node(f.encode_name, f.type, (), 0, 0) for f in told.fields if f.encode_name not in leave_out]
        self._stream, self._at = stream, 0
        self._waiting = self._rows = 0
        self._groups: list[thrift.Struct] = []
        self._put(_MAGIC)

    def write(self, record: msgspec.Struct) -> None:
        """Adds one record."""
        for node in self._fields:
            _shred(node, getattr(record, node.name), 0, 0)
        self._waiting += 1
        if self._waiting == _RECORDS_A_GROUP:
            self._finish_group()

    def close(self) -> None:
        """Writes what waits, and the footer."""
        if self._waiting:
            self._finish_group()
        root: thrift.Struct = {4: "record", 5: len(self._fields)}
        schema: list[thrift.Struct] = [root, *(element for node in self._fields for element in _elements(node))]
        footer = thrift.encode({1: 2, 2: schema, 3: thrift.Long(self._rows), 4: self._groups, 6: "lapwing"})
        self._put(footer + struct.pack("<I", len(footer)) + _MAGIC)
        self._stream.flush()

    def _finish_group(self) -> None:
        begun = self._at
        chunks: list[thrift.Struct] = [self._chunk(c) for node in self._fields for c in node.leaves()]
        self._groups.append({1: chunks, 2: thrift.Long(self._at - begun), 3: thrift.Long(self._waiting)})
        self._rows += self._waiting
        self._waiting = 0

    def _chunk(self, column: Column) -> thrift.Struct:
        """Writes a column's values as one page, empties it, and gives its entry for the footer."""
        count = len(column.defined)
        plain = (
            _levels(column.repeated, column.most_repeated)
            + _levels(column.defined, column.most_defined)
            + _PLAIN_BYTES[column.kind](column.values)
        )
        packed = _gzip(plain)
        about: thrift.Struct = {1: count, 2: _PLAIN, 3: _RLE, 4: _RLE}
        header = thrift.encode({1: 0, 2: len(plain), 3: len(packed), 5: about})
        offset = self._at
        self._put(header + packed)
        column.values, column.repeated, column.defined = [], [], []
        meta: thrift.Struct = {
            1: _PHYSICAL[column.kind],
            2: [_PLAIN, _RLE],
            3: list(column.path),
            4: _GZIP,
            5: thrift.Long(count),
            6: thrift.Long(len(header) + len(plain)),
            7: thrift.Long(len(header) + len(packed)),
            9: thrift.Long(offset),
        }
        return {2: thrift.Long(offset), 3: meta}

    def _put(self, data: bytes) -> None:
        self._stream.write(data)
        self._at += len(data)


def _node(name: str, told: inspect.Type, above: tuple[str, ...], repeated: int, defined: int) -> _Node:
    """The node of a field; levels count the lists, and the lists and optional fields, on the way to it."""
    optional = False
    if isinstance(told, inspect.UnionType):
        optional = True
        (told,) = (t for t in told.types if not isinstance(t, inspect.NoneType))
        defined += 1
    path = (*above, name)
    match told:
        case inspect.StructType(fields=fields):
            children = [_node(f.encode_name, f.type, path, repeated, defined) for f in fields]
            return _Node(name, optional, children)
        case inspect.VarTupleType(item_type=item) | inspect.TupleType(item_types=(item, *_)):
            child = _node("element", item, (*path, "list"), repeated + 1, defined + 1)
            return _Node(name, optional, [child], list_level=repeated + 1)
    return _Node(name, optional, [], Column(_kind(told), path, repeated, defined))


def _kind(told: inspect.Type) -> type:
    match told:
        case inspect.StrType() | inspect.LiteralType():
            return str
        case inspect.DateType():
            return dt.date
        case inspect.BoolType():
            return bool
        case inspect.IntType():
            return int
        case inspect.FloatType():
            return float
    raise TypeError(f"no column type for {told}")


def _shred(node: _Node, value: object, repeated: int, defined: int) -> None:
    """Takes a value apart into the columns under its node."""
    if node.optional:
        if value is None:
            for column in node.leaves():
                column.put(None, repeated, defined)
            return
        defined += 1
    if node.column:
        node.column.put(value, repeated, defined)
    elif node.list_level:
        assert isinstance(value, tuple)
        if not value:
            for column in node.leaves():
                column.put(None, repeated, defined)
        for number, item in enumerate(value):
            _shred(node.children[0], item, node.list_level if number else repeated, defined + 1)
    else:
        for child in node.children:
            _shred(child, getattr(value, child.name), repeated, defined)


def _elements(node: _Node) -> Iterator[thrift.Struct]:
    """A node and all below it as elements of the schema."""
    nullity = _OPTIONAL if node.optional else _REQUIRED
    if node.column:
        converted = {str: {6: _UTF8}, dt.date: {6: _DATE}}.get(node.column.kind, {})
        yield {1: _PHYSICAL[node.column.kind], 3: nullity, 4: node.name, **converted}
    elif node.list_level:
        yield {3: nullity, 4: node.name, 5: 1, 6: _LIST}
        yield {3: _REPEATED, 4: "list", 5: 1}
    else:
        yield {3: nullity, 4: node.name, 5: len(node.children)}
    for child in node.children:
        yield from _elements(child)


def _levels(levels: Sequence[int], most: int) -> bytes:
    """Levels as runs; nothing where there is only level 0. No level here needs more than one byte."""
    if most == 0:
        return b""
    runs = b"".join(thrift.varint(sum(1 for _ in run) << 1) + bytes((level,)) for level, run in groupby(levels))
    return struct.pack("<I", len(runs)) + runs


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)  # 31: a gzip frame, which zlib writes without a time
    return packer.compress(data) + packer.flush()


def _strings(values: Sequence[object]) -> bytes:
    encoded = (str(value).encode() for value in values)
    return b"".join(struct.pack("<I", len(data)) + data for data in encoded)


def _booleans(values: Sequence[object]) -> bytes:
    bits = sum(1 << place for place, value in enumerate(values) if value)
    return bits.to_bytes((len(values) + 7) // 8, "little")


def _days(values: Sequence[object]) -> bytes:
    return struct.pack(f"<{len(values)}i", *(v.toordinal() - _EPOCH for v in values if isinstance(v, dt.date)))


_PHYSICAL: dict[type, int] = {bool: 0, dt.date: 1, int: 2, float: 5, str: 6}
_PLAIN_BYTES = {
    bool: _booleans,
    dt.date: _days,
    int: lambda values: struct.pack(f"<{len(values)}q", *values),
    float: lambda values: struct.pack(f"<{len(values)}d", *values),
    str: _strings,
}
