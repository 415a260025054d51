"""Archives of any size for benchmarks: reports of our own making about happenings of few and of many accounts.

Rows are those that the archive itself would write, made by its own functions; only that records are put to their events
directly, not by comparing each with all others, which at a million records would take hours.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import joining, rule, schema
from lapwing.archive.corrections import Kept
from lapwing.archive.documents import article_row, page_row
from lapwing.archive.packing import article_key, pack, page_key
from lapwing.archive.recording import key_rows, record_row
from lapwing.archive.store import Archive
from lapwing.core.spans import Span
from lapwing.knowledge import ontology
from lapwing.records.article import Article, Paragraph
from lapwing.records.event import Confidence, EventRecord, Participant, Report, Versions, When, Where, record_id
from lapwing.records.page import Page
from lapwing.records.story import Event
from lapwing.stories import assemble, duplicates

RECORDS_A_REPORT = 10
"""What the coder finds in a report of some 400 words."""
ACCOUNTS_AN_EVENT = 3
"""Records of an event, on average; most events have one, few have dozens."""
FIRST = dt.date(2015, 1, 1)
DAYS = 3650

COUNTRIES = {
    "United States": "USA", "China": "CHN", "Russia": "RUS", "Iran": "IRN", "Israel": "ISR", "Ukraine": "UKR", "Syria": "SYR",
    "Turkey": "TUR", "India": "IND", "Pakistan": "PAK", "Iraq": "IRQ", "France": "FRA", "Germany": "DEU", "Egypt": "EGY",
    "Japan": "JPN", "Yemen": "YEM", "Sudan": "SDN", "Ethiopia": "ETH", "Nigeria": "NGA", "Mali": "MLI", "Kenya": "KEN",
    "Venezuela": "VEN", "Colombia": "COL", "Mexico": "MEX", "Brazil": "BRA", "Poland": "POL", "Greece": "GRC", "Libya": "LBY",
    "Lebanon": "LBN", "Jordan": "JOR", "Qatar": "QAT", "Myanmar": "MMR", "Thailand": "THA", "Vietnam": "VNM", "Taiwan": "TWN",
    "Armenia": "ARM", "Azerbaijan": "AZE", "Georgia": "GEO", "Serbia": "SRB", "Kosovo": "XKX",
}  # fmt: skip
"""The first are named most often (Zipf), as in the news."""

TRIGGERS = {
    "ASSAULT": ("attacked", "shelled", "bombed", "struck"), "ACCUSE": ("accused", "condemned", "denounced", "criticised"),
    "CONSULT": ("met", "hosted", "visited"), "REQUEST": ("urged", "demanded", "called on"), "THREATEN": ("threatened", "warned"),
    "AID": ("aided", "supplied", "financed"), "SANCTION": ("sanctioned", "penalised"), "SUPPORT": ("praised", "backed"),
    "REJECT": ("rebuffed", "refused"), "COERCE": ("raided", "blockaded"), "AGREE": ("agreed with",),
}  # fmt: skip
_FILLER = (
    "harbour ministry border convoy village river council station market bridge highway refinery parliament garrison summit "
    "envoy treaty ceasefire embassy airport province hospital pipeline election protest court deputy general commander"
).split()


@dataclass
class _Happening:
    kind: str
    actor: str
    recipient: str
    day: dt.date
    place: str
    words: str
    left: int


def fill(archive: Archive, records: int, seed: int = 1, *, days: int = DAYS, apart: int = 0) -> list[Made]:
    """Fills an empty archive with about so many records, a thousand reports a transaction.

    Args:
        archive: to fill.
        records: about how many.
        seed: of what is made.
        days: over which the reports are spread.
        apart: reports that are left out, here and there in the later half.

    Returns:
        those, for a benchmark to put in.
    """
    random_, number = random.Random(seed), records // RECORDS_A_REPORT + apart
    chosen = set(random.Random(seed).sample(range(number // 2, number), apart))
    kept: list[Made] = []
    made = _left(_reports(number, random_, days), chosen, kept)
    run = archive.begin("synthesis", "synthesis")
    while part := [report for _, report in zip(range(1000), made, strict=False)]:
        with archive.database.writing() as connection:
            _write(connection, part)
    archive.finish(run)
    with archive.database.writing() as connection:
        connection.exec_driver_sql("ANALYZE")
    return kept


Made = tuple[Page, Article, list[tuple[_Happening, EventRecord]]]
"""A report with its records, each with what it tells of."""


def _left(made: Iterator[Made], chosen: set[int], kept: list[Made]) -> Iterator[Made]:
    for number, report in enumerate(made):
        if number in chosen:
            kept.append(report)
        else:
            yield report


def _reports(number: int, random_: random.Random, days: int) -> Iterator[Made]:
    """Reports in the order of their days; each tells of new happenings, and of those of the last days."""
    names = list(COUNTRIES)
    weights = [1 / (n + 1) for n in range(len(names))]
    opened: list[_Happening] = []
    for n in range(number):
        day = FIRST + dt.timedelta(days=n * days // max(number, 1))
        opened = [h for h in opened if h.left > 0 and (day - h.day).days <= 3]
        told: list[_Happening] = []
        while len(told) < RECORDS_A_REPORT:
            old = [h for h in opened if h not in told]
            if old and random_.random() < 1 - 1 / ACCOUNTS_AN_EVENT:
                told.append(random_.choice(old))
                continue
            actor, recipient = random_.choices(names, weights, k=2)
            left = int(random_.paretovariate(1.2))
            words = " ".join(random_.sample(_FILLER, 3))
            kind = random_.choice(list(TRIGGERS))
            new = _Happening(kind, actor, recipient, day, random_.choice(names), words, min(left, 60))
            opened.append(new)
            told.append(new)
        for happening in told:
            happening.left -= 1
        yield _report(n, day, told, random_)


def _report(n: int, day: dt.date, told: list[_Happening], random_: random.Random) -> Made:
    parts: list[tuple[_Happening, str, str]] = []
    for h in told:
        trigger = random_.choice(TRIGGERS[h.kind])
        lead = random_.choice(
            ("Officials said that", "It was reported that", "On the same day", "According to witnesses,")
        )
        tail = " ".join(random_.sample(_FILLER, 6))
        parts.append(
            (h, trigger, f"{lead} {h.actor} {trigger} {h.recipient} over the {h.words} in {h.place} amid {tail}.")
        )
    title = f"{told[0].actor} and {told[0].recipient}: report {n} on the {told[0].words}"
    text = "\n".join((title, *(sentence for _, _, sentence in parts)))
    content = text.encode()
    url = f"https://news{random_.randint(1, 60)}.example/{n}"
    page = Page(id=str(n), content=content, media="text/plain", origin=url, url=url, published=day)
    sha256 = hashlib.sha256(content).hexdigest()
    article = Article(
        id=article_key(sha256), text=text, title=Span.of(text, 0, len(title)), paragraphs=(Paragraph(start=0, end=len(text)),),
        published=day, published_basis="given", published_reason="it was given", dates=(), sha256=sha256, url=url,
    )  # fmt: skip
    report = Report(id=article.id, url=url, title=title, published=day, published_basis="given", sha256=sha256)
    records, at = [], len(title) + 1
    for h, trigger, sentence in parts:
        records.append((h, _record(text, report, h, trigger, Span.of(text, at, at + len(sentence)))))
        at += len(sentence) + 1
    return page, article, records


def _record(text: str, report: Report, h: _Happening, trigger: str, sentence: Span) -> EventRecord:
    def found(words: str, after: int) -> Span:
        at = text.index(words, after)
        return Span.of(text, at, at + len(words))

    def person(name: str, span: Span) -> Participant:
        code = COUNTRIES[name]
        return Participant(
            start=span.start, end=span.end, text=span.text, code=code, sector="GOV", name=name, why="country"
        )

    actor = found(h.actor, sentence.start)
    action = found(trigger, actor.end)
    recipient = found(h.recipient, action.end)
    place = found(h.place, recipient.end)
    return EventRecord(
        id=record_id(report.sha256, action.start, action.end, h.kind), report=report, sentence=sentence, trigger=action,
        type=h.kind, mode=None, quad=ontology.quad(h.kind), score=ontology.score(h.kind), cameo=ontology.cameo(h.kind),
        status="actual", actors=(person(h.actor, actor),), recipients=(person(h.recipient, recipient),),
        when=When(start=h.day, end=h.day, grain="day", basis="expression", span=None, anchor=None, rule="synthesis"),
        where=Where(span=place, name=h.place, country=COUNTRIES[h.place], admin1=None, lat=None, lon=None, geonames=None),
        source=None, killed=None, wounded=None, contexts=("diplomatic",), foreign=False,
        confidence=Confidence(record=0.8, type=0.9, actors=0.9, recipients=0.9),
        versions=Versions(lapwing="0", model="synthesis", knowledge="0"),
        trace=("type: as it was made", "actor: as it was made", "recipient: as it was made", "when: as it was made"),
    )  # fmt: skip


def _write(connection: Connection, made: list[Made]) -> None:
    """Writes reports and the events of their records; a happening that goes on in the next part is another event there."""
    pages, articles, bands, records, keys = [], [], [], [], []
    groups: dict[int, list[EventRecord]] = {}
    for page, article, told in made:
        key = page_key(page)
        own = [record for _, record in told]
        profile = pack(rule.profile(own))
        sketch = duplicates.sketch(article)
        pages.append(
            {**page_row(key, page), "article_id": article.id, "read_as": article.published, "stamp": "synthesis"}
        )
        articles.append({**article_row(key, article), "words": sketch.words, "profile": profile})
        bands += [{"band": band, "article_id": article.id} for band in set(sketch.bands)]
        for happening, record in told:
            row = record_row(Kept(coded=record))
            records.append(row)
            keys += key_rows(record.id, row["body"], False)
            groups.setdefault(id(happening), []).append(record)
    events = [assemble.event_of(group, {}) for group in groups.values()]
    event_of = {name: event.id for event in events for name in event.records}
    for row in records:
        row["event_id"] = event_of[row["id"]]
    dyads = [row for event in events for row in joining.dyads(event, False)]
    rows = (
        (schema.articles, articles), (schema.pages, pages), (schema.bands, bands),
        (schema.events, [joining.event_row(event, False) for event in events]), (schema.records, records),
        (schema.keys, keys), (schema.dyads, dyads), (schema.links, _links(events)),
    )  # fmt: skip
    for table, values in rows:
        if values:
            connection.execute(sa.insert(table), values)


def _links(events: list[Event]) -> list[dict[str, str]]:
    """The records of an event as a chain: as few links as hold it together."""
    found = []
    for event in events:
        for a, b in zip(event.records, event.records[1:], strict=False):
            found += [{"record_id": a, "other_id": b}, {"record_id": b, "other_id": a}]
    return found
