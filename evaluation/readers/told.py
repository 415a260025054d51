"""Event records out of annotations, to reconcile them without a model: coded Wikinews reports and ECB+."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy

from lapwing.core.spans import Span
from lapwing.knowledge import frames, ontology
from lapwing.mentions import times
from lapwing.records.event import Confidence, EventRecord, Participant, Report, Source, Versions, When, Where
from training.data import ecb

_CERTAIN = Confidence(record=1, type=1, actors=1, recipients=1)
_VERSIONS = Versions(lapwing="0", model="annotated", knowledge="0")
_BLANK = spacy.blank("en")


def coded(paths: list[Path], reports: dict[str, str]) -> Iterator[EventRecord]:
    """The records of coded reports (`dev.jsonl`, `train_wikinews.jsonl`).

    Args:
        paths: files of coded documents.
        reports: ids of the reports wanted, with the first digits of their text's SHA-256.

    Raises:
        ValueError: a report is missing, or its text is not the one that was annotated.
    """
    missing = set(reports)
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            if document["id"] not in reports:
                continue
            if not document["sha256"].startswith(reports[document["id"]]):
                raise ValueError(f"{path}: {document['id']} is not the text that was annotated")
            missing.discard(document["id"])
            for coded_record in document["records"]:
                yield _record(document, coded_record)
    if missing:
        raise ValueError(f"no coded report {', '.join(sorted(missing))}")


def record_id(report: str, start: int, end: int, type: str) -> str:
    """What a record is called here: its report, trigger and type."""
    return f"{report}:{start}-{end}:{type}"


def _record(document: dict[str, Any], coded_record: dict[str, Any]) -> EventRecord:
    text = document["text"]
    trigger, type, mode = coded_record["trigger"], coded_record["type"], coded_record["mode"]
    sentence = next((a, b) for a, b in document["sentences"] if a <= trigger["start"] < b)
    when, where, source = coded_record["when"], coded_record["where"], coded_record["source"]
    place = (where.get("span") or where) if where else None

    def party(p: dict[str, Any]) -> Participant:
        words = text[p["start"] : p["end"]]
        return Participant(
            start=p["start"], end=p["end"], text=words, code=p["code"], sector=p["sector"], name=None, why="gold"
        )

    return EventRecord(
        id=record_id(document["id"], trigger["start"], trigger["end"], type),
        report=Report(
            id=document["id"],
            url=document["url"],
            title=document["title"],
            published=dt.date.fromisoformat(document["published"]),
            published_basis="given",
            sha256=document["sha256"],
        ),
        sentence=Span.of(text, *sentence),
        trigger=Span.of(text, trigger["start"], trigger["end"]),
        type=type,
        mode=mode,
        quad=ontology.quad(type),
        score=ontology.score(type, mode),
        cameo=None,
        status=coded_record["status"],
        actors=tuple(map(party, coded_record["actors"])),
        recipients=tuple(map(party, coded_record["recipients"])),
        when=When(
            start=dt.date.fromisoformat(when["start"]),
            end=dt.date.fromisoformat(when["end"]),
            grain="interval",
            basis=when["basis"],
            span=None,
            anchor=None,
            rule="gold",
        )
        if when
        else None,
        where=Where(
            span=Span.of(text, place["start"], place["end"]),
            name=where.get("name"),
            country=where.get("country") or "",
            admin1=None,
            lat=None,
            lon=None,
            geonames=None,
        )
        if place
        else None,
        source=Source(
            start=source["start"],
            end=source["end"],
            text=text[source["start"] : source["end"]] if source["start"] is not None else None,
            code=source["code"],
            sector=source.get("sector") or "",
            anonymous=source["anonymous"],
            stance=source["stance"],
        )
        if source
        else None,
        killed=tuple(coded_record["killed"]) if coded_record["killed"] else None,
        wounded=tuple(coded_record["wounded"]) if coded_record["wounded"] else None,
        contexts=(),
        foreign=False,
        confidence=_CERTAIN,
        versions=_VERSIONS,
    )


def ecb_records(folder: Path) -> tuple[list[EventRecord], dict[str, str], dict[str, str]]:
    """The political actions of ECB+ as records.

    A mention of an action is political when the frame lexicon has its words; it then has the lexicon's first type. The
    annotation ties no participant to an action: the nearest before it in the sentence stands in as actor, the nearest
    behind it as recipient, and the sentence's place and date as its own. Chains of participants are not used.

    Returns:
        the records; the chain of each record; the topic of each report.
    """
    records, chains, topics = [], {}, {}
    for document in ecb.documents(folder):
        topics[document.id] = document.topic
        first = min(document.sentences.values(), default=(0, 0))
        report = Report(
            id=document.id,
            url=None,
            title=document.text[slice(*first)] or None,
            published=None,
            published_basis="none",
            sha256="",
        )
        for mention in document.mentions:
            if "ACTION" not in mention.tag:
                continue
            entries = _entries(document.text[mention.start : mention.end])
            if not entries:
                continue
            record = _ecb_record(document, report, mention, entries[0])
            records.append(record)
            chains[record.id] = mention.chain
    return records, chains, topics


def _entries(words: str) -> list[tuple[str, str | None]]:
    """Types and modes that the lexicon has for a trigger, the preferred first."""
    found = frames.load().forms(words) or tuple(
        entry for word in re.findall(r"[\w-]+", words) for entry in frames.load().forms(word)
    )
    return [(s.type, s.mode if s.mode and s.mode != "*" else None) for entry in found for s in entry.senses if s.type]


def _ecb_record(
    document: ecb.Document, report: Report, mention: ecb.Mention, what: tuple[str, str | None]
) -> EventRecord:
    text, near = document.text, [m for m in document.mentions if m.sentence == mention.sentence and m is not mention]
    people = [m for m in near if m.tag.startswith(("HUMAN_PART", "NON_HUMAN_PART"))]
    before = [m for m in people if m.end <= mention.start and m.tag.startswith("HUMAN")]
    after = [m for m in people if m.start >= mention.end]
    places = sorted((m for m in near if m.tag.startswith("LOC")), key=lambda m: (abs(m.start - mention.start), m.start))
    dates = sorted((m for m in near if m.tag == "TIME_DATE"), key=lambda m: (abs(m.start - mention.start), m.start))

    def party(m: ecb.Mention) -> Participant:
        words = text[m.start : m.end]
        return Participant(start=m.start, end=m.end, text=words, code="", sector="", name=None, why="annotated")

    type, mode = what
    return EventRecord(
        id=f"{document.id}:{mention.id}",
        report=report,
        sentence=Span.of(text, *document.sentences[mention.sentence]),
        trigger=Span.of(text, mention.start, mention.end),
        type=type,
        mode=mode,
        quad=ontology.quad(type),
        score=0.0,
        cameo=None,
        status="denied" if mention.tag.startswith("NEG") else "actual",
        actors=(party(before[-1]),) if before else (),
        recipients=(party(after[0]),) if after else (),
        when=_dated(text[dates[0].start : dates[0].end]) if dates else None,
        where=Where(
            span=Span.of(text, places[0].start, places[0].end),
            name=None,
            country="",
            admin1=None,
            lat=None,
            lon=None,
            geonames=None,
        )
        if places
        else None,
        source=None,
        killed=None,
        wounded=None,
        contexts=(),
        foreign=False,
        confidence=_CERTAIN,
        versions=_VERSIONS,
    )


def _dated(words: str) -> When | None:
    """The days of a full date; words that lean on a date of publication, which ECB+ does not give, name none."""
    for found in times.find(_BLANK(words), None):
        if found.interval and found.anchor is None:
            return When(
                start=found.interval.start,
                end=found.interval.end,
                grain=found.grain,
                basis="expression",
                span=None,
                anchor=None,
                rule=found.rule,
            )
    return None
