"""What coding a document gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from lapwing.core.spans import Span
from lapwing.records.article import Article
from lapwing.records.event import EventRecord
from lapwing.records.mention import EventMention
from lapwing.records.page import Failure

if TYPE_CHECKING:  # runners pass outcomes on in a process that never loads spaCy
    from spacy.tokens import Doc


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """One document with its records, or with the reason why it has none."""

    id: str
    origin: str
    article: Article | None = None
    """The report as it was read; None when that failed."""
    records: tuple[EventRecord, ...] = ()
    failure: Failure | None = None
    notes: tuple[str, ...] = ()
    """Things a user should know: truncated, no event found, records left out …"""
    size: int = 0
    """Bytes of the document as it came, for progress."""
    words: int = 0


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Everything that was read out of one document, for `explain`."""

    article: Article
    doc: Doc
    sentences: tuple[Span, ...]
    pairs: tuple[tuple[EventMention, EventRecord], ...]
    """Each event as detected, with the record that was made of it, in text order."""
    rejected: tuple[tuple[Span, str], ...] = ()
    """Sentences without an event, each with the reason; filled by `Coder.explain`."""
