"""Events with their accounts and with every difference between these, omissions across events included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from lapwing.records.story import Account, Difference, Event
from lapwing.stories.accounts import Records, accounts
from lapwing.stories.accounts_differ import FIELDS, differences
from lapwing.stories.accounts_rules import AccountRules, load
from lapwing.stories.accounts_silent import omissions


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """An event, who says what of it, and where they differ."""

    event: Event
    accounts: tuple[Account, ...]
    differences: tuple[Difference, ...]


def compare(
    events: Iterable[Event],
    records: Records,
    *,
    copies: Mapping[str, str] | None = None,
    publishers: Mapping[str, str] | None = None,
    rules: AccountRules | None = None,
) -> tuple[Compared, ...]:
    """The events in the order given, each with its accounts and differences.

    What is omitted depends on the events given: those of the reports concerned should all be there.

    Args:
        events: as `lapwing.stories.reconcile` gives them.
        records: by id; those of the events must be there.
        copies: the report that each copy is a copy of.
        publishers: names of publishers by report id.
        rules: how values are compared; those of the package by default.
    """
    events, rules = tuple(events), rules or load()
    left_out = {d.event: d for d in omissions(events, records, copies=copies, rules=rules)}
    compared = []
    for event in events:
        told = accounts(event, records, copies=copies, publishers=publishers)
        found = differences(event, told, records, rules=rules)
        if event.id in left_out:
            found = _joined(found, left_out[event.id])
        compared.append(Compared(event=event, accounts=told, differences=found))
    return tuple(compared)


def _joined(found: tuple[Difference, ...], omitted: Difference) -> tuple[Difference, ...]:
    """The omission in its place; it takes in what the accounts of the event themselves say of silence."""
    rest = [d for d in found if (d.field, d.kind) != (omitted.field, omitted.kind)]
    at = sum(FIELDS.index(d.field) <= FIELDS.index(omitted.field) for d in rest)
    return (*rest[:at], omitted, *rest[at:])
