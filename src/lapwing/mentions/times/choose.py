"""Which date belongs to which event (codebook, section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from lapwing.core.spans import Ranged, covers, overlap
from lapwing.mentions.times.attachment import Attachment
from lapwing.mentions.times.compose import CLOCKS, COMPOSED
from lapwing.records.mention import EventMention, TimeMention

NEAR, FAR = 0, 3
"""Over how many steps syntax may lend a date. Where the head proposed none only a date on the trigger itself counts, for the
head is mostly right (of the training and development reports' silent triggers, longer ways were wrong more often than right);
where it proposed words that are no date, or a date that belongs elsewhere, all ways do."""
_UNDAYED = CLOCKS | {"part-of-day"}
"""Rules for times of day without a day: they date nothing by themselves."""


def choose(event: EventMention, doc: Doc, times: Sequence[TimeMention]) -> TimeMention | None:
    """The expression that dates `event`; None when the sentence dates it not at all.

    What the trained head proposes for the role "when" decides, as far as an expression stands there and the parse does
    not give it clearly to something else. Otherwise, with a parse, the date whose word depends on the trigger, or on a
    word that lends it its date; a date of a verb of reporting stays with the report, unless that verb is the trigger.

    Args:
        event: with its role spans; `when` may be absent.
        doc: the document; without a parse only the role decides.
        times: what `find` returned for it.
    """
    proposed = sorted((role for role in event.roles if role.role == "when"), key=lambda role: -role.score)
    parsed = doc.has_annotation("DEP")
    for role in proposed:
        found = at_span(role.span, times)
        if found is not None and not (parsed and _elsewhere(event, doc, found)):
            return found
    if not parsed:
        return None
    return _by_syntax(event, doc, times, FAR if proposed else NEAR)


def _elsewhere(event: EventMention, doc: Doc, time: TimeMention) -> bool:
    """Whether the parse gives a date that the head proposes clearly to something else."""
    trigger = doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
    words = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if trigger is None or words is None:
        return False
    open_end = time.rule in COMPOSED
    return Attachment(trigger.root, {t.i for t in trigger}, words, open_end=open_end, past=True).elsewhere()


def at_span(span: Ranged, times: Iterable[TimeMention]) -> TimeMention | None:
    """The expression with days that a span points to: an open end or range that covers it, else the one that shares
    most characters."""
    touching = [time for time in times if time.interval is not None and overlap(time.span, span)]
    if not touching:
        return None

    def rank(time: TimeMention) -> tuple[bool, int, int]:
        shared = min(span.end, time.span.end) - max(span.start, time.span.start)
        covering = time.rule in COMPOSED and time.rule != "list"
        return covering, shared, -len(time.span)

    return max(touching, key=rank)


def _by_syntax(event: EventMention, doc: Doc, times: Sequence[TimeMention], reach: int) -> TimeMention | None:
    trigger = doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
    if trigger is None:
        return None
    words = {token.i for token in trigger}
    hanging: list[tuple[int, int, TimeMention]] = []
    for time in times:
        if not _may_date(time, event):
            continue
        words_of_time = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
        if words_of_time is None:
            continue
        past = time.anchor is not None and time.interval is not None and time.interval.end <= time.anchor
        step = Attachment(trigger.root, words, words_of_time, open_end=time.rule in COMPOSED, past=past).step()
        if step is not None and step <= reach:
            hanging.append((step, abs(time.span.start - event.trigger.start), time))
    if not hanging:
        return None
    best = min(hanging, key=lambda entry: entry[:2])[2]
    for time in times:  # "yesterday and on Wednesday", when both of its days hang there
        if time.rule == "list" and covers(time.span, best.span):
            members = [m for m in times if m.rule != "list" and covers(time.span, m.span)]
            if all(any(m is entry[2] for entry in hanging) for m in members):
                return time
    return at_span(best.span, times)


def _may_date(time: TimeMention, event: EventMention) -> bool:
    return (
        time.interval is not None
        and not time.value.endswith("_REF")
        and time.rule not in _UNDAYED
        and not time.value.startswith("PT")
        and time.rule not in ("list", "range", "range-days")
        and event.sentence.start <= time.span.start < event.sentence.end
    )
