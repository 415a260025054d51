"""According to whom: the source of an event, from what the head proposed and what the syntax says."""

from __future__ import annotations

from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.mentions.attributions.find import Found, Range, find, is_quoted, last_speaker
from lapwing.mentions.attributions.reporting import Stance, reporting
from lapwing.mentions.attributions.speakers import is_anonymous
from lapwing.mentions.attributions.weigh import FIRST_PERSON, SPEECH_TYPES, features, probability
from lapwing.records.article import Article
from lapwing.records.mention import AttributionMention, EventMention

_ALONE = 0.5
"""Probability from which a construction makes a source where the head proposed nothing. Over five folds of the training
sentences the source is right in 0.879 (0.861 without what the language model marked)."""
_AGREED = 0.15
"""The same where the head proposed the same words. Not measured yet: set by hand, before the heads were trained."""
_HEAD = 0.5
"""Score from which a proposal of the head stands without any construction, or against another one. Set by hand, too."""


def attribute(event: EventMention, doc: Doc, article: Article) -> AttributionMention | None:
    """Who is reported as saying that an event happened (codebook, section 7); None in the report's own voice.

    The speaker of a speech act is its actor and not its source. A quotation that runs on without a speaker keeps that
    of the sentence before (`carried`).

    Args:
        event: the mention, with the role spans that the heads proposed.
        doc: the annotated text; a parse makes it better, none is needed.
        article: the report.
    """
    sentence, trigger = _tokens(doc, event.sentence), _tokens(doc, event.trigger)
    if sentence is None or trigger is None:
        return None
    found = find(doc, sentence, trigger)
    proposal = max((r for r in event.roles if r.role == "source"), key=lambda r: r.score, default=None)
    proposed = _tokens(doc, proposal.span) if proposal else None
    actors = [tokens for r in event.roles if r.role == "actor" and (tokens := _tokens(doc, r.span))]
    stance = _stance(doc, sentence, trigger, event.status, found)
    if found and found.speaker:
        values = features(doc, trigger, found, kind=event.type, actors=actors, actual=event.status == "actual")
        chance = probability(values)
        agreed = bool(proposed and _meet(proposed, found.speaker))
        if chance >= (_AGREED if agreed else _ALONE):
            return _mention(doc, found.speaker, found, stance, f"{found.by}, {chance:.2f}{', head agrees' * agreed}")
    if proposal and proposed and proposal.score >= _HEAD and not _speaks_itself(event, proposed, actors):
        return _mention(doc, proposed, None, stance, f"head, {proposal.score:.2f}")
    if found and found.speaker is None:
        return AttributionMention(
            source=None,
            cue=_span(doc, found.cue),
            content=_span(doc, found.content) if found.content else None,
            anonymous=True,
            stance=stance,
            trace=f"{found.by}: {doc[found.cue[0] : found.cue[1]].text!r} names nobody",
        )
    if found or not is_quoted(doc, trigger[0]):
        return None
    return _quotation(event, doc, sentence, trigger, stance, actors)


def _tokens(doc: Doc, span: Span) -> Range | None:
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    return (tokens.start, tokens.end) if tokens is not None and len(tokens) else None


def _span(doc: Doc, words: Range) -> Span:
    tokens = doc[words[0] : words[1]]
    return Span.of(doc.text, tokens.start_char, tokens.end_char)


def _meet(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _speaks_itself(event: EventMention, speaker: Range, actors: list[Range]) -> bool:
    """The proposed source is the actor of an act of speech: that act is its own saying."""
    return event.type in SPEECH_TYPES and any(_meet(speaker, actor) for actor in actors)


def _stance(doc: Doc, sentence: Range, trigger: Range, status: str, found: Found | None) -> Stance:
    """What the speaker claims: the cue's stance, sharpened by "allegedly" at the trigger and by a denied event."""
    stance: Stance = found.stance if found else "asserts"
    words = reporting()
    for token in doc[max(sentence[0], trigger[0] - 3) : trigger[0]]:
        word = token.lower_
        if (words.hearsay.stance(word) or words.suspect.stance(word)) == "doubts":
            return "doubts"
    return "denies" if status == "denied" and stance == "asserts" else stance


def _mention(
    doc: Doc, speaker: Range, found: Found | None, stance: Stance, trace: str, carried: bool = False
) -> AttributionMention:
    return AttributionMention(
        source=_span(doc, speaker),
        cue=_span(doc, found.cue) if found else None,
        content=_span(doc, found.content) if found and found.content else None,
        anonymous=is_anonymous(doc, *speaker),
        stance=stance,
        carried=carried,
        trace=trace,
    )


def _quotation(
    event: EventMention, doc: Doc, sentence: Range, trigger: Range, stance: Stance, actors: list[Range]
) -> AttributionMention | None:
    """The speaker of a quotation that the syntax did not tie to the trigger: one in the same sentence, else, when the
    quotation runs on or stands alone, that of the sentence before. "We condemn this" is the speaker's own act.
    """
    if event.type in SPEECH_TYPES and any(doc[start].lower_ in FIRST_PERSON for start, _ in actors):
        return None
    if speaker := last_speaker(doc, sentence, beside=trigger):
        return _mention(doc, speaker, None, stance, "speaker of the quotation")
    if sentence[0] == 0 or not doc.has_annotation("SENT_START"):
        return None
    before = doc[sentence[0] - 1].sent
    while before.start > 0 and not before.text.strip():
        before = doc[before.start - 1].sent
    speaker = last_speaker(doc, (before.start, before.end))
    if speaker is None:
        return None
    return _mention(doc, speaker, None, stance, "quotation runs on from the sentence before", carried=True)
