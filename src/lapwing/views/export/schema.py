"""The Arrow schema of a record type, derived from the type itself so that the two cannot drift apart."""

from __future__ import annotations

import msgspec
from arro3.core import DataType, Field, Schema
from msgspec import inspect


def schema(record: type[msgspec.Struct], *, leave_out: frozenset[str] = frozenset()) -> Schema:
    """The Arrow schema of a record type: structs nest, tuples are lists, dates are days, what may be null may be null.

    Raises:
        TypeError: a field of the record has no column type.
    """
    told = inspect.type_info(record)
    assert isinstance(told, inspect.StructType)
    return Schema([_field(f) for f in told.fields if f.encode_name not in leave_out])


def _field(field: inspect.Field) -> Field:
    kind, nullable = _type(field.type)
    return Field(field.encode_name, kind, nullable=nullable)


def _type(told: inspect.Type) -> tuple[DataType, bool]:
    match told:
        case inspect.UnionType(types=types):
            (one,) = [t for t in types if not isinstance(t, inspect.NoneType)]
            return _type(one)[0], True
        case inspect.StructType(fields=fields):
            return DataType.struct([_field(f) for f in fields]), False
        case inspect.VarTupleType(item_type=item):
            return _list(item), False
        case inspect.TupleType(item_types=items):  # [low, high]
            return _list(items[0]), False
        case inspect.StrType() | inspect.LiteralType():
            return DataType.utf8(), False
        case inspect.DateType():
            return DataType.date32(), False
        case inspect.BoolType():
            return DataType.bool(), False
        case inspect.IntType():
            return DataType.int64(), False
        case inspect.FloatType():
            return DataType.float64(), False
    raise TypeError(f"no column type for {told}")


def _list(item: inspect.Type) -> DataType:
    kind, nullable = _type(item)
    return DataType.list(Field("item", kind, nullable=nullable))
