"""Links: one event given by a text as the cause of another ("in retaliation for", "after", "in response")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from lapwing.core.spans import Span
from lapwing.records.event import EventRecord, Participant
from lapwing.records.story import Event, Link
from lapwing.stories.accounts import Records
from lapwing.stories.thread_rules import ThreadRules, load

_CLAUSE = re.compile(r"[;:.!?]|, |\band\b")
"""Where the words that name a cause end."""

_REACTIONS = ("ACCUSE", "SUPPORT", "REQUEST", "REJECT", "CONSULT", "CONCEDE")
"""Types whose object can be an event: "condemned the attack", "discussed the attack"."""

_OBJECT = re.compile(
    r"\s+(?:over |on |about |for )?(?:the|this|that|these|those|its|their|his|her)\s+(?:[\w-]+\s+){0,2}?$"
)
"""What may stand between such a trigger and the noun that takes up the event: a definite article and few words."""


def links(events: Iterable[Event], records: Records, *, rules: ThreadRules | None = None) -> tuple[Link, ...]:
    """The links that the sentences of records name, in the order of effect, cause and record.

    The cause is an event of the same sentence that stands where the words point; else the earlier event of the report
    that the noun there takes up ("the attack"): the one that has this noun as trigger, or else the one of a fitting type
    that the report has told most often. Where texts take two events in both orders, the order that more reports give
    stands, or none.

    Args:
        events: the events; each record of theirs has a home among them.
        records: by id; those of the events must be there.
        rules: those of the package by default.
    """
    rules = rules or load()
    home = {name: event for event in events for name in event.records}
    told = sorted((records[name] for name in home), key=lambda r: (r.report.id, r.trigger.start, r.id))
    found: dict[tuple[str, str], list[Link]] = {}
    for _, of_report in groupby(told, key=lambda r: r.report.id):
        for link in _Report(list(of_report), home, rules).links():
            found.setdefault((link.cause, link.effect), []).append(link)
    kept = [link for pair, told_by in found.items() if _stands(pair, found, records) for link in told_by]
    return tuple(sorted(kept, key=lambda link: (link.effect, link.cause, link.record, link.words)))


def stem(word: str) -> str:
    """A word without its commonest endings: "shelled", "shelling" and "shells" are one."""
    word = word.casefold()
    for ending in ("ings", "ing", "ers", "ed", "er", "es", "al", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _stands(pair: tuple[str, str], found: Mapping[tuple[str, str], Sequence[Link]], records: Records) -> bool:
    back = found.get((pair[1], pair[0]), ())
    return _reports(found[pair], records) > _reports(back, records)


def _reports(told: Iterable[Link], records: Records) -> int:
    return len({records[link.record].report.id for link in told})


class _Report:
    """The records of one report in text order."""

    def __init__(self, told: Sequence[EventRecord], home: Mapping[str, Event], rules: ThreadRules) -> None:
        self.told, self.home, self.rules = told, home, rules

    def links(self) -> Iterator[Link]:
        """The links of its sentences; each pair of events once a sentence."""
        for _, group in groupby(self.told, key=lambda r: (r.sentence.start, r.sentence.end)):
            here = list(group)
            seen: set[tuple[str, str]] = set()
            for cause, effect, words in self._of_sentence(here):
                pair = self.home[cause.id].id, self.home[effect.id].id
                if pair[0] != pair[1] and pair not in seen and _in_time(self.home[cause.id], self.home[effect.id]):
                    seen.add(pair)
                    yield Link(cause=pair[0], effect=pair[1], record=effect.id, words=words)

    def _of_sentence(self, here: Sequence[EventRecord]) -> Iterator[tuple[EventRecord, EventRecord, Span]]:
        sentence = here[0].sentence
        for direction, pattern in self.rules.cues.items():
            for match in pattern.finditer(sentence.text):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                find = {"after": self._cause_after, "before": self._cause_before, "earlier": self._cause_earlier}
                pair = find[direction](here, start, end)
                if pair:
                    yield *pair, Span(start, end, match[0])
        for record in here:
            yield from self._reaction(record)

    def _cause_after(self, here: Sequence[EventRecord], start: int, end: int) -> tuple[EventRecord, EventRecord] | None:
        """ "E in retaliation for C", "after C, E"."""
        sentence = here[0].sentence
        lead = sentence.text[: start - sentence.start].rstrip()
        opens = not lead or lead.endswith(",")
        limit = min(sentence.end, end + self.rules.reach)
        close = _CLAUSE.search(sentence.text[: limit - sentence.start], end - sentence.start)
        until = sentence.start + close.start() if close else limit
        before = [r for r in here if r.trigger.end <= start]
        beyond = [r for r in here if r.trigger.start >= until]
        effect = (beyond[0] if beyond else None) if opens else (before[-1] if before else None)
        if effect is None:
            return None
        named = [r for r in here if end <= r.trigger.start < until and r is not effect]
        cause = named[0] if named else self._taken_up(sentence, end, until, effect)
        return (cause, effect) if cause else None

    def _cause_before(
        self, here: Sequence[EventRecord], start: int, end: int
    ) -> tuple[EventRecord, EventRecord] | None:
        """ "C led to E"."""
        effect = next((r for r in here if r.trigger.start >= end), None)
        if effect is None:
            return None
        before = [r for r in here if r.trigger.end <= start]
        cause = before[-1] if before else self._taken_up(here[0].sentence, here[0].sentence.start, start, effect)
        return (cause, effect) if cause else None

    def _cause_earlier(
        self, here: Sequence[EventRecord], start: int, end: int
    ) -> tuple[EventRecord, EventRecord] | None:
        """ "In response, E": the cause is the last event told that one side of E did to the other, or suffered."""
        before = [r for r in here if r.trigger.end <= start or r.trigger.start <= start < r.trigger.end]
        effect = before[-1] if before else next((r for r in here if r.trigger.start >= end), None)
        if effect is None:
            return None
        mine, theirs = _codes(effect.actors), _codes(effect.recipients)
        hostile = [
            r
            for r in reversed(self._earlier(effect.sentence.start, effect))
            if r.quad.endswith("conflict") and (_codes(r.recipients) & mine or _codes(r.actors) & theirs)
        ]
        # What is told last may be words about the deed: "Turkey blamed Syria for the strike. In response, it …"
        deeds = [r for r in hostile if r.quad == "material conflict"]
        return (((deeds or hostile)[0]), effect) if hostile else None

    def _reaction(self, record: EventRecord) -> Iterator[tuple[EventRecord, EventRecord, Span]]:
        """ "condemned the attack": what is condemned came first."""
        if record.type not in _REACTIONS:
            return
        sentence = record.sentence
        at = record.trigger.end - sentence.start
        noun = self.rules.nouns.search(sentence.text, at, at + self.rules.reach)
        if noun is None or not _OBJECT.fullmatch(sentence.text[at : noun.start()]):
            return
        start, end = sentence.start + noun.start(), sentence.start + noun.end()
        if cause := self._taken_up(sentence, start, end, record):
            yield cause, record, Span(start, end, noun[0])

    def _taken_up(self, sentence: Span, start: int, end: int, effect: EventRecord) -> EventRecord | None:
        """The earlier record that the words from `start` to `end` take up; the last one of its event."""
        match = self.rules.nouns.search(sentence.text, start - sentence.start, end - sentence.start)
        if match is None:
            return None
        noun = match[0].casefold()
        earlier = self._earlier(sentence.start, effect)
        same = [r for r in earlier if {stem(w) for w in r.trigger.text.split()} & {stem(w) for w in noun.split()}]
        fitting = same or [r for r in earlier if self.home[r.id].type in self.rules.types[noun]]
        if not fitting:
            return None
        count = {r.id: sum(self.home[o.id] is self.home[r.id] for o in earlier) for r in fitting}
        return max(fitting, key=lambda r: (count[r.id], r.trigger.start))

    def _earlier(self, before: int, effect: EventRecord) -> list[EventRecord]:
        mine = self.home[effect.id].id
        return [
            r
            for r in self.told
            if r.sentence.start < before and r.foreign == effect.foreign and self.home[r.id].id != mine
        ]


def _codes(people: Iterable[Participant]) -> frozenset[str]:
    return frozenset(p.code for p in people if p.code)


def _in_time(cause: Event, effect: Event) -> bool:
    """No effect ends before its cause begins, as far as the text dates both."""
    if cause.when is None or effect.when is None or "publication" in (cause.when_basis, effect.when_basis):
        return True
    return cause.when.start <= effect.when.end
