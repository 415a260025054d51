"""What kind of document some bytes are, and whether they are text at all."""

from __future__ import annotations

import re
from typing import Literal

from lapwing.core.utf16 import utf16_order

Media = Literal["text/html", "text/plain", "application/json"]

EXTENSIONS: dict[str, Media] = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".jsonl": "application/json",
    ".ndjson": "application/json",
    ".json": "application/json",
}
"""What a file's name says of it; decides which files of a folder are read."""

SNIFFED_BYTES = 4096
"""How much of a document is looked at to tell its kind; the markup of a page starts well before that."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"(\xb5/\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_MAX_CONTROL_SHARE = 0.02
"""Share of control characters above which bytes are no text: texts have none, a damaged one a few; of random bytes, as
in archives and images, they are 11 %."""
_JSON = re.compile(rb"\[?\s*\{\s*(?:\"|\}|$)")
_MARKUP = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|main|div|section|p|h1|title|meta)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)


def not_text(content: bytes) -> str:
    """What is wrong with bytes that hold no text ("it is a PDF file"), or an empty string."""
    head = content[:SNIFFED_BYTES]
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return f"it is {kind}, not text"
    if head.startswith(_BOMS) or utf16_order(head):
        return ""
    if b"\x00" in head:
        return "it is binary data, not text"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > _MAX_CONTROL_SHARE * len(head):
        return "it is binary data, not text"
    return ""


def sniff(content: bytes) -> Media:
    """The kind of a document without a telling name, from its first bytes."""
    head = content[:SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _JSON.match(head):
        return "application/json"
    return "text/html" if _MARKUP.search(head.replace(b"\x00", b"")) else "text/plain"
