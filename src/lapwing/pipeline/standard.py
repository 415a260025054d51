"""The standard composition: our stages, loaded and ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Doc

from lapwing import articles, language
from lapwing.core.errors import InputError
from lapwing.core.settings import Settings
from lapwing.events import assemble, detect
from lapwing.events import relate as pairs
from lapwing.mentions import attributions, quantities, times
from lapwing.mentions.actors import Cast
from lapwing.mentions.places import Atlas
from lapwing.models.load import load as load_model
from lapwing.pipeline.coder import Coder
from lapwing.pipeline.outcome import Coded
from lapwing.pipeline.runners import run
from lapwing.pipeline.stages import Stages
from lapwing.records.event import EventRecord
from lapwing.records.relation import Relation
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


def relate(text: str, *, actor: str | tuple[int, int], recipient: str | tuple[int, int]) -> Relation:
    """What the text says that the actor does to the recipient: a probability for each type of action, and for none.

    Only the sentence that holds both is read; the end of a line ends a sentence, too.

    Args:
        text: a sentence, or a text with it.
        actor: who does it: whole words that occur once in the text, or their range of characters `(start, end)`.
        recipient: to whom, likewise.

    Raises:
        InputError: the words are not in the text, or several times; the range is no part of it or holds no word; the two overlap
            or do not stand in one sentence.
        ModelError: the trained files cannot be loaded.
    """
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise InputError("a character of the text is half of a surrogate pair", "<text>", "Decode the text anew")
    one, two = pairs.locate(text, actor, "actor"), pairs.locate(text, recipient, "recipient")
    return pairs.relate(load_model(), annotate(text), one, two)
