"""Fields of records and events: read from what an analyst writes, checked, and put in."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from lapwing.core.errors import InputError
from lapwing.core.spans import Span
from lapwing.knowledge import ontology
from lapwing.records.article import Article
from lapwing.records.event import EventRecord
from lapwing.records.story import Event

T = TypeVar("T", EventRecord, Event)

RECORD_FIELDS = (
    "type", "mode", "status", "actors", "recipients", "when", "where", "source", "killed", "wounded", "contexts", "foreign",
)  # fmt: skip
"""What can be corrected in a record; quad class, score and CAMEO code follow from type, mode and contexts."""

EVENT_FIELDS = ("type", "mode", "status", "actors", "recipients", "when", "where")
"""What can be corrected in an event; numbers are corrected where they were read, in its records."""

_PATH = re.compile(r"([a-z_]+)((?:\.[a-z0-9_]+|\[\d+\])*)")
_STEP = re.compile(r"\.([a-z0-9_]+)|\[(\d+)\]")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?")
_RANGE = re.compile(r"(\d+)(?:(?:-|–|\.\.)(\d+))?")
_CODE = re.compile(r"[A-Z]{3}|")


def read(field: str, text: str) -> str:
    """The JSON of a value as an analyst writes it: JSON, or one of the short forms below.

    ``when=2020-01-10``, ``when=2020-01-08..2020-01-10``, ``killed=20``, ``killed=20-30``, ``contexts=military,legal``,
    ``actors=``, ``mode=`` (empty), ``source=null``, and plain words for everything that is a string.

    Raises:
        InputError: it is no value of that field.
    """
    root = _split(field)[0]
    text = text.strip()
    if field == "when" and (days := _DAYS.fullmatch(text)):
        start, end = days[1], days[2] or days[1]
        value: object = {"start": start, "end": end, "grain": "day" if start == end else "interval",
                         "basis": "expression", "span": None, "anchor": None, "rule": "corrected"}  # fmt: skip
        return _json(value)
    if field in ("killed", "wounded") and (bounds := _RANGE.fullmatch(text)):
        return _json([int(bounds[1]), int(bounds[2] or bounds[1])])
    if field in ("actors", "recipients", "contexts") and not text:
        return "[]"
    if field == "contexts" and not text.startswith("["):
        return _json([part.strip() for part in text.split(",")])
    if field in ("mode", "when", "where", "source", "killed", "wounded") and text in ("", "none"):
        return "null"
    try:
        return _json(msgspec.json.decode(text))
    except msgspec.DecodeError:
        if text[:1] in "[{" and text:
            raise InputError("the value is no JSON", f"{field}={text}", "Look at its brackets and quotes") from None
        if field == root and root in ("actors", "recipients", "when", "where", "source", "killed", "wounded"):
            raise InputError("this is no value of the field", f"{field}={text}", _hint(root)) from None
        return _json(text)


def _hint(root: str) -> str:
    hints = {
        "when": "Write a day (2020-01-10) or days (2020-01-08..2020-01-10)",
        "killed": "Write a number (20) or a range (20-30)",
        "wounded": "Write a number (20) or a range (20-30)",
    }
    return hints.get(root, 'Write JSON, such as {"text": "the ministry", "code": "IRQ", "sector": "GOV"}')


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _split(field: str) -> tuple[str, list[str | int]]:
    found = _PATH.fullmatch(field)
    if not found:
        raise InputError("this is no field", field, "Write it as killed, actors[0].code or where.country")
    return found[1], [name or int(number) for name, number in _STEP.findall(found[2])]


def _path(field: str) -> list[str | int]:
    first, further = _split(field)
    return [first, *further]


def completed(record: EventRecord, article: Article, field: str, value: str) -> str:
    """The JSON of a value with what follows from the text: a participant, place or speaker given by its words gets their
    offsets, found in the sentence first.

    Args:
        record: that is corrected.
        article: its report.
        field: what is corrected.
        value: the JSON of `read`.

    Raises:
        InputError: the words are not in the text.
    """
    decoded = msgspec.json.decode(value)
    if field in ("actors", "recipients") and isinstance(decoded, list):
        return _json([_participant(record, article, item) for item in decoded])
    if re.fullmatch(r"(actors|recipients)\[\d+\]", field):
        return _json(_participant(record, article, decoded))
    if field == "source" and isinstance(decoded, dict):
        start, end = _found(record, article, decoded["text"]) if decoded.get("text") else (None, None)
        filled = {
            "start": start,
            "end": end,
            "text": None,
            "code": "",
            "sector": "",
            "anonymous": not decoded.get("text"),
        }
        return _json({**filled, "stance": "asserts", **decoded})
    if field == "where" and isinstance(decoded, dict) and "span" not in decoded:
        words = decoded.pop("text", None) or decoded.get("name") or ""
        start, end = _found(record, article, words)
        filled = {"name": words, "country": "", "admin1": None, "lat": None, "lon": None, "geonames": None}
        return _json({"span": {"start": start, "end": end, "text": words}, **filled, **decoded})
    if field.endswith(".text"):
        raise InputError(
            "words are corrected with their offsets", field, "Give the whole participant, speaker or place"
        )
    return value


def _participant(record: EventRecord, article: Article, item: object) -> object:
    if not isinstance(item, dict) or not item.get("text"):
        raise InputError("a participant needs its words", _json(item), 'Write {"text": "the ministry", "code": "IRQ"}')
    start, end = _found(record, article, item["text"]) if "start" not in item else (item["start"], item.get("end"))
    return {"start": start, "end": end, "code": "", "sector": "UNK", "name": None, "why": "corrected", **item}


def _found(record: EventRecord, article: Article, words: str) -> tuple[int, int]:
    at = article.text.find(words, record.sentence.start, record.sentence.end) if words else -1
    at = article.text.find(words) if at < 0 and words else at
    if at < 0:
        raise InputError("these words are not in the report", repr(words), "Copy them from its text")
    return at, at + len(words)


def changed(record: EventRecord, field: str, value: str, trace: str = "") -> EventRecord:
    """The record with one field changed, and with all that follows from it.

    Args:
        record: as it is.
        field: a field of `RECORD_FIELDS`, or a part of one: `actors[0].code`.
        value: JSON.
        trace: a line for its trace.

    Raises:
        InputError: there is no such field, or this is no value of it.
    """
    root = _split(field)[0]
    if root not in RECORD_FIELDS:
        raise InputError("this field cannot be corrected", field, f"Fields are {', '.join(RECORD_FIELDS)}")
    new = _put(record, field, value, EventRecord)
    if root in ("type", "mode", "contexts"):
        mode = _mode(new.type, new.mode, root, field)
        new = msgspec.structs.replace(
            new, mode=mode, quad=ontology.quad(new.type), score=ontology.score(new.type, mode),
            cameo=ontology.cameo(new.type, mode, new.contexts),
        )  # fmt: skip
    for person in (*new.actors, *new.recipients, *((new.source,) if new.source else ())):
        _known(person.code, person.sector, field)
    for bounds in (new.killed, new.wounded):
        if bounds is not None and not 0 <= bounds[0] <= bounds[1]:
            raise InputError("a range needs its lower number first", f"{field}={value}")
    if unknown := set(new.contexts) - set(ontology.CONTEXTS):
        raise InputError(f"{sorted(unknown)[0]!r} is no context", field, "The codebook's page lists them")
    if new.when and new.when.end < new.when.start:
        raise InputError("the days end before they start", f"{field}={value}")
    return msgspec.structs.replace(new, trace=(*new.trace, trace)) if trace else new


def changed_event(event: Event, field: str, value: str) -> Event:
    """The event with one field changed.

    Raises:
        InputError: there is no such field, or this is no value of it.
    """
    root = _split(field)[0]
    if root not in EVENT_FIELDS:
        raise InputError("this field of an event cannot be corrected", field, f"Fields are {', '.join(EVENT_FIELDS)}")
    if field == "when" and value != "null":
        days = msgspec.json.decode(value)
        value = _json({"start": days.get("start"), "end": days.get("end")})
    if field in ("actors", "recipients"):
        base = {"code": "", "sector": "UNK", "name": None, "text": "", "records": list(event.records)}
        value = _json([{**base, **{k: v for k, v in i.items() if k in base}} for i in msgspec.json.decode(value)])
    if field == "where" and value != "null":
        value = _json({"name": None, "country": "", **msgspec.json.decode(value)})
    new = _put(event, field, value, Event)
    if root in ("type", "mode"):
        mode = _mode(new.type, new.mode, root, field)
        new = msgspec.structs.replace(
            new, mode=mode, quad=ontology.quad(new.type), score=ontology.score(new.type, mode)
        )
    for party in (*new.actors, *new.recipients):
        _known(party.code, party.sector, field)
    return new


def _mode(type: str, mode: str | None, root: str, field: str) -> str | None:
    """The mode to keep: of another type it goes when the type was changed, and is an error when it was given."""
    if type not in ontology.TYPES:
        raise InputError(f"{type!r} is no type", field, f"Types are {', '.join(ontology.TYPES)}")
    if mode is None or mode in ontology.modes(type):
        return mode
    if root != "mode":
        return None
    known = ", ".join(ontology.modes(type)) or "none"
    raise InputError(f"{mode!r} is no mode of {type}", field, f"Its modes: {known}")


def _known(code: str, sector: str, field: str) -> None:
    if not _CODE.fullmatch(code):
        raise InputError(f"{code!r} is no code", field, "Codes are three capitals: a country's, IGO, NGO, IMG, MNC")
    if sector and sector not in ontology.SECTORS:
        raise InputError(f"{sector!r} is no sector", field, f"Sectors are {', '.join(ontology.SECTORS)}")


def _put(whole: T, field: str, value: str, type: type[T]) -> T:
    tree: Any = msgspec.json.decode(msgspec.json.encode(whole))
    path = _path(field)
    place = tree
    for name in path[:-1]:
        place = _part(place, name, field)
    _part(place, path[-1], field)
    place[path[-1]] = msgspec.json.decode(value)
    try:
        return msgspec.convert(tree, type)
    except msgspec.ValidationError as error:
        raise InputError(
            f"{value} is no value of it ({error})", field, "`lapwing correct record ID` shows it"
        ) from error


def _part(place: Any, step: str | int, field: str) -> Any:
    try:
        if isinstance(step, int) is isinstance(place, list):
            return place[step]
    except (KeyError, IndexError):
        pass
    raise InputError(f"it has no {step!r}", field, "`lapwing correct record ID` shows what there is")


def spans(record: EventRecord) -> list[Span]:
    """Every span of a record."""
    found = [record.sentence, record.trigger]
    found += [Span(p.start, p.end, p.text) for p in (*record.actors, *record.recipients)]
    if record.when and record.when.span:
        found.append(record.when.span)
    if record.where:
        found.append(record.where.span)
    source = record.source
    if source and source.start is not None and source.end is not None and source.text is not None:
        found.append(Span(source.start, source.end, source.text))
    return found


def untrue(record: EventRecord, text: str) -> Span | None:
    """The first span of a record that does not hold the characters it says; None when all do."""
    return next((s for s in spans(record) if s.start < 0 or text[s.start : s.end] != s.text), None)


def moved(record: EventRecord, article: Article) -> EventRecord | None:
    """A record of an earlier reading of a report, put where its sentence stands in the new one.

    None when the sentence is not there, or a part of the record that lies outside the sentence is not as far from it as
    before.
    """
    at = article.text.find(record.sentence.text)
    if at < 0:
        return None
    tree: Any = msgspec.json.decode(msgspec.json.encode(record))
    _shift(tree, at - record.sentence.start)
    tree["report"] |= {"id": article.id, "sha256": article.sha256}
    new = msgspec.convert(tree, EventRecord)
    return None if untrue(new, article.text) else new


def _shift(tree: Any, by: int) -> None:
    if isinstance(tree, list):
        for item in tree:
            _shift(item, by)
    elif isinstance(tree, dict):
        if isinstance(tree.get("start"), int):
            tree["start"] += by
            tree["end"] += by
        for value in tree.values():
            _shift(value, by)
