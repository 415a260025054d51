"""One event for eyes: what, who says so, and where the accounts differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.text import Text

from lapwing.records.event import EventRecord
from lapwing.records.story import Account, Claim, Difference, Event
from lapwing.stories import accounts_values as values
from lapwing.stories.accounts_compare import Compared
from lapwing.stories.accounts_differ import UNSAID
from lapwing.views.cli.table import DATE_WIDTH, STYLES
from lapwing.views.cli.words import Mark, indented, marked, one_line

FIELDS = {
    "status": "whether",
    "actors": "by whom",
    "recipients": "to whom",
    "killed": "killed",
    "wounded": "wounded",
    "when": "when",
    "where": "where",
}
"""What a field is called."""

KINDS = {
    "conflict": ("accounts conflict", "bold red"),
    "denied": ("denied", "bold magenta"),
    "vaguer": ("some accounts are vaguer", "yellow"),
    "not mentioned": ("not mentioned by all", "cyan"),
}
"""What a kind of difference is called, and its colour."""

_VERBS = {"asserts": "", "denies": " denies", "doubts": " doubts"}


class Sheet:
    """An event with its accounts and differences.

    Args:
        compared: the event.
        records: by id; a difference may name records of other events.
        console: knows colours and the width of characters.
        width: columns.
    """

    def __init__(self, compared: Compared, records: Mapping[str, EventRecord], console: Console, width: int) -> None:
        self.event, self.accounts, self.differences = compared.event, compared.accounts, compared.differences
        self._records, self._console, self._width = records, console, width
        self._by_record = {account.record: account for account in compared.accounts}

    def lines(self, *, accounts: bool) -> Iterator[Text]:
        """The heading, the differences, and, if asked for, every account with its sentence."""
        yield self._line(who_to_whom(self.event), DATE_WIDTH, day(self.event))
        yield self._line(self._what(), DATE_WIDTH)
        for difference in self.differences:
            yield from self._difference(difference)
        if accounts:
            for account in self.accounts:
                yield from self._account(account)

    def _what(self) -> Text:
        event = self.event
        parts = [what(event)]
        if event.status != "actual":
            parts.append(Text(event.status, "italic"))
        if event.where:
            parts.append(Text(f"in {one_line(values.show_place(event.where))}"))
        parts.append(Text(f"{_count(len(event.records), 'account')} in {_count(event.independent, 'report')}"))
        if copies := len(event.reports) - event.independent:
            parts.append(Text(f"and {copies} {'copy' if copies == 1 else 'copies'}"))
        parts.append(Text(event.id[:8], "dim"))
        return Text(" · ", "dim").join(parts)

    def _difference(self, difference: Difference) -> Iterator[Text]:
        kind, style = KINDS[difference.kind]
        head = Text.assemble((FIELDS[difference.field], "bold"), ": ", (kind, style))
        yield self._line(head, DATE_WIDTH)
        labels = [_label(claim, difference) for claim in difference.claims]
        column = min(max(map(len, labels)), 30) + 2
        for claim, label in zip(difference.claims, labels, strict=True):
            first = Text.assemble(" " * (DATE_WIDTH + 2), (label, "" if claim.value else "italic"))
            yield self._line(Text(self._tellers(claim), "dim"), DATE_WIDTH + 2 + column, first)

    def _tellers(self, claim: Claim) -> str:
        """Who says so, by report: `Turkey, the Turkish defence ministry (Harbour Courier)`."""
        by_report: dict[str, list[str]] = {}
        for name in claim.records:
            by_report.setdefault(self._paper(name), []).append(self._teller(name))
        papers: dict[str, list[str]] = {}
        for paper, who in by_report.items():
            papers.setdefault(", ".join(dict.fromkeys(who)), []).append(paper)
        return "; ".join(f"{who} ({', '.join(found)})" for who, found in papers.items())

    def _teller(self, name: str) -> str:
        source = self._records[name].source
        if source is None:
            return "in its own voice"
        return one_line(source.text) if source.text else "somebody unnamed"

    def _paper(self, name: str) -> str:
        account = self._by_record.get(name)
        report = self._records[name].report
        if account is None:  # an account of the meeting in which this was said
            same = (a for a in self.accounts if a.report == report.id and a.publisher)
            account = next(same, None)
        return one_line((account and account.publisher) or _host(report.url) or report.title or report.id)

    def _account(self, account: Account) -> Iterator[Text]:
        record = self._records[account.record]
        when = account.published.isoformat() if account.published else "no date"
        line = Text.assemble((self._paper(account.record), "bold"), f", {when}")
        if account.voice == "own":
            line.append(" · in its own voice")
        else:
            unnamed = " (unnamed)" if account.voice == "anonymous" and account.source else ""
            line.append(f" · {self._teller(account.record)}{unnamed}{_VERBS[account.stance]}")
        if account.copy_of:
            line.append(" · copy of another report", "italic")
        yield self._line(line, DATE_WIDTH)
        brackets = self._console.no_color or not self._console.is_terminal
        trigger = Mark(record.trigger, "", f"bold reverse {STYLES.get(record.quad, '')}".strip())
        sentence = marked(record.sentence.text, record.sentence.start, [trigger], brackets=brackets)
        yield self._line(sentence, DATE_WIDTH + 2)

    def _line(self, text: Text, by: int, first: Text | None = None) -> Text:
        return indented(text, self._console, width=self._width, by=by, first=first)


def day(event: Event) -> Text:
    """The first day of an event, dim where it is only the day of a report."""
    if event.when is None:
        return Text("no date", "dim")
    return Text(event.when.start.isoformat(), "dim" if event.when_basis == "publication" else "")


def who_to_whom(event: Event) -> Text:
    """`Syria (MIL) → Turkey (MIL)`."""
    actors = one_line(values.show_people(event.actors)) or "(nobody named)"
    line = Text(actors, "bold" if event.actors else "dim")
    if event.recipients:
        line = Text.assemble(line, (" → ", "bold"), (one_line(values.show_people(event.recipients)), "bold"))
    return line


def what(event: Event) -> Text:
    """Type and mode in the colour of the quad class."""
    style = STYLES.get(event.quad, "")
    return Text.assemble((event.type, f"bold {style}"), (f" {event.mode}" if event.mode else "", style))


def _label(claim: Claim, difference: Difference) -> str:
    if claim.value == UNSAID:
        return "not mentioned"
    if difference.field == "status":
        return {"actual": "it happened", "planned": "it will happen", "denied": "it did not"}.get(
            claim.value, claim.value
        )
    return one_line(claim.value)


def _host(url: str | None) -> str | None:
    return url.split("/")[2].removeprefix("www.") if url and url.count("/") > 1 else None


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
