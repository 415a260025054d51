"""Which date belongs to which event (codebook, section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from lapwing.core.spans import Ranged, overlap
from lapwing.knowledge.calendar import cues
from lapwing.mentions.times.compose import COMPOSED
from lapwing.records.mention import EventMention, TimeMention

_OPEN_ENDS = frozenset({"since", "until"})
_REPORTING = cues("reporting verb")
"""Verbs whose own date is that of the report, not of what is reported."""
_LIGHT = cues("light verb")
"""Verbs that lend their date to the noun that names the action ("held talks on Friday")."""
_ASPECT = cues("aspect verb")
"""Verbs whose date is that of their infinitive too ("began to withdraw on Friday")."""
_BESIDE = cues("beside")
"""Prepositions that set the action beside the date, not on it."""
_CLIMB = 6
"""Steps up the tree from a date to the word it dates; longer ways cross clauses."""


def choose(event: EventMention, doc: Doc, times: Sequence[TimeMention]) -> TimeMention | None:
    """The expression that dates `event`; None when the sentence dates it not at all.

    What the trained head proposes for the role "when" decides, as far as an expression stands there. Otherwise, with a
    parse, the date whose word depends on the trigger, or on a word that lends it its date; a date of a verb of
    reporting stays with the report, unless that verb is the trigger itself.

    Args:
        event: with its role spans; `when` may be absent.
        doc: the document; without a parse only the role decides.
        times: what `find` returned for it.
    """
    proposed = sorted((role for role in event.roles if role.role == "when"), key=lambda role: -role.score)
    for role in proposed:
        if (found := at_span(role.span, times)) is not None:
            return found
    if not doc.has_annotation("DEP"):
        return None
    return _by_syntax(event, doc, times)


def at_span(span: Ranged, times: Iterable[TimeMention]) -> TimeMention | None:
    """The expression with days that a span points to: an open end or range that covers it, else the one that shares
    most characters."""
    touching = [time for time in times if time.interval is not None and overlap(time.span, span)]
    if not touching:
        return None

    def rank(time: TimeMention) -> tuple[bool, int, int]:
        shared = min(span.end, time.span.end) - max(span.start, time.span.start)
        covering = time.rule in _OPEN_ENDS or (time.rule in COMPOSED and time.rule != "list")
        return covering, shared, -len(time.span)

    return max(touching, key=rank)


def _by_syntax(event: EventMention, doc: Doc, times: Sequence[TimeMention]) -> TimeMention | None:
    trigger = doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
    if trigger is None:
        return None
    inside = [
        time
        for time in times
        if time.interval is not None
        and not time.value.endswith("_REF")
        and event.sentence.start <= time.span.start < event.sentence.end
        and time.rule not in ("list", "range-days", "range")
    ]
    ranked: list[tuple[int, int, TimeMention]] = []
    for time in inside:
        root = _root(doc, time)
        if root is None:
            continue
        step = _attachment(trigger.root, {token.i for token in trigger}, root, time)
        if step is not None:
            ranked.append((step, abs(time.span.start - event.trigger.start), time))
    if not ranked:
        return None
    best = min(ranked, key=lambda entry: entry[:2])[2]
    return at_span(best.span, times)


def _root(doc: Doc, time: TimeMention) -> Token | None:
    words = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if words is None or len(words) == 0:
        return None
    return words.root


def _attachment(trigger: Token, words: set[int], root: Token, time: TimeMention) -> int | None:
    """How closely a date hangs on a trigger: 0 directly, more through a word that lends it; None where it does not."""
    if root.i in words:
        return None
    if time.rule not in COMPOSED and any(
        child.dep_ in ("case", "mark") and child.lower_ in _BESIDE for child in root.children
    ):
        return None
    governor = root.head
    for _ in range(_CLIMB):
        if governor.i in words or governor.pos_ in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
            break
        if governor.head.i == governor.i:
            break
        governor = governor.head
    if governor.i in words:
        return 0
    if governor.i == root.i:
        return None
    return _lent(trigger, governor, root)


def _lent(trigger: Token, governor: Token, date: Token) -> int | None:
    """Whether the word that a date depends on lends it to the trigger, and over how many steps."""
    head, relation = trigger.head, trigger.dep_.split(":")[0]
    if head.i == governor.i:
        if relation in ("obj", "nsubj", "obl") and governor.lemma_ in _LIGHT:
            return 1
        if relation == "xcomp" and governor.lemma_ in _ASPECT:
            return 1
        if relation == "conj" and governor.lemma_ not in _REPORTING and _shared(governor, trigger, date):
            return 2
        if relation == "advcl" and trigger.tag_ == "VBG" and governor.lemma_ not in _REPORTING:
            return 2
        if relation == "acl" and governor.pos_ in ("NOUN", "PROPN") and not _own_date(trigger, date):
            return 2
        return None
    if governor.head.i == trigger.i and governor.dep_ == "conj" and date.i > governor.i and not _has_subject(governor):
        return 2  # "killed and wounded 20 on Friday"
    if (
        governor.head.i == trigger.i
        and governor.dep_ in ("obj", "nsubj:pass")
        and date.i > governor.i
        and governor.dep_ == "obj"
    ):
        return 3  # the parser hung the date on the object: "attacked a convoy Friday"
    if (
        relation in ("obj", "nsubj")
        and head.head.i == governor.i
        and head.dep_ == "conj"
        and head.lemma_ in _LIGHT
        and _shared(governor, head, date)
    ):
        return 3
    return None


def _shared(first: Token, second: Token, date: Token) -> bool:
    """Whether two coordinated verbs share a date: it stands before both or behind both."""
    return date.i < first.i or date.i > second.i


def _own_date(verb: Token, date: Token) -> bool:
    return any(child.dep_ in ("obl:tmod", "nmod:tmod", "obl:unmarked") and child.i != date.i for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)
