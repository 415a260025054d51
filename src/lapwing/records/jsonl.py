"""Event records as JSON, both ways: the form of section 10 of the codebook."""

from __future__ import annotations

import msgspec

from lapwing.core.errors import InputError
from lapwing.records.event import EventRecord

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(EventRecord)


def to_json(record: EventRecord, *, trace: bool = False) -> bytes:
    """One record as one line of JSON in UTF-8, without the line feed.

    Args:
        record: what to write.
        trace: whether to keep the field `trace`.
    """
    fields = msgspec.structs.asdict(record)
    if not trace:
        del fields["trace"]
    return _ENCODER.encode(fields)


def from_json(line: bytes | str) -> EventRecord:
    """The record of one line of JSON; `from_json(to_json(record, trace=True)) == record`.

    Raises:
        InputError: the line is no event record.
    """
    try:
        return _DECODER.decode(line)
    except msgspec.MsgspecError as error:
        raise InputError(f"this line is no event record ({error})") from error
