"""Records as JSON, both ways."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from strategies import RECORD

from lapwing import EventRecord, InputError, from_json, to_json

FIELDS = [
    *("id", "report", "sentence", "trigger", "type", "mode", "quad", "score", "cameo", "status", "actors"),
    *("recipients", "when", "where", "source", "killed", "wounded", "contexts", "foreign", "confidence", "versions"),
]
"""Section 10 of the codebook, in its order."""


@given(RECORD)
def test_a_record_survives_json_both_ways(record: EventRecord) -> None:
    line = to_json(record, trace=True)
    assert b"\n" not in line
    assert from_json(line) == record
    assert to_json(from_json(line), trace=True) == line


@given(RECORD)
def test_the_line_has_the_fields_of_the_codebook_and_no_trace_unless_asked(record: EventRecord) -> None:
    assert list(msgspec.json.decode(to_json(record))) == FIELDS
    assert from_json(to_json(record)) == msgspec.structs.replace(record, trace=())


@pytest.mark.parametrize("line", [b"", b"{}", b"[1]", b'{"id": "x"', '{"id": 3}'])
def test_a_line_that_is_no_record_is_an_input_error(line: bytes | str) -> None:
    with pytest.raises(InputError, match="no event record"):
        from_json(line)
