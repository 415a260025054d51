"""Our Parquet, read by two libraries that share no code with it."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import duckdb
import msgspec
import pytest
from arro3.io import read_parquet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import RECORD

from lapwing import EventRecord
from lapwing.views.export import parquet, thrift
from lapwing.views.export.parquet import Parquet

FIELDS = EventRecord.__struct_fields__


def written(records: list[EventRecord]) -> bytes:
    stream = io.BytesIO()
    writer = Parquet(stream, EventRecord)
    for record in records:
        writer.write(record)
    writer.close()
    return stream.getvalue()


def plain(record: EventRecord) -> dict[str, object]:
    """The record as readers give it back: structs as dictionaries, tuples as lists, dates as dates."""

    def lists(value: object) -> object:
        if isinstance(value, dict):
            return {key: lists(item) for key, item in value.items()}
        return [lists(item) for item in value] if isinstance(value, list | tuple) else value

    told = lists(msgspec.to_builtins(record, builtin_types=(dt.date,)))
    assert isinstance(told, dict)
    return told


@given(records=st.lists(RECORD, max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_records_are_read_back_by_duckdb(tmp_path: Path, records: list[EventRecord]) -> None:
    path = tmp_path / "records.parquet"
    path.write_bytes(written(records))
    rows = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    assert [dict(zip(FIELDS, row, strict=True)) for row in rows] == [plain(record) for record in records]


@given(records=st.lists(RECORD, max_size=4))
@settings(max_examples=30, deadline=None)
def test_any_records_are_read_back_by_arrow(records: list[EventRecord]) -> None:
    table = read_parquet(io.BytesIO(written(records))).read_all()
    assert table.column_names == list(FIELDS)
    rows = [
        dict(zip(FIELDS, values, strict=True)) for values in zip(*(table[n].to_pylist() for n in FIELDS), strict=True)
    ]
    assert rows == [plain(record) for record in records]


class Small(msgspec.Struct, frozen=True):
    number: int
    names: tuple[str, ...]
    nested: tuple[tuple[bool, ...], ...] | None
    flag: bool | None


def test_records_of_several_groups_are_all_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_RECORDS_A_GROUP", 100)
    path = tmp_path / "small.parquet"
    given = [
        Small(
            i, ("a",) * (i % 4), None if i % 3 else ((True,) * (i % 2), (False, i % 5 == 0)), (None, True, False)[i % 3]
        )
        for i in range(1050)
    ]
    with path.open("wb") as stream:
        writer = Parquet(stream, Small)
        for record in given:
            writer.write(record)
        writer.close()
    rows = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    assert rows == [
        (r.number, list(r.names), None if r.nested is None else [list(n) for n in r.nested], r.flag) for r in given
    ]
    assert duckdb.sql(f"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{path}')").fetchall() == [(11,)]


def test_a_type_without_a_column_is_refused() -> None:
    class Odd(msgspec.Struct):
        data: bytes

    with pytest.raises(TypeError, match="no column type"):
        Parquet(io.BytesIO(), Odd)


@pytest.mark.parametrize(
    ("fields", "encoded"),
    [
        ({}, "00"),
        ({1: 0}, "15 00 00"),
        ({1: -1, 2: thrift.Long(300)}, "15 01 16 d8 04 00"),
        ({4: "é"}, "48 02 c3 a9 00"),
        ({20: 1}, "05 28 02 00"),
        ({1: [1, 2]}, "19 25 02 04 00"),
        ({1: ["a"] * 15}, "19 f8 0f" + " 01 61" * 15 + " 00"),
        ({1: {1: 1}}, "1c 15 02 00 00"),
    ],
    ids=["nothing", "a number", "negative, long", "text", "a far field", "a list", "a long list", "a struct"],
)
def test_headers_are_thrifts_compact_protocol(fields: thrift.Struct, encoded: str) -> None:
    assert thrift.encode(fields) == bytes.fromhex(encoded)
