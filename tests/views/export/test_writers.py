"""Files of records: every format holds every record, and equal records give equal bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import duckdb
import msgspec
import pytest
import stand_ins

from lapwing import EventRecord, from_json
from lapwing.core.settings import FORMATS, Format, Settings
from lapwing.views.export.columns import COLUMNS
from lapwing.views.export.writers import WRITERS

TEXT = 'Basra said yesterday that Iraq ACCUSE Iran in Baghdad. Syria, "quoted;" Oman ASSAULT.\nFrance AID Syria.'


@pytest.fixture(scope="module")
def records() -> tuple[EventRecord, ...]:
    return stand_ins.load(Settings()).code(TEXT, published=dt.date(2020, 1, 12))


def written(form: Format, records: tuple[EventRecord, ...], *, trace: bool = False) -> bytes:
    stream = io.BytesIO()
    writer = WRITERS[form](stream, trace=trace)
    for record in records:
        writer.write(record)
    writer.close()
    return stream.getvalue()


def test_there_is_a_writer_for_every_format_but_the_table() -> None:
    assert set(WRITERS) == set(FORMATS) - {"table"}


@pytest.mark.parametrize("form", WRITERS)
def test_equal_records_give_equal_bytes(form: Format, records: tuple[EventRecord, ...]) -> None:
    assert written(form, records) == written(form, records)


def test_json_lines_give_the_records_back(records: tuple[EventRecord, ...]) -> None:
    assert tuple(map(from_json, written("jsonl", records, trace=True).splitlines())) == records


def test_csv_has_a_row_a_record_under_the_documented_names(records: tuple[EventRecord, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", records).decode(), newline="")))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert [row["trigger"] for row in rows] == ["ACCUSE", "ASSAULT", "AID"]
    assert rows[0] | {"actors": "Iraq", "when_start": "2020-01-11", "source": "Basra", "lat": "33.34"} == rows[0]
    assert (rows[1]["recipients"], rows[1]["source_anonymous"], rows[1]["foreign"]) == ("", "", "false")


def test_csv_joins_lists_and_keeps_them_parallel(records: tuple[EventRecord, ...]) -> None:
    one = records[0].actors[0]
    two = msgspec.structs.replace(records[0], actors=(one, msgspec.structs.replace(one, text="Oman", code="")))
    row = next(csv.DictReader(io.StringIO(written("csv", (two,)).decode())))
    assert (row["actors"], row["actor_codes"]) == ("Iraq; Oman", "IRQ; ")


def parquet(records: tuple[EventRecord, ...], folder: Path) -> duckdb.DuckDBPyRelation:
    path = folder / "records.parquet"
    path.write_bytes(written("parquet", records))
    return duckdb.sql(f"SELECT * FROM '{path}'")


def test_parquet_is_typed_and_nested(records: tuple[EventRecord, ...], tmp_path: Path) -> None:
    table = parquet(records, tmp_path)
    types = dict(zip(table.columns, map(str, table.types), strict=True))
    assert types["score"] == "DOUBLE"
    assert types["killed"] == "BIGINT[]"
    assert types["foreign"] == "BOOLEAN"
    assert types["trigger"].replace('"', "") == "STRUCT(start BIGINT, end BIGINT, text VARCHAR)"
    found = table.query("t", 'SELECT trigger.text, actors[1].code, "when".start, killed, source.text FROM t').fetchall()
    assert found == [
        ("ACCUSE", "IRQ", dt.date(2020, 1, 11), None, "Basra"),
        ("ASSAULT", "IRQ", dt.date(2020, 1, 11), None, None),
        ("AID", "IRQ", dt.date(2020, 1, 11), None, None),
    ]


def test_parquet_without_a_record_still_has_its_columns(tmp_path: Path) -> None:
    table = parquet((), tmp_path)
    assert table.fetchall() == []
    assert "actors" in table.columns


def test_every_column_is_documented() -> None:
    assert all(column.means for column in COLUMNS)
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
