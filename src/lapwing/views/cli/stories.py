"""`lapwing stories`: events that lead to one another, with their actors and their course."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping

import msgspec
from rich.console import Console
from rich.text import Text

from lapwing.records.event import EventRecord
from lapwing.records.story import Event, Link, Story
from lapwing.stories import accounts_values as values
from lapwing.stories.thread import stories
from lapwing.views.cli.accounts import day, what, who_to_whom
from lapwing.views.cli.material import load, wanted
from lapwing.views.cli.table import DATE_WIDTH, MAX_WIDTH
from lapwing.views.cli.words import indented, one_line

_ACTORS = 6
"""Actors named in a heading; the others are counted."""


def command(options: argparse.Namespace) -> int:
    """Prints the stories in which an event that is asked for takes part."""
    material = load(options)
    events = {event.id: event for event in material.events}
    found = [
        story
        for story in stories(events.values(), material.records, least=options.least)
        if any(wanted(events[name], options) for name in story.events)
    ]
    if options.limit is not None:
        largest = sorted(found, key=lambda s: (-len(s.events), s.id))[: options.limit]
        found = [story for story in found if story in largest]
    if (options.format or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        encoder = msgspec.json.Encoder()
        for story in found:
            sys.stdout.buffer.write(encoder.encode(story) + b"\n")
        return material.status()
    console = Console(highlight=False, markup=False, emoji=False)
    width = min(console.width, MAX_WIDTH)
    for story in found:
        for text, by, first in lines(story, events, material.records, width):
            console.print(indented(text, console, width=width, by=by, first=first))
    told = sum(len(story.events) for story in found)
    console.print(Text(f"{len(found):,} stor{'y' if len(found) == 1 else 'ies'} of {told:,} events", "dim"))
    return material.status()


def lines(
    story: Story, events: Mapping[str, Event], records: Mapping[str, EventRecord], width: int
) -> Iterator[tuple[Text, int, Text | None]]:
    """The paragraphs of a story, each with its indent and what stands there.

    Under an event stands what a text gives as its cause, with the words that say so.
    """
    yield Text(one_line(story.title), "bold"), 0, None
    actors = [one_line(values.show_party(party)) for party in story.actors]
    more = f" and {len(actors) - _ACTORS} more" if len(actors) > _ACTORS else ""
    span = f"{story.start} – {story.end}" if story.start != story.end else str(story.start)
    yield Text(f"{span} · {', '.join(actors[:_ACTORS])}{more}", "dim"), 0, None
    yield Text("─" * width, "dim"), 0, None
    causes: dict[str, list[Link]] = {}
    for link in story.links:
        causes.setdefault(link.effect, []).append(link)
    for name in story.events:
        event = events[name]
        yield who_to_whom(event), DATE_WIDTH, day(event)
        yield _what(event), DATE_WIDTH, None
        told: dict[str, list[str]] = {}
        for link in causes.get(name, ()):
            told.setdefault(link.cause, []).append(f"“{one_line(link.words.text)}”")
        for cause, words in told.items():
            quoted = ", ".join(dict.fromkeys(words))
            line = Text.assemble("↳ ", (quoted, "italic"), " ", _what(events[cause]), f", {day(events[cause]).plain}")
            yield line, DATE_WIDTH, None
    yield Text(""), 0, None


def _what(event: Event) -> Text:
    parts = [what(event)]
    if event.status != "actual":
        parts.append(Text(event.status, "italic"))
    if event.where:
        parts.append(Text(f"in {one_line(values.show_place(event.where))}"))
    parts.append(Text(event.id[:8], "dim"))
    return Text(" · ", "dim").join(parts)
