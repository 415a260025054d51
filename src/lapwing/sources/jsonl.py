"""JSON lines: one document a line, with `id`, `title`, `text`, `published` and `url`; other keys are ignored."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import msgspec

from lapwing.records.page import Failure, Page

STAGE = "sources"


def page_id(content: bytes) -> str:
    """The name of a document that was given none: 16 hexadecimal digits of its content's SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]


def document(line: bytes, origin: str, published: dt.date | None = None) -> Page | Failure:
    """The page of one JSON object; its content is the object as it came, for `articles.extract` to read the text from.

    A document's own `published` outranks the one given here.
    """
    try:
        fields = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _failure(line, origin, f"not valid JSON ({_first_line(error)}); give one JSON object a line")
    if not isinstance(fields, dict):
        return _failure(line, origin, "not a JSON object; give one object with a `text` a line")
    return from_fields(fields, line, origin, published)


def from_fields(
    fields: dict[str, Any], content: bytes, origin: str, published: dt.date | None = None
) -> Page | Failure:
    """The page of a decoded JSON object, or a failure that names the key that is wrong."""
    name = fields.get("id")
    name = str(name) if isinstance(name, str | int) and name != "" else page_id(content)

    def fail(reason: str) -> Failure:
        return Failure(id=name, origin=origin, stage=STAGE, reason=reason)

    if fields.get("text") is None:
        return fail("the key `text` is missing; every document needs one")
    for key in ("text", "title", "url"):
        if not isinstance(fields.get(key), str | None):
            return fail(f"the key `{key}` is not a string")
    if not fields["text"].strip():
        return fail("the key `text` is empty")
    try:
        day = read_day(fields.get("published"))
    except ValueError:
        return fail(f"the key `published` is not a date (YYYY-MM-DD): {str(fields['published'])[:40]!r}")
    return Page(
        id=name,
        content=content,
        media="application/json",
        origin=origin,
        url=fields.get("url") or None,
        published=day or published,
        title=fields.get("title") or None,
    )


def read_day(value: object) -> dt.date | None:
    """The day of an ISO 8601 date or date and time; None for null and for an empty string.

    Raises:
        ValueError: it is something else.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(value)
    stamp = value.strip()
    try:
        return dt.date.fromisoformat(stamp)
    except ValueError:
        return dt.datetime.fromisoformat(stamp.replace(" UTC", "+00:00")).date()


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def _failure(content: bytes, origin: str, reason: str) -> Failure:
    return Failure(id=page_id(content), origin=origin, stage=STAGE, reason=reason)
