"""What the text says that one participant does to another: a second pass with both marked.

The words of the actor carry mark 2 and those of the recipient mark 3, and the head `relation` gives the type of action between them, or
none. It has learnt from the pairs of our coded text, unrelated ones among them, and from PLV (see the model's card). Only the
sentence that holds both is read, as in training.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from lapwing.core.errors import InputError
from lapwing.core.spans import Span, overlap
from lapwing.knowledge import ontology
from lapwing.models.load import Model
from lapwing.records.relation import Relation

ACTOR, RECIPIENT = 2, 3
"""Marks of the second pass; 1 is a trigger's."""

MOST_WORDS = 120
"""A longer sentence is cut to the words around the two: as in detection, the encoder takes so many whatever they are."""


def locate(text: str, words: str | tuple[int, int], name: str) -> Span:
    """The span that a user means.

    Args:
        text: the text.
        words: whole words that occur once in it, or a range of characters.
        name: what the span is called in errors: `actor` or `recipient`.

    Raises:
        InputError: the words are not there or are there several times; the range is no part of the text or holds no word.
    """
    if isinstance(words, str):
        if not words.strip():
            raise InputError("no words are given", name, "Give words of the text, or a range of characters")
        found = [(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(words.strip())}(?!\w)", text)]
        if not found:
            raise InputError(f"the words {words!r} are not in the text", name, "Give them as they are written there")
        if len(found) > 1:
            raise InputError(
                f"the words {words!r} occur {len(found)} times in the text", name, "Give the range of characters: (start, end)"
            )
        return Span.of(text, *found[0])
    start, end = words
    if not 0 <= start < end <= len(text):
        raise InputError(
            f"{start}:{end} is no range of characters in a text of {len(text)}", name, "Give (start, end) with start < end"
        )
    if not text[start:end].strip():
        raise InputError(f"there is no word in {start}:{end}", name, "Give the range of the participant's words")
    return Span.of(text, start, end)


def relate(model: Model, doc: Doc, actor: Span, recipient: Span) -> Relation:
    """The relation between two spans of an annotated text.

    Args:
        model: the loaded model.
        doc: a text with sentences.
        actor: who does it.
        recipient: to whom it is done.

    Raises:
        InputError: the two overlap, stand in different sentences, or too far apart to be read together.
    """
    if overlap(actor, recipient):
        raise InputError("the actor and the recipient overlap", f"{actor.text!r} and {recipient.text!r}")
    one, two = _tokens(doc, actor), _tokens(doc, recipient)
    if set(one) & set(two):
        raise InputError("the actor and the recipient share a word", f"{actor.text!r} and {recipient.text!r}")
    if len({_sentence(doc, i) for i in (*one, *two)}) > 1:
        raise InputError(
            "the actor and the recipient do not stand in one sentence",
            f"{actor.text!r} and {recipient.text!r}",
            "Name both as one sentence names them",
        )
    a, b = _sentence(doc, one[0])
    tokens = _around([i for i in range(a, b) if not doc[i].is_space], (*one, *two))
    marks = [ACTOR if i in one else RECIPIENT if i in two else 0 for i in tokens]
    row = model.pieces.row([doc[i].text for i in tokens])
    scores = model.read(("relation",), row, marks)["relation"].astype(np.float64)
    p = np.exp(scores - scores.max())
    by_kind = dict(zip(model.labels.kinds, (p / p.sum()).tolist(), strict=True))
    best = max(by_kind, key=by_kind.__getitem__)
    read = doc[tokens[0] : tokens[-1] + 1]
    return Relation(
        sentence=Span.of(doc.text, read.start_char, read.end_char), actor=actor, recipient=recipient,
        type=None if best == "NONE" else best, none=by_kind["NONE"], types={t: by_kind[t] for t in ontology.TYPES},
    )  # fmt: skip


def _tokens(doc: Doc, span: Span) -> list[int]:
    """The words that the span touches."""
    return [t.i for t in doc if t.idx < span.end and t.idx + len(t.text) > span.start and not t.is_space]


def _sentence(doc: Doc, i: int) -> tuple[int, int]:
    """First token of the sentence of a token, and one past its last."""
    sentence = doc[i].sent
    return sentence.start, sentence.end


def _around(tokens: Sequence[int], marked: Sequence[int]) -> Sequence[int]:
    """The sentence, or `MOST_WORDS` of its words with the marked ones in the middle."""
    if len(tokens) <= MOST_WORDS:
        return tokens
    first, last = tokens.index(min(marked)), tokens.index(max(marked))
    if last - first >= MOST_WORDS:
        raise InputError(
            f"there are {last - first} words from one to the other; at most {MOST_WORDS} are read", "actor and recipient"
        )
    begin = min(max(0, (first + last + 1 - MOST_WORDS) // 2), len(tokens) - MOST_WORDS)
    return tokens[begin : begin + MOST_WORDS]
