"""How likely it is that a reporting construction over a trigger makes its speaker the source of the event.

A reporting verb somewhere above a trigger is not enough: "Police say the man, arrested in May, is ill" reports the
illness, and takes the arrest for granted; "Iran says it will suspend the work" is Iran's own act of speech. The weights
are those of a logistic regression over the coded training sentences (Voice of America, Wikinews; gold triggers, our own
parse), fitted and measured by `evaluation/attributions.py`, which prints them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from spacy.tokens import Doc

from lapwing.mentions.attributions import tagged
from lapwing.mentions.attributions.find import Found, Range
from lapwing.mentions.attributions.reporting import forms, reporting

SPEECH_TYPES = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that are mostly acts of speech; a CONSULT is an encounter."""

_FUTURE = frozenset({"will", "would", "could", "may", "might", "should", "can", "must"}) | frozenset(
    {"plan", "plans", "planned", "want", "wants", "wanted", "intend", "intends", "hope", "hopes"}
)
_PLEDGES = frozenset({"warn", "caution", "vow", "pledge", "promise", "insist", "swear"})
FIRST_PERSON = frozenset({"i", "we", "my", "our", "us"})

WEIGHTS = {
    "bias": -0.67,
    "speech": -0.98,
    "speech by the speaker": -3.07,
    "speech by the speaker, earlier": 0.79,
    "other act by the speaker": -0.17,
    "consult": 0.03,
    "nominal": -0.73,
    "clause on a noun": -0.67,
    "object": 0.05,
    "oblique": -0.28,
    "future": -0.64,
    "second clause": 0.13,
    "condition": -0.61,
    "possessed": -1.22,
    "object of the cue": -0.18,
    "parenthesis": -1.90,
    "according to": -1.27,
    "charge": 0.19,
    "opinion": -0.35,
    "pledge": -1.45,
    "not actual": 0.34,
    "marked content": 0.74,
    "marked source": 2.50,
    "marked alone": -2.15,
    "steps": -0.25,
}


def features(
    doc: Doc, trigger: Range, found: Found, *, kind: str, actors: Sequence[Range], actual: bool
) -> dict[str, float]:
    """What the weights are applied to.

    Args:
        doc: the annotated text.
        trigger: token range of the trigger.
        found: the construction.
        kind: the event's type.
        actors: token ranges of its actors.
        actual: its status is `actual`.
    """
    speech = kind in SPEECH_TYPES
    speaker = found.speaker or (0, 0)
    same = any(_same(doc, actor, speaker) for actor in actors)
    between = _between(doc, trigger, found)
    inner = found.steps[:-1]
    cue = forms().get(doc[found.cue[0]].lower_, "")
    values = {
        "bias": True,
        "speech": speech,
        "speech by the speaker": speech and same,
        "speech by the speaker, earlier": speech and same and bool(between & {"had", "have", "has"}),
        "other act by the speaker": same and not speech,
        "consult": kind == "CONSULT",
        "nominal": "nmod" in inner,
        "clause on a noun": "acl" in inner or "acl:relcl" in inner,
        "object": "obj" in found.steps,
        "oblique": "obl" in found.steps,
        "future": bool(between & _FUTURE),
        "second clause": "conj" in inner and _own_subject(doc, trigger, found),
        "condition": bool(between & {"if", "unless"}),
        "possessed": any(c.dep_ == "nmod:poss" or c.lower_ in ("this", "these") for c in doc[trigger[0]].children),
        "object of the cue": found.by == "object",
        "parenthesis": found.by == "parenthesis",
        "according to": found.by == "according to",
        "charge": found.by == "charge",
        "opinion": cue in reporting().opinion,
        "pledge": cue in _PLEDGES,
        "not actual": not actual,
        "marked content": "content" not in doc.spans or tagged.content_of(doc, trigger) is not None,
        "marked source": tagged.is_source(doc, speaker),
        "marked alone": found.by == "tags",
    }
    return {**{name: float(value) for name, value in values.items()}, "steps": min(len(found.steps), 6.0)}


def _same(doc: Doc, actor: Range, speaker: Range) -> bool:
    """Whether actor and speaker are one: the same words, the same last word, or a first person quoted."""
    if actor[0] < speaker[1] and speaker[0] < actor[1]:
        return True
    last = doc[speaker[1] - 1]
    if last.pos_ in ("NOUN", "PROPN") and last.lower_ in {token.lower_ for token in doc[actor[0] : actor[1]]}:
        return True
    return actor[1] - actor[0] == 1 and doc[actor[0]].lower_ in FIRST_PERSON


def _own_subject(doc: Doc, trigger: Range, found: Found) -> bool:
    """Whether a clause joined on the way up to the cue has a subject of its own: perhaps it is no longer reported."""
    token = doc[trigger[0]]
    for _ in found.steps:
        if token.dep_ == "conj" and any(child.dep_ == "nsubj" for child in token.children):
            return True
        token = token.head
    return False


def _between(doc: Doc, trigger: Range, found: Found) -> set[str]:
    """Auxiliaries and marks of the clauses from the trigger up to the cue."""
    token = doc[trigger[0]]
    words: set[str] = set()
    for _ in range(len(found.steps)):
        words.update(child.lower_ for child in token.children)
        words.add(token.lower_)
        token = token.head
    return words


def probability(values: dict[str, float]) -> float:
    """Probability that the speaker is the source."""
    return 1 / (1 + math.exp(-sum(WEIGHTS.get(name, 0.0) * value for name, value in values.items())))
