"""Records in the form of a gold file: what `evaluation` and the gold's scorer read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from lapwing.records.article import Article
from lapwing.records.event import EventRecord, Participant, Source


def document(article: Article, records: Sequence[EventRecord]) -> bytes:
    """A report with its records as one line of JSON, without the line feed.

    Spans go without their words, which are those of the text; a date is there only where words of the text give it.
    """
    ranges = sorted({(r.sentence.start, r.sentence.end) for r in records})
    return msgspec.json.encode(
        {
            "id": article.id,
            "url": article.url,
            "published": article.published,
            "title": article.title.text if article.title else None,
            "sha256": article.sha256,
            "text": article.text,
            "sentences": ranges,
            "records": [_record(record) for record in records],
        }
    )


def _span(start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end}


def _person(person: Participant) -> dict[str, Any]:
    return {**_span(person.start, person.end), "code": person.code, "sector": person.sector}


def _source(source: Source) -> dict[str, Any]:
    return {
        "start": source.start,
        "end": source.end,
        "code": source.code,
        "sector": source.sector,
        "anonymous": source.anonymous,
        "stance": source.stance,
    }


def _record(record: EventRecord) -> dict[str, Any]:
    when, where = record.when, record.where
    dated = None
    if when is not None and when.basis == "expression":
        span = _span(when.span.start, when.span.end) if when.span else None
        dated = {"start": when.start, "end": when.end, "basis": when.basis, "span": span}
    return {
        "sentence": _span(record.sentence.start, record.sentence.end),
        "trigger": _span(record.trigger.start, record.trigger.end),
        "type": record.type,
        "mode": record.mode,
        "status": record.status,
        "actors": [_person(person) for person in record.actors],
        "recipients": [_person(person) for person in record.recipients],
        "when": dated,
        "where": {"span": _span(where.span.start, where.span.end), "country": where.country} if where else None,
        "source": _source(record.source) if record.source else None,
        "killed": record.killed,
        "wounded": record.wounded,
    }
