"""The coder: takes one document through all stages."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.core.errors import InputError, LapwingError
from lapwing.core.settings import Settings
from lapwing.core.spans import Span
from lapwing.pipeline.outcome import Coded, Reading
from lapwing.pipeline.stages import Stages
from lapwing.records.article import Article
from lapwing.records.event import EventRecord
from lapwing.records.mention import EventMention
from lapwing.records.page import Failure, Page
from lapwing.sources import read
from lapwing.sources.media import sniff

if TYPE_CHECKING:
    from spacy.tokens import Doc

log = logging.getLogger("lapwing")


class Coder:
    """Turns documents into event records.

    Args:
        stages: the functions that do the work; `lapwing.load` gives a coder with ours.
        settings: how to read and code.
    """

    def __init__(self, stages: Stages, settings: Settings | None = None) -> None:
        self.stages = stages
        self.settings = settings or Settings()

    def code(self, source: str | bytes | Path, *, published: dt.date | None = None) -> tuple[EventRecord, ...]:
        """The records of one document, in text order.

        Args:
            source: a text; the bytes of a page (HTML, JSON or text, found out by looking); or the path of a file.
            published: its publication date, where it does not say so itself or says it wrongly.

        Raises:
            InputError: the document cannot be read.
        """
        return self._kept(self.read(self.page(source, published=published)))

    def page(self, source: str | bytes | Path, *, published: dt.date | None = None) -> Page:
        """The page that `code` makes of a source.

        Raises:
            InputError: the source cannot be read, is no valid Unicode, or holds more than one document.
        """
        published = published or self.settings.published
        if isinstance(source, Path):
            pages = list(read([str(source)], published=published, media=self.settings.media))
            if len(pages) != 1:
                raise InputError(f"there are {len(pages)} documents in it", str(source), "Use lapwing.code_all")
            if isinstance(pages[0], Failure):
                raise InputError(pages[0].reason, pages[0].origin)
            return pages[0]
        try:
            content = source.encode("utf-8") if isinstance(source, str) else source
        except UnicodeEncodeError as error:
            raise InputError(
                f"character {error.start} of the text is half of a surrogate pair", "<text>", "Decode the text anew"
            ) from error
        media = self.settings.media or ("text/plain" if isinstance(source, str) else sniff(content))
        return Page(
            id=hashlib.sha256(content).hexdigest()[:16],
            content=content,
            media=media,
            origin="<text>",
            published=published,
            encoding="utf-8" if isinstance(source, str) else None,
        )

    def code_page(self, page: Page) -> Coded:
        """The records of one page. Never raises for what is wrong with the page: that is told by `failure`."""
        at = _Place()
        try:
            reading = self.read(page, at)
        except LapwingError as error:
            return self._failed(page, at, str(error).removeprefix(f"{page.origin}: "))
        except Exception as error:  # a batch goes on, whatever one document does to a stage
            log.debug("%s: stage %s", page.origin, at.stage, exc_info=True)
            return self._failed(page, at, f"unexpected {type(error).__name__}: {error}; please report it")
        records = self._kept(reading)
        notes = list(reading.article.notes)
        if left_out := len(reading.pairs) - len(records):
            notes.append(f"{left_out} records below confidence {self.settings.min_confidence:g} left out")
        if not reading.pairs:
            notes.append(f"no event in {len(reading.sentences)} sentences; `lapwing explain` says why")
        return Coded(
            id=page.id,
            origin=page.origin,
            article=reading.article,
            records=records,
            notes=tuple(notes),
            size=len(page.content),
            words=len(reading.doc),
        )

    def read(self, page: Page, at: _Place | None = None) -> Reading:
        """Everything that is read out of one page, records of every confidence included.

        Raises:
            InputError: the page cannot be read.
        """
        at = at or _Place()
        at.stage = "extract"
        article = self.stages.extract(page)
        at.stage = "annotate"
        doc = self.stages.annotate(article)
        at.stage = "detect"
        events = sorted(self.stages.detect(doc, article), key=_position)
        return Reading(
            article=article,
            doc=doc,
            sentences=_sentences(doc, article),
            pairs=tuple(self._resolve(article, doc, events, at)),
        )

    def explain(self, page: Page) -> Reading:
        """As `read`, with the reason for each sentence that gave no record.

        Raises:
            InputError: the page cannot be read.
        """
        reading = self.read(page)
        return replace(reading, rejected=self.stages.rejected(reading.doc, reading.article))

    def annotate(self, page: Page) -> Doc:
        """Sentences, words, syntax and entities of one page.

        Raises:
            InputError: the page cannot be read.
        """
        return self.stages.annotate(self.stages.extract(page))

    def _resolve(
        self, article: Article, doc: Doc, events: list[EventMention], at: _Place
    ) -> list[tuple[EventMention, EventRecord]]:
        """Resolves what each event's words mean, and writes its record."""
        if not events:
            return []
        stages, published = self.stages, article.published
        at.stage = "times"
        times = stages.find_times(doc, published)
        at.stage = "actors"
        cast = stages.cast(doc, article)
        at.stage = "places"
        atlas = stages.atlas(doc, article)
        at.stage = "quantities"
        quantities = stages.find_quantities(doc)
        pairs = []
        for event in events:
            at.stage = "times"
            when = stages.choose_time(event, doc, times)
            # Offices change hands: who "the foreign minister" is depends on the day of the action, not of the report.
            on = when.interval.start if when and when.interval else published
            at.stage = "actors"
            actors = tuple(cast.resolve(r.span, "actor", on) for r in event.roles if r.role == "actor")
            recipients = tuple(cast.resolve(r.span, "recipient", on) for r in event.roles if r.role == "recipient")
            at.stage = "places"
            where = atlas.choose(event)
            at.stage = "attributions"
            attribution = stages.attribute(event, doc, article)
            at.stage = "actors"
            speaker = attribution.source if attribution else None
            attributed_to = cast.resolve(speaker, "source", published) if speaker else None
            at.stage = "quantities"
            numbers = stages.choose_quantities(event, doc, quantities)
            at.stage = "assemble"
            record = stages.assemble(
                article, event, actors, recipients, when, where, attribution, attributed_to, numbers
            )
            pairs.append((event, record))
        return pairs

    def _kept(self, reading: Reading) -> tuple[EventRecord, ...]:
        least = self.settings.min_confidence
        return tuple(record for _, record in reading.pairs if record.confidence.record >= least)

    def _failed(self, page: Page, at: _Place, reason: str) -> Coded:
        one_line = " ".join(reason.split())
        failure = Failure(id=page.id, origin=page.origin, stage=at.stage, reason=one_line)
        return Coded(id=page.id, origin=page.origin, failure=failure, size=len(page.content))


class _Place:
    """Where in the pipeline a document is, so that a failure can name its stage."""

    stage = "read"


def _position(event: EventMention) -> tuple[int, int, str]:
    return event.trigger.start, event.trigger.end, event.type


def _sentences(doc: Doc, article: Article) -> tuple[Span, ...]:
    """The sentences of the doc; its paragraphs where it has no sentence boundaries."""
    if doc.has_annotation("SENT_START"):
        ranges = [(s.start_char, s.end_char) for s in doc.sents]
    else:
        ranges = [(p.start, p.end) for p in article.paragraphs]
    spans = []
    for start, end in ranges:
        words = article.text[start:end].strip()
        if words:
            start = article.text.index(words, start)
            spans.append(Span.of(article.text, start, start + len(words)))
    return tuple(spans)
