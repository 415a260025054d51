"""Thrift's compact protocol, as much of it as Parquet's headers need: writing only.

See github.com/apache/thrift, doc/specs/thrift-compact-protocol.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12


class Long(int):
    """A number that the format declares as 64 bits wide; plain ints are 32."""


Value = int | str | Sequence["Value"] | Mapping[int, "Value"]
Struct = Mapping[int, Value]
"""Field number → value."""


def encode(fields: Struct) -> bytes:
    """A struct as bytes."""
    out = bytearray()
    last = 0
    for number in sorted(fields):
        kind = _kind(fields[number])
        step = number - last
        out += bytes((step << 4 | kind,)) if step < 16 else bytes((kind,)) + varint(_zigzag(number))
        out += _value(fields[number])
        last = number
    return bytes(out) + b"\0"


def varint(number: int) -> bytes:
    """A number that is not negative, seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _kind(value: Value) -> int:
    match value:
        case Long():
            return _I64
        case int():
            return _I32
        case str():
            return _BINARY
        case Mapping():
            return _STRUCT
    return _LIST


def _value(value: Value) -> bytes:
    match value:
        case int():
            return varint(_zigzag(value))
        case str():
            data = value.encode()
            return varint(len(data)) + data
        case Mapping():
            return encode(value)
    kind = _kind(value[0]) if value else _STRUCT
    head = bytes((len(value) << 4 | kind,)) if len(value) < 15 else bytes((0xF0 | kind,)) + varint(len(value))
    return head + b"".join(map(_value, value))
