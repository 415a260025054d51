"""`lapwing why-merged` and `lapwing why-not`: how the rule of events counted, line by line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from lapwing.archive.store import Archive
from lapwing.core.errors import InputError
from lapwing.records.event import EventRecord
from lapwing.records.story import Event, copy_groups
from lapwing.stories.audit import Apart, Merged, Pair, why_merged, why_not
from lapwing.stories.reconcile import Comparison, reconcile
from lapwing.stories.rules import FILE, EventRule
from lapwing.stories.rules import load as load_rules
from lapwing.views.cli.accounts import day, what, who_to_whom
from lapwing.views.cli.material import load
from lapwing.views.cli.table import MAX_WIDTH, STYLES
from lapwing.views.cli.words import Mark, indented, marked, one_line

_STEP = 5
"""Columns that what belongs to a numbered line is moved in by."""


def command(options: argparse.Namespace) -> int:
    """Prints why the records of an event are one, or why two records are not."""
    rule = load_rules(Path(options.rules) if options.rules else FILE).events
    console = Console(highlight=False, markup=False, emoji=False)
    lines, status = _merged(options, rule, console) if options.asked == "merged" else _apart(options, rule, console)
    width = min(console.width, MAX_WIDTH)
    for first, text in lines:
        console.print(indented(text, console, width=width, by=_STEP, first=first))
    return status


Lines = Iterator[tuple[Text, Text]]
"""What stands in the margin, and the line."""


def _merged(options: argparse.Namespace, rule: EventRule, console: Console) -> tuple[Lines, int]:
    if options.archive and not options.inputs:
        with Archive.open(options.archive) as archive:
            event = archive.event(options.event)
            comparison, status = _of_archive(archive, event.records, rule), 0
    else:
        material = load(options)
        events = material.events
        if options.rules:
            events = reconcile(material.records.values(), copy_groups(material.copies), rule=rule)
        event = _named(events, options.event)
        inside, context = _split(material.records, event.records)
        comparison, status = (
            Comparison(inside, copy_groups(material.copies), context=context, rule=rule),
            material.status(),
        )
    return _show_merged(event, comparison, why_merged(comparison, event.records), console), status


def _apart(options: argparse.Namespace, rule: EventRule, console: Console) -> tuple[Lines, int]:
    if options.archive and not options.inputs:
        with Archive.open(options.archive) as archive:
            a, b = archive.record(options.a).id, archive.record(options.b).id
            events = [event for name in (a, b) if (event := archive.event_of(name))]
            names = {name for event in events for name in event.records} | {a, b}
            comparison, status = _of_archive(archive, sorted(names), rule), 0
    else:
        material = load(options)
        a, b = (_record(material.records, name) for name in (options.a, options.b))
        events = list(material.events)
        if options.rules:
            events = list(reconcile(material.records.values(), copy_groups(material.copies), rule=rule))
        names = {name for event in events if {a, b} & set(event.records) for name in event.records}
        inside, context = _split(material.records, sorted(names))
        comparison, status = (
            Comparison(inside, copy_groups(material.copies), context=context, rule=rule),
            material.status(),
        )
    if a == b:
        raise InputError("this is one record", a, "Name two")
    left, right = (next((e.records for e in events if name in e.records), (name,)) for name in (a, b))
    return _show_apart(comparison, why_not(comparison, a, b, left, right), console), status


def _of_archive(archive: Archive, names: Sequence[str], rule: EventRule) -> Comparison:
    """These records ready to be compared, with the others of their reports."""
    records = {record.id: record for record in archive.records(names)}
    reports = sorted({record.report.id for record in records.values()})
    context = [other for report in reports for other in archive.records_of_report(report) if other.id not in records]
    return Comparison(records.values(), copy_groups(archive.copies_among(reports)), context=context, rule=rule)


def _split(records: Mapping[str, EventRecord], names: Iterable[str]) -> tuple[list[EventRecord], list[EventRecord]]:
    inside = [records[name] for name in names]
    reports, own = {r.report.id for r in inside}, {r.id for r in inside}
    return inside, [r for r in records.values() if r.report.id in reports and r.id not in own]


def _named(events: Iterable[Event], name: str) -> Event:
    found = [event for event in events if event.id.startswith(name)]
    if len(found) != 1:
        raise InputError(
            "there is no such event" if not found else f"{len(found)} events begin so", name, "See `lapwing events`"
        )
    return found[0]


def _record(records: Mapping[str, EventRecord], name: str) -> str:
    found = [id for id in records if id.startswith(name)]
    if name in records:
        return name
    if len(found) != 1:
        raise InputError(
            "there is no such record" if not found else f"{len(found)} records begin so", name, "See `lapwing code`"
        )
    return found[0]


def _show_merged(event: Event, comparison: Comparison, merged: Merged, console: Console) -> Lines:
    yield Text(), Text(" · ", "dim").join([what(event), who_to_whom(event), day(event), Text(event.id, "dim")])
    numbers = {record: n for n, record in enumerate(event.records, 1)}
    yield from _told(comparison, event.records, numbers, console)
    if not merged.steps and len(event.records) == 1:
        yield Text(), Text("One record: nothing was merged.")
    for step in merged.steps:
        yield Text(), Text()
        names = [" ".join(str(n) for n in sorted(numbers[r] for r in side)) for side in (step.left, step.right)]
        head = f"{names[0]} and {names[1]}: {_mean(step.mean)}"
        yield Text(), Text(head, "bold")
        yield from _counted(step.best, numbers)
        if (step.worst.a, step.worst.b) != (step.best.a, step.best.b):
            yield from _counted(step.worst, numbers, " (the weakest pair)")
    if len(merged.apart) > 1:
        parts = " | ".join(" ".join(str(n) for n in sorted(numbers[r] for r in part)) for part in merged.apart)
        yield Text(), Text(f"The rule alone leaves these apart: {parts}. A correction holds them together.")


def _show_apart(comparison: Comparison, found: Apart, console: Console) -> Lines:
    members = list(dict.fromkeys((found.pair.a, found.pair.b, *found.left, *found.right)))
    numbers = {record: n for n, record in enumerate(members, 1)}
    shown = {found.pair.a, found.pair.b, found.worst.a, found.worst.b}
    yield from _told(comparison, [m for m in members if m in shown], numbers, console)
    yield Text(), Text()
    yield from _counted(found.pair, numbers)
    if found.together:
        yield Text(), Text("They are one event; `lapwing why-merged` shows how it came together.", "bold")
    elif not found.compared:
        yield (
            Text(),
            Text(
                "They are never compared: no participant, place, name or action in one month is common to both.", "bold"
            ),
        )
    elif found.pair.points < found.pair.needed and len(found.left) == len(found.right) == 1:
        yield Text(), Text(f"They are not one event: {found.pair.needed - found.pair.points} points too few.", "bold")
    elif found.mean < 0:
        sizes = f"{len(found.left)} and {len(found.right)} records"
        yield Text(), Text(f"Their events ({sizes}) are not one: {_mean(found.mean)}.", "bold")
        if {found.worst.a, found.worst.b} != {found.pair.a, found.pair.b}:
            yield from _counted(found.worst, numbers, " (the weakest pair)")
    else:
        yield Text(), Text("The rule would join their events; a correction keeps them apart.", "bold")


def _told(comparison: Comparison, names: Sequence[str], numbers: Mapping[str, int], console: Console) -> Lines:
    brackets = console.no_color or not console.is_terminal
    for name in names:
        record = comparison.records[name]
        published = record.report.published.isoformat() if record.report.published else "no date"
        title = one_line(record.report.title or record.report.id)
        yield Text(f"{numbers[name]:>3}  ", "bold"), Text(f"{published} · {title} · {record.id}", "dim")
        trigger = Mark(record.trigger, record.type, f"bold reverse {STYLES.get(record.quad, '')}".strip())
        yield Text(), marked(record.sentence.text, record.sentence.start, [trigger], brackets=brackets)


def _counted(pair: Pair, numbers: Mapping[str, int], remark: str = "") -> Lines:
    a, b = sorted((numbers[pair.a], numbers[pair.b]))
    told = [
        f"{f.line} {f.level} {f.points:+d}" for f in sorted(pair.findings, key=lambda f: -abs(f.points)) if f.points
    ]
    yield Text(), Text(f"{a} with {b}{remark}: {pair.points} of {pair.needed} points. {', '.join(told)}")


def _mean(mean: float) -> str:
    return f"{abs(mean):.0f} points {'more than needed' if mean >= 0 else 'too few'}, on average over all pairs"
