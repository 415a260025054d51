"""Inputs named on a command line: files, folders, `-` for standard input."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from lapwing.core.errors import InputError
from lapwing.records.page import Failure, Page
from lapwing.sources import jsonl
from lapwing.sources.media import EXTENSIONS, SNIFFED_BYTES, Media, not_text, sniff

STDIN = "<stdin>"
MAX_DOCUMENT_BYTES = 8 * 1024 * 1024
"""Largest document that is read: thirty times the largest of twelve pages of as many newspapers (0.26 MB), nearly all
of it scripts. A text of 8 MB is a book shelf. JSON lines are held one line at a time, so a file of them may have any size."""

_GZIP = b"\x1f\x8b"


def read(
    inputs: Sequence[str], *, published: dt.date | None = None, media: str | None = None
) -> Iterator[Page | Failure]:
    """The documents of all inputs, in order; what cannot be read is a `Failure` with its reason.

    Args:
        inputs: paths of files or folders, or `-` for standard input. A folder is walked in sorted order; hidden
            files and files whose extension names no kind we read are left out. `.gz` files are unpacked.
        published: publication date of the documents; it outranks what a page says, not the date in a JSON document.
        media: kind of every input (`text/html`, `text/plain`, `application/json`), when names and content mislead.

    Raises:
        InputError: `media` is none of these three. All that is wrong with an input comes as a `Failure` instead.
    """
    kind = _known(media)
    for name in inputs:
        if name == "-":
            yield from _stream(sys.stdin.buffer, STDIN, kind, published)
            continue
        path = Path(name)
        if path.is_dir():
            yield from _folder(path, kind, published)
        else:
            yield from _file(path, kind, published)


def _known(media: str | None) -> Media | None:
    for kind in EXTENSIONS.values():
        if kind == media:
            return kind
    if media is None:
        return None
    raise InputError(f"the kind {media!r} is not known", remedy="Use text/html, text/plain or application/json")


def _folder(folder: Path, media: Media | None, published: dt.date | None) -> Iterator[Page | Failure]:
    found = False
    for directory, names, files in os.walk(folder):
        names[:] = sorted(n for n in names if not n.startswith("."))
        for file in sorted(files):
            path = Path(directory, file)
            if not file.startswith(".") and (media or _extension(path) in EXTENSIONS):
                found = True
                yield from _file(path, media, published)
    if not found:
        kinds = ", ".join(EXTENSIONS)
        yield _failure(_printable(folder), f"no documents in this folder; files read are {kinds} (or these with .gz)")


def _extension(path: Path) -> str:
    suffix = path.suffix.lower()
    return Path(path.stem).suffix.lower() if suffix == ".gz" else suffix


def _printable(path: Path) -> str:
    """A path for records and messages; bytes of it that are not UTF-8, which Python keeps as surrogates, are U+FFFD."""
    try:
        return os.fsencode(path).decode("utf-8", "replace")
    except UnicodeEncodeError:  # a surrogate that stands for no byte; there is no such file
        return str(path).encode("utf-8", "replace").decode()


def _file(path: Path, media: Media | None, published: dt.date | None) -> Iterator[Page | Failure]:
    origin = _printable(path)
    kind = media or EXTENSIONS.get(_extension(path))
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, origin, kind, published)
    except OSError as error:
        yield _failure(origin, f"cannot be read: {(error.strerror or str(error)).lower()}")
    except ValueError as error:  # a path with a NUL character
        yield _failure(origin, f"cannot be read: {error}")


def _stream(raw: BinaryIO, origin: str, kind: Media | None, published: dt.date | None) -> Iterator[Page | Failure]:
    # A BufferedReader lets us look at the first bytes without taking them, on a pipe as on a file.
    outer = stream = io.BufferedReader(cast("io.RawIOBase", raw), 1 << 16)
    try:
        if stream.peek(2)[:2] == _GZIP:
            stream = io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=outer)), 1 << 16)
        head = stream.peek(SNIFFED_BYTES)
        if reason := "it is empty" if not head.strip() and len(head) < SNIFFED_BYTES else not_text(head):
            yield _failure(origin, reason)
            return
        if (kind or sniff(head)) == "application/json":
            yield from _json(stream, origin, published)
        else:
            yield _single(stream, origin, kind, published)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield _failure(origin, f"damaged gzip data: {error}")
    except OSError as error:
        yield _failure(origin, f"cannot be read: {(error.strerror or str(error)).lower()}")
    finally:
        outer.detach()  # the caller closes its own file; a reader that is dropped would close standard input


def _single(stream: BinaryIO, origin: str, kind: Media | None, published: dt.date | None) -> Page | Failure:
    content = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(content) > MAX_DOCUMENT_BYTES:
        return _failure(origin, _too_large("split it into one report a file, or give it as JSON lines"))
    if not content.strip():
        return _failure(origin, "it is empty")
    return Page(
        id=jsonl.page_id(content), content=content, media=kind or sniff(content), origin=origin, published=published
    )


def _json(stream: BinaryIO, origin: str, published: dt.date | None) -> Iterator[Page | Failure]:
    """JSON lines; a whole file that is one object or one list of objects, over several lines, is read as well."""
    first = stream.readline(MAX_DOCUMENT_BYTES + 1)
    if _is_object(first):
        yield from _lines(first, stream, origin, published)
        return
    whole = first + stream.read(MAX_DOCUMENT_BYTES + 1 - min(len(first), MAX_DOCUMENT_BYTES))
    try:
        if len(whole) > MAX_DOCUMENT_BYTES:
            raise ValueError
        value = msgspec.json.decode(whole.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        yield from _lines(b"", _Chained(whole, stream), origin, published)
        return
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        content = msgspec.json.encode(item)
        yield jsonl.document(content, f"{origin}:item {number}" if isinstance(value, list) else origin, published)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


class _Chained(io.RawIOBase):
    """Bytes already taken from a stream, then the rest of it, line by line."""

    def __init__(self, taken: bytes, rest: BinaryIO) -> None:
        self._taken = io.BytesIO(taken)
        self._rest = rest

    def readline(self, size: int | None = -1, /) -> bytes:
        line = self._taken.readline(size)
        if line.endswith(b"\n"):
            return line
        return line + self._rest.readline(-1 if size is None else size)


def _lines(
    first: bytes, stream: BinaryIO | _Chained, origin: str, published: dt.date | None
) -> Iterator[Page | Failure]:
    """Documents of lines; a line over the size limit is passed over without being held."""
    number, line = 1, first or stream.readline(MAX_DOCUMENT_BYTES + 1)
    while line:
        if len(line) > MAX_DOCUMENT_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_DOCUMENT_BYTES)
            yield _failure(f"{origin}:{number}", _too_large("shorten this document"))
        elif line.strip():
            yield jsonl.document(line.removeprefix(b"\xef\xbb\xbf"), f"{origin}:{number}", published)
        number, line = number + 1, stream.readline(MAX_DOCUMENT_BYTES + 1)


def _too_large(remedy: str) -> str:
    return f"larger than {MAX_DOCUMENT_BYTES // (1024 * 1024)} MB, which no report is; {remedy}"


def _failure(origin: str, reason: str) -> Failure:
    return Failure(id=jsonl.page_id(origin.encode("utf-8", "replace")), origin=origin, stage=jsonl.STAGE, reason=reason)
