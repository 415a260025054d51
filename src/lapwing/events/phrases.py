"""From the words that the role head marks to the noun phrase that identifies a participant (codebook, section 4).

The head decides word by word, so a phrase may come without its beginning or its noun ("the", "-Eryani", "general from sixteen states").
The parse and the entities give whole phrases; relative clauses and titles stay out.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

_LEFT = frozenset({"det", "amod", "nummod", "compound", "nmod:poss", "det:predet", "advmod", "nmod:unmarked", "punct"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_WHOLE = frozenset({"PER", "ORG", "LOC", "NORP", "FAC"})
_EDGE = frozenset({"ADP", "PUNCT", "CCONJ", "SCONJ", "SPACE", "AUX"})


def participant(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The token range of the participant that the words `doc[start:end]` point at; None when they point at nothing.

    Without a parse the words stay as they are but for punctuation at their edges.
    """
    start, end = _entity(doc, start, end)
    start, end = _trim(doc, start, end)
    if start >= end:
        return None
    if not doc.has_annotation("DEP"):
        return start, end
    head = doc[start:end].root
    if all(t.pos_ not in _NOUNS and t.pos_ != "VERB" for t in doc[start:end]):
        noun = head.head
        if head.dep_ in _LEFT and noun.pos_ in _NOUNS and noun.i >= end and noun.i - end <= 3:
            end, head = noun.i + 1, noun
        elif head.pos_ == "NUM" and not head.is_title:
            return None  # a bare number is no participant
    return _left(doc, start, head), end


def _entity(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Grows over an entity that the range cuts."""
    for i, step in ((start, -1), (end - 1, 1)):
        token = doc[i]
        if token.ent_type_ in _WHOLE:
            j = i
            while 0 <= j + step < len(doc) and _continues(doc, min(j, j + step), max(j, j + step)):
                j += step
            start, end = min(start, j), max(end, j + 1)
    return start, end


def _continues(doc: Doc, i: int, j: int) -> bool:
    """Whether token j goes on with the entity of token i."""
    return doc[j].ent_iob_ == "I" and doc[j].ent_type_ == doc[i].ent_type_


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].is_space or doc[start].pos_ in _EDGE or doc[start].is_punct):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].is_punct or doc[end - 1].text in ("'s", "’s")):
        end -= 1
    return start, end


def _left(doc: Doc, start: int, head: Token) -> int:
    """Where the phrase begins: over determiners, numbers and modifiers, but not over a title before a name."""
    i = start
    while i > 0:
        token = doc[i - 1]
        if token.sent != head.sent or token.is_space:
            break
        below = token.head == head or (token.head.head == head and token.head.i < head.i)
        if not below or token.dep_ not in _LEFT or token.dep_ == "punct":
            break
        if head.pos_ == "PROPN" and token.dep_ not in ("det", "nummod"):
            break
        i -= 1
    return i
