"""A second opinion on who takes part: the frame lexicon's reading of the trigger by the parse.

The role head sees everything and explains nothing; the lexicon knows which argument of a verb or noun is the actor and which the
recipient. Where the head finds nobody for a role and the lexicon reads the trigger as the same type, the lexicon's participant is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from lapwing.events.phrases import participant
from lapwing.knowledge import frames
from lapwing.records.mention import Role

RoleWords = tuple[Role, int, int, float, str]
"""Role, first token, one past the last, probability, what proposed it."""

SHARE_RIGHT = 0.6
"""Probability given to a lexicon proposal: between the shares that `evaluation/frames.py` printed as right on the coded Wikinews reports,
for actors (0.76) and for recipients (0.54). Not calibrated."""


def from_frames(doc: Doc, start: int, end: int, kind: str, found: Sequence[RoleWords]) -> tuple[RoleWords, ...]:
    """Participants that the lexicon adds to those found, for a trigger `doc[start:end]` of type `kind`."""
    missing: list[Role] = [r for r in ("actor", "recipient") if all(f[0] != r for f in found)]
    if not missing:
        return ()
    reading = frames.load().read(doc, start)
    if reading is None or reading.type != kind or reading.end < end:
        return ()
    taken = [range(a, b) for _, a, b, _, _ in found]
    out: list[RoleWords] = []
    for role in missing:
        for token in reading.actors if role == "actor" else reading.recipients:
            phrase = participant(doc, token, token + 1)
            if phrase is None or any(token in t for t in taken) or start <= token < end:
                continue
            out.append((role, *phrase, SHARE_RIGHT, "frame"))
    return tuple(out)
