"""Reports for archives: plain sentences, and records read from them by a pattern; no model, no spaCy."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import random
import re
from collections.abc import Iterator

from lapwing.archive.documents import Document
from lapwing.archive.store import Archive
from lapwing.core.settings import Settings
from lapwing.core.spans import Span
from lapwing.knowledge import ontology
from lapwing.pipeline.outcome import Coded
from lapwing.records.article import Article, Paragraph
from lapwing.records.event import Confidence, EventRecord, Participant, Report, Versions, When, Where, record_id
from lapwing.records.page import Failure, Page

CODES = {
    "Iraq": "IRQ", "Iran": "IRN", "France": "FRA", "Syria": "SYR", "Turkey": "TUR", "Egypt": "EGY", "Russia": "RUS",
    "Ukraine": "UKR", "Israel": "ISR", "Lebanon": "LBN",
}  # fmt: skip
TYPES = {"attacked": "ASSAULT", "accused": "ACCUSE", "aided": "AID", "met": "CONSULT", "threatened": "THREATEN"}
PLACES = {"Basra": ("IRQ", 30.5, 47.8), "Paris": ("FRA", 48.9, 2.3), "Aleppo": ("SYR", 36.2, 37.1)}
DAY = dt.date(2020, 1, 12)
STAMP = "test 1"

_DEED = re.compile(
    rf"({'|'.join(CODES)}) ({'|'.join(TYPES)}) ({'|'.join(CODES)})(?: in ({'|'.join(PLACES)}))?(?:, killing (\d+))?"
)
_SENTENCE = re.compile(r"[^.]+\.")


def page(text: str, *, published: dt.date | None = DAY, url: str | None = None, origin: str = "report.txt") -> Page:
    content = text.encode()
    name = hashlib.sha256(content).hexdigest()[:16]
    return Page(id=name, content=content, media="text/plain", origin=origin, url=url, published=published)


def article(page: Page) -> Article:
    text = page.content.decode()
    return Article(
        id=page.id,
        text=text,
        title=None,
        paragraphs=(Paragraph(start=0, end=len(text)),),
        published=page.published,
        published_basis="given" if page.published else "none",
        published_reason="it was given",
        dates=(),
        sha256=hashlib.sha256(page.content).hexdigest(),
        url=page.url,
        origin=page.origin,
    )


def records(report: Article, *, version: str = "1") -> tuple[EventRecord, ...]:
    """The deeds of a text. Version 2 takes an accusation for a threat, and does not see aid."""
    found = []
    for sentence in _SENTENCE.finditer(report.text):
        start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        for deed in _DEED.finditer(report.text, start, sentence.end()):
            kind = TYPES[deed[2]]
            if version == "2" and kind == "AID":
                continue
            if version == "2" and kind == "ACCUSE":
                kind = "THREATEN"
            found.append(_record(report, Span.of(report.text, start, sentence.end()), deed, kind, version))
    return tuple(found)


def _record(report: Article, sentence: Span, deed: re.Match[str], kind: str, version: str) -> EventRecord:
    def person(group: int) -> Participant:
        name = deed[group]
        return Participant(
            start=deed.start(group),
            end=deed.end(group),
            text=name,
            code=CODES[name],
            sector="GOV",
            name=name,
            why="country",
        )

    place = None
    if deed[4]:
        country, lat, lon = PLACES[deed[4]]
        span = Span.of(report.text, deed.start(4), deed.end(4))
        place = Where(span=span, name=deed[4], country=country, admin1=None, lat=lat, lon=lon, geonames=None)
    day = report.published
    when = None
    if day:
        when = When(
            start=day, end=day, grain="day", basis="publication", span=None, anchor=day, rule="publication date"
        )
    return EventRecord(
        id=record_id(report.sha256, deed.start(2), deed.end(2), kind),
        report=Report(
            id=report.id, url=report.url, title=None, published=report.published,
            published_basis=report.published_basis, sha256=report.sha256,
        ),
        sentence=sentence, trigger=Span.of(report.text, deed.start(2), deed.end(2)), type=kind, mode=None,
        quad=ontology.quad(kind), score=ontology.score(kind), cameo=ontology.cameo(kind), status="actual",
        actors=(person(1),), recipients=(person(3),), when=when, where=place, source=None,
        killed=(int(deed[5]), int(deed[5])) if deed[5] else None, wounded=None, contexts=(), foreign=False,
        confidence=Confidence(record=0.8, type=0.9, actors=0.9, recipients=0.9),
        versions=Versions(lapwing="0", model=version, knowledge="0"), trace=("type: the verb says so",),
    )  # fmt: skip


def document(source: str | Page, *, version: str = "1", **given: object) -> Document:
    """A document as the coder gives it."""
    source = page(source, **given) if isinstance(source, str) else source  # type: ignore[arg-type]
    report = article(source)
    return Document(page=source, article=report, records=records(report, version=version), stamp=f"test {version}")


class Coder:
    """Codes pages as the coder of the pipeline does; a text with REFUSE in it cannot be read."""

    version = "1"

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def code_page(self, page: Page) -> Coded:
        if b"REFUSE" in page.content:
            failure = Failure(id=page.id, origin=page.origin, stage="extract", reason="no text in it")
            return Coded(id=page.id, origin=page.origin, failure=failure)
        report = article(page)
        found = records(report, version=self.version)
        return Coded(id=page.id, origin=page.origin, article=report, records=found, size=len(page.content))


class NewerCoder(Coder):
    version = "2"


_FILLER = """The ministry said nothing more that day. Markets were closed for the holiday and the streets were quiet. Envoys left
the capital in the evening by car. A storm had cut the power in three provinces. Schools will open again next week. Officials
counted the damage until late at night. The harbour was empty of ships. Farmers waited for rain in the south of the country.
Nobody answered the telephone at the embassy. The bridge over the river was closed for repair.""".split(". ")


def texts(number: int, seed: int = 7) -> list[str]:
    """Texts about few happenings, so that many tell of the same; some are copies of another with a word changed."""
    random_ = random.Random(seed)
    found: list[str] = []
    for n in range(number):
        if found and n % 5 == 4:
            found.append(random_.choice(found).replace("The ministry", "A ministry") + f" Update {n}.")
            continue
        sentences = []
        for _ in range(random_.randint(1, 4)):
            actor, recipient = random_.sample(sorted(CODES)[:5], 2)
            place = random_.choice([*PLACES, ""])
            killed = random_.choice(["", f", killing {random_.randint(2, 4)}"])
            sentences.append(
                f"{actor} {random_.choice(sorted(TYPES))} {recipient}{f' in {place}' if place else ''}{killed}."
            )
        filler = random_.sample(_FILLER, 4)
        found.append(" ".join(itertools.chain(sentences, (f"{f.strip().rstrip('.')}." for f in filler))))
    return found


def batch(number: int, seed: int = 7) -> list[Document]:
    """Documents of `texts` over a few days; some texts come twice, with another date."""
    days = itertools.cycle([DAY, DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=9)])
    found = [document(text, published=next(days), origin=f"{n}.txt") for n, text in enumerate(texts(number, seed))]
    again = [document(d.page.content.decode(), published=DAY, url="https://example.org/a") for d in found[::7]]
    return found + again


def loaded(archive: Archive, documents: list[Document]) -> Archive:
    """The archive with documents put in one by one."""
    run = archive.begin("test", STAMP)
    for one in documents:
        archive.put([one], run)
    archive.finish(run)
    return archive


def pages(documents: list[Document]) -> Iterator[Page]:
    return (one.page for one in documents)
