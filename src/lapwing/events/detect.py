"""Detecting event mentions: a first pass proposes triggers, a second one looks at each with its words marked.

The first pass is done when the text is annotated (its trigger scores lie in `Doc.user_data`). A word whose probability of being a
trigger reaches the model's `candidate` threshold is read again with a mark: the second pass gives type or none, mode, status and
roles. Both passes and the frame lexicon vote on whether there is an event and on its type; weights and threshold were chosen on
development data (see the model's card).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from lapwing.core.spans import Span, overlap
from lapwing.events.arguments import RoleWords, from_frames
from lapwing.events.phrases import participant
from lapwing.knowledge import frames
from lapwing.models.labels import TRIGGERS, Labels
from lapwing.models.load import Model, load
from lapwing.records.article import Article
from lapwing.records.mention import EventMention, Role, RoleSpan

Floats = NDArray[np.float32]
READING = "lapwing_reading"
SECOND_PASS = ("kind", "mode", "status", "roles")
MOST_WORDS = 120
"""A longer sentence is cut to the words around its trigger."""

CONTINUES = 0.4
"""Probability from which a word goes on with the trigger before it; below, it is no part of any trigger."""

_SINGLE: tuple[Role, ...] = ("when", "where", "source")
"""Roles that a record has once: only the best span is kept."""


@dataclass(frozen=True)
class Candidate:
    """Words that might be a trigger, after both passes. Token indexes; probabilities over the model's `kinds`."""

    sentence: tuple[int, int]
    start: int
    end: int
    first: Floats
    second: Floats
    lexicon: str
    """Type that the frame lexicon reads the words as; `""` where it has no reading."""
    kinds: Floats
    """Both passes and the lexicon together."""
    mode: Floats
    status: Floats
    roles: tuple[RoleWords, ...]
    nobody: tuple[float, float] = (0.5, 0.5)
    """Probability that no word is an actor, and that none is a recipient."""

    @property
    def probability(self) -> float:
        """Probability of being an event of any type."""
        return float(1.0 - self.kinds[0])


class Detector:
    """Finds event mentions in annotated texts.

    Args:
        model: the loaded model; the same whose first pass annotated the text.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._first = _type_columns(model.labels)
        self._modes = _mode_columns(model.labels)
        self._inside = np.array([t.startswith("I-") for t in model.labels.triggers])
        self._begins = np.array([t.startswith("B-") for t in model.labels.triggers])

    def read(self, doc: Doc) -> list[Candidate]:
        """All candidates of a text in order, events or not."""
        scores = doc.user_data.get(TRIGGERS)
        if scores is None:
            return []
        probabilities = np.exp(scores)
        first = _by_kind(probabilities, self._first)
        jobs: list[tuple[tuple[int, int], int, int]] = []
        for sentence in doc.sents:
            tokens = [t.i for t in sentence if not t.is_space]
            if tokens:
                bounds = (tokens[0], tokens[-1] + 1)
                jobs += [(bounds, a, b) for a, b in self._spans(probabilities, first, bounds)]
        return self._second_pass(doc, first, jobs)

    def _spans(self, probabilities: Floats, first: Floats, bounds: tuple[int, int]) -> list[tuple[int, int]]:
        """Runs of likely trigger words: a word begins one unless it rather continues the one before."""
        least = self.model.thresholds.candidate
        out: list[tuple[int, int]] = []
        for i in range(*bounds):
            if 1.0 - first[i, 0] < least:
                continue
            goes_on = probabilities[i, self._inside].sum()
            if out and out[-1][1] == i and goes_on > probabilities[i, self._begins].sum():
                if goes_on >= CONTINUES:
                    out[-1] = (out[-1][0], i + 1)
            else:
                out.append((i, i + 1))
        return out

    def _second_pass(
        self, doc: Doc, first: Floats, jobs: Sequence[tuple[tuple[int, int], int, int]]
    ) -> list[Candidate]:
        weights = np.ones(len(self.model.labels.roles), np.float32)
        weights[0] = self.model.thresholds.role_none
        actor, recipient = ([n.endswith(f"-{role}") for n in self.model.labels.roles] for role in ("actor", "recipient"))
        found = []
        for bounds, start, end in jobs:
            a, b = bounds
            if b - a > MOST_WORDS:
                a = max(a, start - MOST_WORDS // 2)
                b = min(b, a + MOST_WORDS)
            tokens = [i for i in range(a, b) if not doc[i].is_space]
            row = self.model.pieces.row([doc[i].text for i in tokens])
            out = self.model.read(SECOND_PASS, row, [int(start <= i < end) for i in tokens])
            kind, mode, status, roles = (_softmax(out[k]) for k in SECOND_PASS)
            reading = frames.load().read(doc, start)
            lexicon = reading.type if reading else ""
            found.append(
                Candidate(
                    sentence=bounds, start=start, end=end, first=first[start], second=kind, lexicon=lexicon,
                    kinds=self.vote(first[start], kind, lexicon), mode=mode, status=status,
                    roles=_roles(roles * weights, tokens, self.model.labels.roles),
                    nobody=(_nobody(roles, actor), _nobody(roles, recipient)),
                )
            )  # fmt: skip
        return found

    def vote(self, first: Floats, second: Floats, lexicon: str) -> Floats:
        """Probabilities over `kinds` from both passes and the lexicon's type; no reading is a vote for none."""
        t = self.model.thresholds
        both = t.first_share * first + (1.0 - t.first_share) * second
        out = cast(Floats, (1.0 - t.lexicon_share) * both)
        out[self.model.labels.kinds.index(lexicon or "NONE")] += t.lexicon_share
        return out

    def mention(self, doc: Doc, article: Article, c: Candidate) -> EventMention:
        """The candidate as an event mention with its most probable type."""
        labels = self.model.labels
        kind = int(c.kinds[1:].argmax()) + 1
        event_type = labels.kinds[kind]
        columns = self._modes[event_type]
        share = c.mode[columns]
        share[0] *= self.model.thresholds.mode_none
        share = share / max(float(share.sum()), 1e-9)
        k = int(share.argmax())
        mode = labels.modes[columns[k]].partition(".")[2] or None
        s = int(c.status.argmax())
        span = _characters(article.text, doc[c.start : c.end])
        type_score = float(c.kinds[kind] / max(float(c.kinds[1:].sum()), 1e-9))
        paragraph = next((p for p in article.paragraphs if p.start <= span.start < p.end), None)
        return EventMention(
            sentence=_characters(article.text, doc[c.sentence[0] : c.sentence[1]]),
            trigger=span, type=event_type, mode=mode, status=labels.statuses[s],
            roles=_role_spans(doc, article.text, c, event_type),
            detect_score=c.probability, type_score=type_score, mode_score=float(share[k]), status_score=float(c.status[s]),
            no_actor=c.nobody[0], no_recipient=c.nobody[1], lexicon=c.lexicon,
            foreign=bool(paragraph and paragraph.foreign),
            trace=(*self._trace(c), f"mode: {mode or 'none'} {share[k]:.2f}"),
        )  # fmt: skip

    def _trace(self, c: Candidate) -> tuple[str, ...]:
        kinds = self.model.labels.kinds

        def best(p: Floats) -> str:
            order = np.argsort(-p, kind="stable")[:3]
            return ", ".join(f"{kinds[i]} {p[i]:.2f}" for i in order if p[i] >= 0.01)

        return (
            f"trigger: first pass {best(c.first)}; second pass {best(c.second)}; lexicon {c.lexicon or 'has no reading'}; "
            f"together {c.probability:.2f}, "
            f"an event from {self.model.thresholds.event:.2f}",
            f"status: {', '.join(f'{n} {p:.2f}' for n, p in zip(self.model.labels.statuses, c.status, strict=True) if p >= 0.01)}",
        )


def detect(doc: Doc, article: Article) -> tuple[EventMention, ...]:
    """The event mentions of an annotated article, in order. Bylines are not coded.

    Raises:
        ModelError: the model cannot be loaded.
    """
    detector = _detector()
    return detect_with(detector, doc, article, _candidates(detector, doc))


def detect_with(
    detector: Detector, doc: Doc, article: Article, candidates: Sequence[Candidate]
) -> tuple[EventMention, ...]:
    """The event mentions among given candidates, in order."""
    least = detector.model.thresholds.event
    out: list[EventMention] = []
    kept: Candidate | None = None
    for c in candidates:
        if c.probability < least or _in_byline(article, doc[c.start].idx):
            continue
        event = detector.mention(doc, article, c)
        if kept is not None and kept.end == c.start and out[-1].type == event.type:
            # two words of one name for the action ("telephone call"): the one that the other hangs on stays
            if any(doc[i].head.i in range(kept.start, kept.end) for i in range(c.start, c.end)):
                continue
            if any(doc[i].head.i in range(c.start, c.end) for i in range(kept.start, kept.end)):
                out.pop()
        out.append(event)
        kept = c
    return tuple(out)


def rejected(doc: Doc, article: Article) -> tuple[tuple[Span, str], ...]:
    """Each sentence without an event, and why: its best candidate and what spoke against it."""
    detector = _detector()
    least = detector.model.thresholds.event
    by_sentence: dict[int, list[Candidate]] = {}
    for c in _candidates(detector, doc):
        by_sentence.setdefault(c.sentence[0], []).append(c)
    out = []
    for sentence in doc.sents:
        tokens = [t.i for t in sentence if not t.is_space]
        if not tokens:
            continue
        span = _characters(article.text, doc[tokens[0] : tokens[-1] + 1])
        if _in_byline(article, span.start):
            out.append((span, "a byline: not coded"))
            continue
        found = by_sentence.get(tokens[0], [])
        if not found:
            out.append((span, "no word looks like a political action"))
        elif all(c.probability < least for c in found):
            best = max(found, key=lambda c: c.probability)
            kind = detector.model.labels.kinds[int(best.kinds[1:].argmax()) + 1]
            words = doc[best.start : best.end].text
            out.append(
                (span, f"best candidate “{words}” ({kind}) at {best.probability:.2f}, an event from {least:.2f}")
            )
    return tuple(out)


def _candidates(detector: Detector, doc: Doc) -> list[Candidate]:
    found: list[Candidate] | None = doc.user_data.get(READING)
    if found is None:
        found = doc.user_data[READING] = detector.read(doc)
    return found


def _in_byline(article: Article, at: int) -> bool:
    return any(p.start <= at < p.end for p in article.paragraphs if p.kind == "byline")


@lru_cache(maxsize=1)
def _detector() -> Detector:
    return Detector(load())


def _characters(text: str, tokens: Tokens) -> Span:
    return Span.of(text, tokens.start_char, tokens.end_char)


def _role_spans(doc: Doc, text: str, c: Candidate, kind: str) -> tuple[RoleSpan, ...]:
    """The roles' words as spans, participants as whole phrases, each once."""
    out: list[RoleSpan] = []
    for role, a, b, p, by in (*c.roles, *from_frames(doc, c.start, c.end, kind, c.roles)):
        phrase = participant(doc, a, b) if role in ("actor", "recipient", "source") else (a, b)
        if phrase is not None:
            span = _characters(text, doc[phrase[0] : phrase[1]])
            if not any(o.role == role and overlap(o.span, span) for o in out):
                out.append(RoleSpan(role=role, span=span, score=p, by=by))
    return tuple(sorted(out, key=lambda o: o.span))


def _type_columns(labels: Labels) -> NDArray[np.int64]:
    """For each trigger label, the index of its kind."""
    return np.array([0 if t == "O" else labels.kinds.index(t[2:]) for t in labels.triggers])


def _by_kind(p: Floats, columns: NDArray[np.int64]) -> Floats:
    """Probabilities of trigger labels added up by kind."""
    out = np.zeros((len(p), int(columns.max()) + 1), np.float32)
    for column, kind in enumerate(columns):
        out[:, kind] += p[:, column]
    return out


def _mode_columns(labels: Labels) -> dict[str, list[int]]:
    """For each type, the mode columns it may have, no mode first."""
    return {
        t: [0, *(i for i, m in enumerate(labels.modes) if m.startswith(t + "."))] for t in labels.kinds if t != "NONE"
    }


def _roles(p: Floats, tokens: Sequence[int], names: Sequence[str]) -> tuple[RoleWords, ...]:
    """The role spans in order; of single roles the best."""
    best = p.argmax(1)
    spans: list[RoleWords] = []
    last = "O"
    for k, column in enumerate(best):
        name = names[column]
        if name == "O":
            last = "O"
            continue
        role = cast(Role, name[2:])
        if name[0] == "I" and last == role:
            r, a, _, score, by = spans[-1]
            spans[-1] = (r, a, tokens[k] + 1, score, by)
        else:
            mass = float(sum(p[k, i] for i, n in enumerate(names) if n[2:] == role))
            spans.append((role, tokens[k], tokens[k] + 1, mass, "head"))
        last = role
    out = [s for s in spans if s[0] not in _SINGLE]
    for role in _SINGLE:
        own = [s for s in spans if s[0] == role]
        if own:
            out.append(max(own, key=lambda s: s[3]))
    return tuple(sorted(out, key=lambda s: s[1]))


def _nobody(p: Floats, columns: Sequence[bool]) -> float:
    """Probability that no word has a role: that of the word that most likely has it."""
    return float(1.0 - p[:, columns].sum(1).max(initial=0.0))


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = e / e.sum(-1, keepdims=True)
    return out
