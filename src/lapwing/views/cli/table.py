"""The table: records for eyes, one report after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from lapwing.pipeline.outcome import Coded
from lapwing.records.event import EventRecord, Participant, When
from lapwing.views.cli.words import Mark, indented, marked, one_line

STYLES = {
    "verbal cooperation": "cyan",
    "material cooperation": "green",
    "verbal conflict": "yellow",
    "material conflict": "red",
}
"""Colour of each quad class."""

MAX_WIDTH = 100
"""Columns; longer lines of prose are hard to read."""


_STANCES = {"asserts": "according to {}", "denies": "denied by {}", "doubts": "alleged by {}"}

DATE_WIDTH = 12
"""Columns of the date, with the two that part it from the rest."""


class ReportTable:
    """The records of one report: a heading, then a row each with date, who → whom, what, where, source and sentence."""

    def __init__(self, coded: Coded) -> None:
        self._coded = coded

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Renders heading, notes and rows."""
        width = min(options.max_width, MAX_WIDTH)
        brackets = console.no_color or not console.is_terminal
        for line in _heading(self._coded):
            yield indented(line, console, width=width, by=0)
        yield Text("─" * width, "dim")
        for record in self._coded.records:
            # The date stands beside who, what and the sentence; its further lines (an end, "reported") beside theirs.
            dates = _date(record.when)
            accounts = (_who(record), _what(record), _sentence(record, brackets=brackets))
            for account, date in zip_longest(accounts, dates):
                if account is not None:
                    yield indented(account, console, width=width, by=DATE_WIDTH, first=date)
            yield Text("")


def _heading(coded: Coded) -> Iterator[Text]:
    report = coded.records[0].report if coded.records else None
    titled = report is not None and report.title
    yield Text(one_line(report.title if report and report.title else coded.origin), "bold")
    if report:
        when = f"published {report.published} ({report.published_basis})" if report.published else "without a date"
        yield Text(f"{one_line(coded.origin)} · {when}" if titled else when, "dim")
    for note in coded.notes:
        yield Text(f"note: {one_line(note)}", "dim")


def _date(when: When | None) -> list[Text]:
    """Up to three lines: first day, last day if it is another, and whether it is only the day of the report."""
    if when is None:
        return [Text("no date", "dim")]
    lines = [Text(when.start.isoformat())]
    if when.end != when.start:
        lines.append(Text(when.end.isoformat()))
    if when.basis == "publication":
        lines.append(Text("reported", "dim"))
    return lines


def _who(record: EventRecord) -> Text:
    line = _people(record.actors)
    if record.recipients:
        line = Text.assemble(line, (" → ", "bold"), _people(record.recipients))
    return line


def _people(people: Sequence[Participant]) -> Text:
    if not people:
        return Text("(nobody named)", "dim")
    named = []
    for person in people:
        code = " ".join(part for part in (person.code, person.sector) if part)
        named.append(Text.assemble((one_line(person.text), "bold"), (f" ({code or '?'})", "dim")))
    return Text(", ").join(named)


def _what(record: EventRecord) -> Text:
    style = STYLES.get(record.quad, "")
    line = Text.assemble((record.type, f"bold {style}"), (f" {record.mode}" if record.mode else "", style))
    parts = [line]
    if record.status != "actual":
        parts.append(Text(record.status, "italic"))
    for name in ("killed", "wounded"):
        if bounds := getattr(record, name):
            low, high = bounds
            parts.append(Text(f"{low if low == high else f'{low}–{high}'} {name}"))
    if record.where:
        place = one_line(record.where.name or record.where.span.text)
        country = record.where.country
        parts.append(Text(f"in {place}" + (f", {country}" if country else "")))
    if record.source:
        who = one_line(record.source.text) if record.source.text else "somebody unnamed"
        parts.append(Text(_STANCES[record.source.stance].format(who)))
    if record.foreign:
        parts.append(Text("another story on the page", "italic"))
    parts.append(Text(f"{record.confidence.record:.0%}", "dim"))
    return Text(" · ", "dim").join(parts)


def _sentence(record: EventRecord, *, brackets: bool) -> Text:
    trigger = Mark(record.trigger, "", f"bold reverse {STYLES.get(record.quad, '')}".strip())
    return marked(record.sentence.text, record.sentence.start, [trigger], brackets=brackets)
