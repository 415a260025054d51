"""Records as flat rows: one row a record, lists joined by "; ", an empty cell for what is not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lapwing.records.event import EventRecord, Participant

Cell = str | int | float | None


@dataclass(frozen=True)
class Column:
    """One column: its name, what stands in it, and how it is got."""

    name: str
    means: str
    get: Callable[[EventRecord], object]


def _joined(people: Sequence[Participant], field: str) -> str:
    # An unresolved code stays as an empty place between two separators, so that the lists of one record stay parallel.
    return "; ".join(getattr(person, field) or "" for person in people)


def _participants(plural: str, one: str) -> tuple[Column, ...]:
    def column(field: str) -> Callable[[EventRecord], object]:
        return lambda record: _joined(getattr(record, plural), field)

    return (
        Column(plural, f"words of each {one}", column("text")),
        Column(f"{one}_codes", f"country or kind of each {one}, in the same order", column("code")),
        Column(f"{one}_sectors", f"sector of each {one}, in the same order", column("sector")),
        Column(f"{one}_names", f"name of each {one} in the knowledge tables, in the same order", column("name")),
    )


def _of(part: str, field: str) -> Callable[[EventRecord], object]:
    """A field of a part of the record that may be missing."""
    return lambda record: getattr(getattr(record, part), field, None)


def _text_of(part: str) -> Callable[[EventRecord], object]:
    return lambda record: getattr(getattr(getattr(record, part), "span", None), "text", None)


def _bound(part: str, index: int) -> Callable[[EventRecord], object]:
    def get(record: EventRecord) -> object:
        bounds = getattr(record, part)
        return bounds[index] if bounds else None

    return get


COLUMNS: tuple[Column, ...] = (
    Column("id", "id of the record", lambda r: r.id),
    Column("report_id", "id of the report", lambda r: r.report.id),
    Column("url", "address of the report", lambda r: r.report.url),
    Column("title", "headline of the report", lambda r: r.report.title),
    Column("published", "publication date of the report", lambda r: r.report.published),
    Column("published_basis", "where the publication date was read", lambda r: r.report.published_basis),
    Column("sentence_start", "offset of the sentence in the text, in characters", lambda r: r.sentence.start),
    Column("sentence", "the sentence", lambda r: r.sentence.text),
    Column("trigger_start", "offset of the trigger in the text, in characters", lambda r: r.trigger.start),
    Column("trigger", "the words that name the action", lambda r: r.trigger.text),
    Column("type", "type of action (codebook, section 2)", lambda r: r.type),
    Column("mode", "mode of the type", lambda r: r.mode),
    Column("quad", "quad class of the type", lambda r: r.quad),
    Column("score", "PLOVER conflict–cooperation score, −10 to 10", lambda r: r.score),
    Column("cameo", "CAMEO code", lambda r: r.cameo),
    Column("status", "actual, planned, hypothetical or denied", lambda r: r.status),
    *_participants("actors", "actor"),
    *_participants("recipients", "recipient"),
    Column("when_start", "first day of the action", _of("when", "start")),
    Column("when_end", "last day of the action", _of("when", "end")),
    Column("when_grain", "grain of the date: day, week, month …", _of("when", "grain")),
    Column("when_basis", "expression, or publication where the text gives no date", _of("when", "basis")),
    Column("when_text", "words of the date", _text_of("when")),
    Column("where_text", "words of the place", _text_of("where")),
    Column("where_name", "name of the place in the gazetteer", _of("where", "name")),
    Column("where_country", "country of the place", _of("where", "country")),
    Column("where_admin1", "first-level division of the place", _of("where", "admin1")),
    Column("lat", "latitude in degrees", _of("where", "lat")),
    Column("lon", "longitude in degrees", _of("where", "lon")),
    Column("geonames", "GeoNames id of the place", _of("where", "geonames")),
    Column("source", "words of the speaker whom the report cites", _of("source", "text")),
    Column("source_code", "country or kind of the speaker", _of("source", "code")),
    Column("source_sector", "sector of the speaker", _of("source", "sector")),
    Column("source_anonymous", "true for an unnamed speaker", _of("source", "anonymous")),
    Column("source_stance", "asserts, denies or doubts", _of("source", "stance")),
    Column("killed_low", "least number killed", _bound("killed", 0)),
    Column("killed_high", "greatest number killed", _bound("killed", 1)),
    Column("wounded_low", "least number wounded", _bound("wounded", 0)),
    Column("wounded_high", "greatest number wounded", _bound("wounded", 1)),
    Column("contexts", "contexts of the action", lambda r: "; ".join(r.contexts)),
    Column("foreign", "true for a paragraph of another story", lambda r: r.foreign),
    Column("confidence", "probability that type, actors and recipients are right", lambda r: r.confidence.record),
    Column("confidence_type", "probability that the type is right", lambda r: r.confidence.type),
    Column(
        "confidence_actors",
        "probability that the codes of the actors are right, given the type",
        lambda r: r.confidence.actors,
    ),
    Column(
        "confidence_recipients",
        "probability that the codes of the recipients are right, given the type",
        lambda r: r.confidence.recipients,
    ),
    Column("lapwing", "version of the code", lambda r: r.versions.lapwing),
    Column("model", "version of the model", lambda r: r.versions.model),
    Column("knowledge", "version of the knowledge tables", lambda r: r.versions.knowledge),
)
"""In the order in which they are written."""

TRACE = Column("trace", "the decisions that gave the fields", lambda r: "; ".join(r.trace))
"""The last column, when it is asked for."""


def row(record: EventRecord, columns: Sequence[Column] = COLUMNS) -> list[Cell]:
    """The cells of a record: numbers as they are, dates as ISO, truth as `true` and `false`."""
    return [_cell(column.get(record)) for column in columns]


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float | str):
        return value
    return str(value)
