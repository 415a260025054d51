"""Differences: the fields in which the accounts of one event differ, denials and silence told apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations
from typing import Generic, TypeVar

from lapwing.records.event import EventRecord
from lapwing.records.story import Account, Claim, Difference, DifferenceKind, Event, Party
from lapwing.stories import accounts_values as values
from lapwing.stories.accounts import Records
from lapwing.stories.accounts_rules import AccountRules, load
from lapwing.stories.accounts_values import Relation, Who

V = TypeVar("V", bound=Hashable)

FIELDS = ("status", "actors", "recipients", "killed", "wounded", "when", "where")
"""Fields in which accounts are compared, in the order in which differences are given."""

_KINDS: tuple[DifferenceKind, ...] = ("denied", "conflict", "vaguer", "not mentioned")

DENIED, DOUBTED, UNSAID = "denied", "in doubt", ""
"""Values of claims that are no readings of a field. `UNSAID` claims nothing: those accounts do not mention it."""

_NOT = "not "
"""Stands before the participant in the claim of those who deny its part."""


def differences(
    event: Event, accounts: Sequence[Account], records: Records, *, rules: AccountRules | None = None
) -> tuple[Difference, ...]:
    """Where the accounts of an event differ, in the order of `FIELDS`; empty when they agree.

    A field may have several: two conflicting numbers, and a report that gives none. Numbers, days and places are those
    of accounts that say it happens or will; a denial is compared only in what it denies: that this actor did it, or that it
    happened at all (`traces` in `accounts.toml`). Copies of a report confirm nothing and omit nothing.

    Args:
        event: the event.
        accounts: its accounts (`lapwing.stories.accounts.accounts`).
        records: by id; the sentence of a record shows whether it tells of silence ("made no mention of").
        rules: how values are compared; those of the package by default.
    """
    rules = rules or load()
    told = _Told(event, accounts, records, rules)
    found = [
        *told.status(),
        *told.people("actors"),
        *told.people("recipients"),
        *told.numbers("killed"),
        *told.numbers("wounded"),
        *told.days(),
        *told.places(),
    ]
    return tuple(sorted(found, key=lambda d: (FIELDS.index(d.field), _KINDS.index(d.kind))))


def denies(account: Account) -> bool:
    """Whether an account says that it is not so."""
    return account.status == "denied" or account.stance == "denies"


def unsaid(record: EventRecord, rules: AccountRules) -> bool:
    """Whether a record only tells that somebody does not mention it ("made no mention of the request")."""
    start = record.trigger.start - record.sentence.start
    return rules.unsaid(record.sentence.text, start, start + len(record.trigger.text))


class _Field(Generic[V]):
    """The values of one field, each with the accounts that give it."""

    def __init__(self, given: Sequence[tuple[Account, V]], show: Callable[[V], str]) -> None:
        self.by_value: dict[V, list[Account]] = {}
        for account, value in given:
            self.by_value.setdefault(value, []).append(account)
        self.show = show

    def differ(
        self,
        compare: Callable[[V, V], Relation],
        comparable: Callable[[Account, Account], bool] = lambda a, b: True,
    ) -> tuple[DifferenceKind, list[V]] | None:
        """The gravest relation between two values, and the values that are in a relation so grave or less."""
        kind: DifferenceKind | None = None
        involved: dict[V, None] = {}
        for (a, told_a), (b, told_b) in combinations(self.by_value.items(), 2):
            relation = compare(a, b)
            if relation in ("same", "apart") or not any(comparable(x, y) for x in told_a for y in told_b):
                continue
            if kind != "conflict":
                kind = "conflict" if relation == "conflict" else "vaguer"
            involved.update({a: None, b: None})
        return (kind, list(involved)) if kind else None


class _Told:
    """The accounts of one event, sorted by what they do: assert, deny, say nothing of it."""

    def __init__(self, event: Event, accounts: Sequence[Account], records: Records, rules: AccountRules) -> None:
        self.event, self.rules = event, rules
        silent = {a.record for a in accounts if unsaid(records[a.record], rules)}
        self.silent = [a for a in accounts if a.record in silent]
        self.denying = [a for a in accounts if a.record not in silent and denies(a)]
        speaking = [a for a in accounts if a.record not in silent and not denies(a)]
        self.sure = [a for a in speaking if a.status in ("actual", "planned") and a.stance == "asserts"]
        # "Allegedly killed 20" still gives a number; "if it attacked" gives none.
        self.giving = [a for a in speaking if a.status != "hypothetical"]
        self.doubting = [a for a in speaking if a not in self.sure]
        self.speaking = speaking

    def status(self) -> Iterator[Difference]:
        """Whether it happened: denied by some, doubted by some, or passed over in silence."""
        flatly = [a for a in self.denying if not self._denies_own_part(a)]
        others: tuple[tuple[DifferenceKind, str, list[Account]], ...] = (
            ("denied", DENIED, flatly),
            ("vaguer", DOUBTED, self.doubting),
            ("not mentioned", UNSAID, self.silent),
        )
        for kind, value, other in others:
            if self.sure and other:
                yield self._difference("status", kind, [*((a.status, [a]) for a in self.sure), (value, other)])

    def people(self, field: str) -> Iterator[Difference]:
        """Who did it, or to whom."""
        mutual = self.event.type in self.rules.mutual
        if mutual and field == "recipients":
            return

        def parties(account: Account) -> tuple[Party, ...]:
            if mutual:
                return account.actors + account.recipients
            return account.actors if field == "actors" else account.recipients

        named = [(a, self._who(parties(a))) for a in self.giving if parties(a)]
        field_of = _Field(named, lambda value: self._people_shown(value, named, parties))
        differ = field_of.differ(values.compare_people)
        # Sides of a meeting, and victims, are told more or less fully; only what cannot be true together is of interest.
        if differ and (differ[0] == "conflict" or not (mutual or field == "recipients")):
            yield self._of(field, differ[0], field_of, differ[1])
        if field == "actors":
            yield from self._own_part_denied(named, parties)
            if not mutual:
                yield from self._not_mentioned(field, field_of)

    def numbers(self, field: str) -> Iterator[Difference]:
        """How many were killed or wounded."""
        given = [(a, value) for a in self.giving if (value := a.killed if field == "killed" else a.wounded)]
        found = _Field(given, values.show_number)
        # "Five soldiers and three civilians were killed": numbers of different victims do not conflict.
        if differ := found.differ(values.compare_numbers, self._same_victims):
            yield self._of(field, differ[0], found, differ[1])
        yield from self._not_mentioned(field, found)

    def days(self) -> Iterator[Difference]:
        """On which days."""
        given = _Field([(a, a.when) for a in self.giving if a.when], values.show_days)
        if differ := given.differ(values.compare_days):
            yield self._of("when", differ[0], given, differ[1])

    def places(self) -> Iterator[Difference]:
        """Where."""
        given = _Field([(a, a.where) for a in self.giving if a.where], values.show_place)
        if differ := given.differ(lambda a, b: values.compare_places(a, b, self.rules)):
            yield self._of("where", differ[0], given, differ[1])

    def _denies_own_part(self, account: Account) -> bool:
        """An accused who denies a deed that left its trace, or that others say was done by somebody else."""
        if not account.source_code or account.source_code not in {p.code for p in account.actors}:
            return False
        if self.event.type in self.rules.traces:
            return True
        mine = self._who(account.actors)
        return any(values.compare_people(self._who(a.actors), mine) == "conflict" for a in self.sure if a.actors)

    def _own_part_denied(
        self, named: Sequence[tuple[Account, frozenset[Who]]], parties: Callable[[Account], tuple[Party, ...]]
    ) -> Iterator[Difference]:
        denials: dict[frozenset[Who], list[Account]] = {}
        for account in self.denying:
            if self._denies_own_part(account):
                denials.setdefault(self._who(account.actors), []).append(account)
        for accused, denying in denials.items():
            blaming = [a for a, people in named if values.compare_people(people, accused) != "conflict"]
            if not self.sure:
                continue
            shown = values.most_used(values.show_people(parties(a)) for a in (*blaming, *denying))
            yield self._difference("actors", "denied", [(shown, blaming), (f"{_NOT}{shown}", denying)])

    def _not_mentioned(self, field: str, given: _Field[V]) -> Iterator[Difference]:
        """Reports that tell of the event and nowhere give this field, where another report does."""
        telling = {a.report for accounts in given.by_value.values() for a in accounts}
        silent = [a for a in self.speaking if a.report not in telling and a.copy_of is None]
        if telling and silent:
            claims = [(given.show(value), accounts) for value, accounts in given.by_value.items()]
            yield self._difference(field, "not mentioned", [*claims, (UNSAID, silent)])

    def _same_victims(self, a: Account, b: Account) -> bool:
        if not a.recipients or not b.recipients:
            return True
        return values.compare_people(self._who(a.recipients), self._who(b.recipients)) != "conflict"

    def _who(self, parties: Sequence[Party]) -> frozenset[Who]:
        return frozenset(values.who(p, self.rules) for p in parties)

    def _people_shown(
        self,
        value: frozenset[Who],
        named: Sequence[tuple[Account, frozenset[Who]]],
        parties: Callable[[Account], tuple[Party, ...]],
    ) -> str:
        return values.most_used(values.show_people(parties(a)) for a, people in named if people == value)

    def _of(self, field: str, kind: DifferenceKind, given: _Field[V], involved: Sequence[V]) -> Difference:
        return self._difference(field, kind, [(given.show(v), given.by_value[v]) for v in involved])

    def _difference(
        self, field: str, kind: DifferenceKind, claims: Sequence[tuple[str, Sequence[Account]]]
    ) -> Difference:
        """Values that read alike are one claim. What most independent reports say stands first, denial and silence last."""
        joined: dict[str, list[Account]] = {}
        for value, accounts in claims:
            if accounts:
                joined.setdefault(value, []).extend(accounts)

        def order(value: str) -> tuple[bool, bool, int, str]:
            reports = {a.copy_of or a.report for a in joined[value]}
            return value == UNSAID, value == DENIED or value.startswith(_NOT), -len(reports), value

        return Difference(
            event=self.event.id,
            field=field,
            kind=kind,
            claims=tuple(
                Claim(value=v, records=tuple(sorted({a.record for a in joined[v]}))) for v in sorted(joined, key=order)
            ),
        )
