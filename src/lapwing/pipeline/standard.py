"""The standard composition: our stages, loaded and ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Doc

from lapwing import articles, language
from lapwing.core.settings import Settings
from lapwing.events import assemble, detect
from lapwing.mentions import attributions, quantities, times
from lapwing.mentions.actors import Cast
from lapwing.mentions.places import Atlas
from lapwing.pipeline.coder import Coder
from lapwing.pipeline.outcome import Coded
from lapwing.pipeline.runners import run
from lapwing.pipeline.stages import Stages
from lapwing.records.event import EventRecord
from lapwing.sources import read


@lru_cache(maxsize=1)
def stages() -> Stages:
    """Our stages; the trained model is loaded once a process.

    Raises:
        ModelError: the trained files cannot be loaded.
        KnowledgeError: a knowledge file cannot be loaded.
    """
    return Stages(
        extract=articles.extract,
        annotate=language.load().annotate,
        detect=detect.detect,
        rejected=detect.rejected,
        find_times=times.find,
        choose_time=times.choose,
        cast=Cast,
        atlas=Atlas,
        find_quantities=quantities.find,
        choose_quantities=quantities.choose,
        attribute=attributions.attribute,
        assemble=assemble.assemble,
    )


def load(settings: Settings | None = None) -> Coder:
    """A coder with our stages.

    Raises:
        ModelError: the trained files cannot be loaded.
        KnowledgeError: a knowledge file cannot be loaded.
    """
    return Coder(stages(), settings)


def code(
    source: str | bytes | Path, *, published: dt.date | None = None, settings: Settings | None = None
) -> tuple[EventRecord, ...]:
    """The event records of one report, in text order.

    Args:
        source: a text; the bytes of a page (HTML, JSON or text, found out by looking); or the path of a file.
        published: its publication date, where it does not say so itself or says it wrongly.
        settings: how to read and code.

    Raises:
        InputError: the document cannot be read.
    """
    return load(settings).code(source, published=published)


def code_all(inputs: Iterable[str | Path], settings: Settings | None = None) -> Iterator[Coded]:
    """The outcomes of many documents, in order: their records, or the reason why there are none.

    Several processes take part when there is enough to do (`Settings.workers`); a script that calls this needs the
    usual `if __name__ == "__main__":`.

    Args:
        inputs: files (HTML, text, JSON lines), folders, or `-` for standard input.
        settings: how to read and code.
    """
    settings = settings or Settings()
    pages = read([str(name) for name in inputs], published=settings.published, media=settings.media)
    return run(pages, settings)


def annotate(text: str) -> Doc:
    """A text as a spaCy `Doc` with sentences, Universal Dependencies and entities."""
    return language.load().annotate_text(text)
