"""Page: bytes as they came, with what is known of their origin."""

from __future__ import annotations

import datetime as dt

import msgspec


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One document as it was received, before anything is read out of it."""

    id: str
    """Stable name: the id given with the document, else a hash of the content."""
    content: bytes
    """The bytes as received."""
    media: str
    """`text/html`, `text/plain`, or `application/json` (one document of a JSON lines file)."""
    origin: str
    """Path, URL or `<stdin>`; for messages to the user."""
    url: str | None = None
    published: dt.date | None = None
    """Publication date given from outside (option or field); it outranks all others."""
    fetched: dt.datetime | None = None
    """When the page was fetched (UTC), if it was."""
    title: str | None = None
    """Headline given from outside (a JSON field)."""
    encoding: str | None = None
    """Character set named by a transport header, if any; `utf-8` for a text that was given as characters. Bytes that are
    UTF-8 and said to be are taken to the character: who goes by a header removes a byte-order mark first."""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A document that gave no article or no records because something is wrong with it."""

    id: str
    origin: str
    stage: str
    """Name of the stage that refused it."""
    reason: str
    """One line: what is wrong and what to do."""
