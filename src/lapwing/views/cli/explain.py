"""`lapwing explain`: sentence by sentence, which decision gave each field, and why a sentence gave no record."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from lapwing.core.settings import Settings
from lapwing.core.spans import Span, covers
from lapwing.pipeline.outcome import Reading
from lapwing.pipeline.standard import load
from lapwing.records.article import Article
from lapwing.records.event import EventRecord
from lapwing.records.mention import EventMention
from lapwing.views.cli.options import one_page, published
from lapwing.views.cli.table import MAX_WIDTH, STYLES
from lapwing.views.cli.words import Mark, indented, marked, one_line

ROLE_STYLES = {
    "actor": "bold magenta",
    "recipient": "bold blue",
    "when": "cyan",
    "where": "green",
    "source": "bold yellow",
    "killed": "red",
}
"""Colours of the roles."""


def command(options: argparse.Namespace) -> int:
    """Explains one document."""
    settings = Settings(published=published(options), media=options.media)
    coder = load(settings)
    reading = coder.explain(one_page(options, settings))
    console = Console(highlight=False, markup=False, emoji=False)
    width = min(console.width, MAX_WIDTH)
    for text, by, first in explained(reading, brackets=console.no_color or not console.is_terminal):
        console.print(indented(text, console, width=width, by=by, first=first))
    return 0


def explained(reading: Reading, *, brackets: bool) -> Iterator[tuple[Text, int, Text | None]]:
    """The paragraphs of the explanation, each with its indent and what stands there.

    Args:
        reading: what was read out of a document.
        brackets: whether spans are marked by brackets with the name of their role, besides colour.
    """
    for label, told in _about(reading.article):
        yield told, len(label), Text(label, "dim")
    reasons = {(span.start, span.end): reason for span, reason in reading.rejected}
    for number, sentence in enumerate(reading.sentences):
        pairs = [pair for pair in reading.pairs if covers(sentence, pair[1].trigger)]
        yield Text(""), 0, None
        place = Text(f"{number:>3} ", "dim")
        if not pairs:
            yield marked(sentence.text, sentence.start, (), brackets=False), 4, place
            yield Text(f"no record: {one_line(_reason(sentence, reading, reasons))}", "dim"), 4, None
        for nth, (event, record) in enumerate(pairs):
            line = marked(sentence.text, sentence.start, _marks(event, record), brackets=brackets)
            yield line, 4, place if nth == 0 else None
            yield from _decisions(event, record)


def _about(article: Article) -> Iterator[tuple[str, Text]]:
    yield "", Text(one_line(article.title.text if article.title else article.origin), "bold")
    date = article.published.isoformat() if article.published else "no date"
    yield "published  ", Text(f"{date} ({article.published_basis}): {one_line(article.published_reason)}")
    for candidate in article.dates:
        if candidate.rejected:
            found = f"{candidate.date.isoformat()} {one_line(candidate.origin)}"
            yield "not        ", Text(f"{found}: {one_line(candidate.rejected)}")
    for note in article.notes:
        yield "note       ", Text(one_line(note))


def _reason(sentence: Span, reading: Reading, reasons: dict[tuple[int, int], str]) -> str:
    exact = reasons.get((sentence.start, sentence.end))
    if exact:
        return exact
    # The detector may cut its sentences a little otherwise (a byline left out, a heading joined).
    near = [r for (start, end), r in reasons.items() if start < sentence.end and sentence.start < end]
    if near:
        return near[0]
    for paragraph in reading.article.paragraphs:
        if covers(paragraph, sentence) and paragraph.kind == "byline":
            return "a byline is not coded"
    return "the detector found nothing in it"


def _marks(event: EventMention, record: EventRecord) -> list[Mark]:
    """The trigger first, for it is never left out; then what the record says, then what the heads proposed."""
    marks = [Mark(record.trigger, record.type, f"bold reverse {STYLES.get(record.quad, '')}".strip())]
    marks += [Mark(p, "actor", ROLE_STYLES["actor"]) for p in record.actors]
    marks += [Mark(p, "recipient", ROLE_STYLES["recipient"]) for p in record.recipients]
    if record.when and record.when.span:
        marks.append(Mark(record.when.span, "when", ROLE_STYLES["when"]))
    if record.where:
        marks.append(Mark(record.where.span, "where", ROLE_STYLES["where"]))
    if record.source and record.source.start is not None and record.source.end is not None and record.source.text:
        span = Span(record.source.start, record.source.end, record.source.text)
        marks.append(Mark(span, "source", ROLE_STYLES["source"]))
    seen = {(m.span.start, m.span.end) for m in marks}
    for role in event.roles:
        if (role.span.start, role.span.end) not in seen:
            marks.append(Mark(role.span, f"{role.role}?", "dim"))
    return marks


def _decisions(event: EventMention, record: EventRecord) -> Iterator[tuple[Text, int, Text | None]]:
    head = Text(record.type, f"bold {STYLES.get(record.quad, '')}".strip())
    facts = [record.mode, record.status, f"score {record.score:+.1f}", f"confidence {record.confidence.record:.2f}"]
    head.append("".join(f" · {fact}" for fact in facts if fact), "not bold")
    yield head, 4, None
    # The record's trace holds the event's where the assembler passed it on; each line is told once.
    for line in dict.fromkeys((*event.trace, *record.trace)):
        yield Text(one_line(line)), 6, Text("    – ")
