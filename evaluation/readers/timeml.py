"""TimeML documents with their TIMEX3 expressions (TimeBank and AQUAINT, as the TempEval-3 organisers cleaned them)."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Timex(NamedTuple):
    """A gold expression: characters, type and value."""

    start: int
    end: int
    type: str
    value: str


class TimeDocument(NamedTuple):
    """A text with its creation date and expressions."""

    name: str
    created: dt.date
    text: str
    expressions: tuple[Timex, ...]


_TAG = re.compile(r"(<[^>]+>)")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def read(folder: Path) -> Iterator[TimeDocument]:
    """Every `.tml` file under `folder`, by name.

    Raises:
        ValueError: a file lacks its creation date or its text.
    """
    for path in sorted(folder.glob("*/*.tml")):
        yield _document(path)


def _document(path: Path) -> TimeDocument:
    source = path.read_text(encoding="utf-8")
    created = re.search(r'<DCT>.*?value="([^"]*)"', source, re.DOTALL)
    body = re.search(r"<TEXT>(.*)</TEXT>", source, re.DOTALL)
    if created is None or body is None:
        raise ValueError(f"{path}: no creation date or no text")
    parts: list[str] = []
    length = 0
    opened: tuple[int, dict[str, str]] | None = None
    found: list[Timex] = []
    for piece in _TAG.split(body.group(1)):
        if piece.startswith("<TIMEX3"):
            opened = (length, dict(_ATTRIBUTE.findall(piece)))
        elif piece.startswith("</TIMEX3") and opened is not None:
            start, attributes = opened
            found.append(Timex(start, length, attributes.get("type", ""), attributes.get("value", "")))
            opened = None
        elif not piece.startswith("<"):
            plain = html.unescape(piece)
            parts.append(plain)
            length += len(plain)
    day = dt.date.fromisoformat(created.group(1)[:10])
    return TimeDocument(path.stem, day, "".join(parts), tuple(found))
