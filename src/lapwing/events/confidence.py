"""Confidence: how probable it is that a record's type, its participants, and all of them together are right.

Right is what the gold's scorer calls right: the type at words that the gold has as a trigger of that type; the actors, given that, when
the set of their codes is the gold's, and so the recipients. The features are few and readable, for they are weighed on a few hundred
records (`training.calibrate`); `evaluation.confidence` prints how well the probabilities hold on documents that had no part in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from lapwing.models.calibration import Calibration, logit
from lapwing.records.event import Confidence, Participant
from lapwing.records.mention import EventMention

Side = Literal["actor", "recipient"]
Features = dict[str, float]

GUESSED = ("person", "place", "unresolved")
"""Ways of resolving that go by what the report is about rather than by a name of the knowledge tables."""


def confidence(
    event: EventMention, actors: Sequence[Participant], recipients: Sequence[Participant], calibration: Calibration
) -> Confidence:
    """The confidence of a record, each probability to four digits.

    Args:
        event: with the scores of the heads.
        actors: as resolved; recipients likewise.
        calibration: of the model that gave the scores.
    """
    typed = calibration.type.probability(type_features(event))
    a = calibration.participants.probability(participant_features(event, "actor", actors))
    r = calibration.participants.probability(participant_features(event, "recipient", recipients))
    whole = calibration.record.probability(record_features(typed, a, r))
    return Confidence(record=round(whole, 4), type=round(typed, 4), actors=round(a, 4), recipients=round(r, 4))


def type_features(event: EventMention) -> Features:
    """Log-odds of there being an event, and of its type given one; whether the frame lexicon reads the trigger so, too; and which type
    it is, for some are read better than others.
    """
    return {
        "event": logit(event.detect_score),
        "type": logit(event.type_score),
        "lexicon agrees": float(event.lexicon == event.type),
        "lexicon differs": float(event.lexicon not in ("", event.type)),
        f"is {event.type}": 1.0,
    }


def participant_features(event: EventMention, side: Side, found: Sequence[Participant]) -> Features:
    """What speaks for and against the codes of one side."""
    proposed = [r for r in event.roles if r.role == side]
    by_head = [r.score for r in proposed if r.by == "head"]
    out: Features = {
        "score": logit(min(by_head)) if by_head else 0.0,
        "lexicon": float(len(by_head) < len(proposed)),
        "office": float(bool(found) and all(p.why == "office" for p in found)),
        "guessed": float(any(p.why in GUESSED or not p.code for p in found)),
        "more": float(max(len(found) - 1, 0)),
        "recipient": float(side == "recipient"),
    }
    if not found:
        out["none"] = 1.0
        out["nobody"] = logit(event.no_actor if side == "actor" else event.no_recipient)
    return out


def record_features(type: float, actors: float, recipients: float) -> Features:
    """Log-odds of all parts being right if nothing but the type tied them together."""
    return {"parts": logit(type * actors * recipients)}
