"""Which numbers of killed and wounded belong to an event."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from lapwing.mentions.quantities.words import ACTS, ADJECTIVES, EVENTS, FORMS, NOUNS
from lapwing.records.mention import EventMention, QuantityMention

TYPES = frozenset({"ASSAULT", "PROTEST"})
"""Types whose action kills: every training record with a number is one of these (332 and 3)."""

NEAR = 4
"""Steps in the parse between trigger and cue up to which they tell of one action. On 700 training sentences two give
147 right numbers, three 158, four 161, five no more."""


def choose(event: EventMention, doc: Doc, found: Sequence[QuantityMention]) -> tuple[QuantityMention, ...]:
    """The numbers of killed and wounded that an event mention gives, at most one of each kind.

    Args:
        event: trigger, type and sentence.
        doc: the report.
        found: the document's numbers, from `find`.
    """
    if event.type not in TYPES:
        return ()
    inside = [q for q in found if event.sentence.start <= q.span.start and q.span.end <= event.sentence.end]
    chosen = []
    for kind in ("killed", "wounded"):
        ranked = sorted(
            (steps, q.span.start, q) for q in inside if q.kind == kind and (steps := _steps(event, doc, q)) is not None
        )
        if ranked:
            chosen.append(ranked[0][2])
    return tuple(chosen)


def _steps(event: EventMention, doc: Doc, quantity: QuantityMention) -> int | None:
    """Steps between trigger and the number's cue, None when they tell of different actions."""
    trigger = _root(doc, event.trigger.start, event.trigger.end)
    cue = _cue(doc, quantity)
    if trigger is None or cue is None:
        return None
    if event.trigger.start <= cue.idx < event.trigger.end:
        return 0
    if not doc.has_annotation("DEP"):
        return abs(trigger.i - cue.i) if event.type == "ASSAULT" else None
    up, down = _ancestors(cue), _ancestors(trigger)
    shared = next((token for token in up if token in down), None)
    if shared is None:
        return None
    steps = up.index(shared) + down.index(shared)
    if _own_event(cue) and trigger not in up:
        return None
    return steps if steps <= NEAR else None


def _own_event(cue: Token) -> bool:
    """Whether the cue is itself the verb of an attack: "soldiers killed two during fighting"."""
    if cue.lower_ not in FORMS:
        return False
    subject = next((child for child in cue.children if child.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ not in EVENTS and any(c.dep_ == "obj" for c in cue.children)


def _ancestors(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _root(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return None if span is None else span.root


def _cue(doc: Doc, quantity: QuantityMention) -> Token | None:
    """The word in a number's span that makes it one of killed or wounded; its rule begins with it or its lemma."""
    span = doc.char_span(quantity.span.start, quantity.span.end, alignment_mode="expand")
    if span is None:
        return None
    cues = [token for token in span if token.lower_ in FORMS or token.lower_ in ADJECTIVES or token.lower_ in NOUNS]
    cues = cues or [token for token in span if token.lower_ in ACTS or token.lower_ == "toll"]
    return next(
        (token for token in cues if FORMS.get(token.lower_, ("", ""))[0] == quantity.rule.split()[0]), None
    ) or (cues[0] if cues else None)
