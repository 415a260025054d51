"""Speakers: their phrase, and whether they have a name."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from lapwing.mentions.attributions.reporting import reporting

_LEFT = frozenset({"det", "amod", "compound", "nmod", "nummod", "flat", "advmod", "appos", "det:predet", "nmod:poss"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "several", "two", "three", "four", "many"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "that", "which", "this"})
_PREPOSITIONS = frozenset(
    {"of", "in", "from", "for", "to", "with", "at", "on", "by", "inside", "close", "near", "familiar", "linked"}
)
_MAX_TOKENS = 10


def phrase(head: Token) -> tuple[int, int]:
    """The noun phrase that names a speaker, without clauses, as token indices: the person's name alone where there is
    one ("prosecutor David Crane" → "David Crane"), else head, what stands before it, and its "of", "in", "for" phrases.
    """
    doc = head.doc
    if not doc.has_annotation("DEP"):
        return head.i, head.i + 1
    person = _person(head)
    if person:
        return person
    start, end = head.i, head.i + 1
    for child in head.lefts:
        if child.dep_ in _LEFT and not child.is_punct:
            start = min(start, child.left_edge.i)
    for child in head.rights:
        if child.dep_ in ("flat", "compound", "nummod") or (child.dep_ == "nmod" and _prepositional(child)):
            edge = child.i if child.dep_ != "nmod" else _short_edge(child)
            if edge - start < _MAX_TOKENS:
                end = max(end, edge + 1)
    while start < head.i and (doc[start].is_punct or doc[start].dep_ == "case"):
        start += 1
    return start, end


def _person(head: Token) -> tuple[int, int] | None:
    """The person's name that the phrase is or contains as its head, title or apposition."""
    if head.ent_type_ == "PER":
        return _entity(head)
    for child in head.children:
        if child.dep_ in ("flat", "appos", "compound") and child.ent_type_ == "PER" and child.i > head.i - 6:
            return _entity(child)
        if child.dep_ == "appos" and child.i > head.i and child.ent_type_ == "ORG":
            return _entity(child)
    # A name behind a long title hangs anywhere below it; one behind a preposition is somebody else ("aides to Mr. X").
    for token in head.subtree:
        if token.i > head.i and token.ent_type_ == "PER" and token.ent_iob_ == "B" and _titled(token):
            return _entity(token)
    return None


def name_before(verb: Token) -> tuple[int, int] | None:
    """The person's name that ends right before a verb, its auxiliaries, adverbs and dates: it is the speaker, whatever
    titles and offices stand before it, unless a preposition makes it somebody else's ("aides to President X").
    """
    doc, index = verb.doc, verb.i - 1
    start = max(0, verb.i - 6)
    while index > start and (
        doc[index].pos_ in ("AUX", "ADV", "PUNCT", "PART") or doc[index].ent_type_ == "DATE" or doc[index].tag_ == "RB"
    ):
        index -= 1
    if doc[index].ent_type_ != "PER":
        return None
    found = _entity(doc[index])
    before = found[0] - 1
    if before >= 0 and doc[before].lower_ in ("'s", "’s"):
        return None
    while before >= 0 and doc[before].lower_ in reporting().titles:
        before -= 1
    if before >= 0 and (doc[before].pos_ in ("ADP", "CCONJ") or doc[before].lower_ in ("to", "and")):
        return None
    return found


def _titled(name: Token) -> bool:
    index = name.i - 1
    while index >= 0 and name.doc[index].pos_ in ("NOUN", "PROPN", "ADJ") and name.i - index < 8:
        index -= 1
    return index < name.i - 1 and name.doc[index].pos_ == "DET"


def _entity(token: Token) -> tuple[int, int]:
    start = end = token.i
    doc = token.doc
    while start > 0 and doc[start].ent_iob_ == "I" and doc[start - 1].ent_type_ == token.ent_type_:
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I" and doc[end + 1].ent_type_ == token.ent_type_:
        end += 1
    return start, end + 1


def _prepositional(token: Token) -> bool:
    return any(child.dep_ == "case" and child.lower_ in _PREPOSITIONS for child in token.children)


def _short_edge(token: Token) -> int:
    """Last token of a prepositional phrase, before any clause or comma in it."""
    edge = token.i
    for child in token.rights:
        if child.dep_ in ("flat", "compound", "nmod") and not child.is_punct:
            edge = max(edge, _short_edge(child))
    return edge


def is_anonymous(doc: Doc, start: int, end: int) -> bool:
    """Whether a speaker's phrase names nobody: people told by what they are ("officials", "a senior commander"). An
    institution ("police", "the ministry"), a named person and a single "he" are not anonymous.
    """
    words = [token.lower_ for token in doc[start:end]]
    if not words or (len(words) == 1 and words[0] in _PRONOUNS):
        return False
    tokens = doc[start:end]
    if any(token.ent_type_ == "PER" for token in tokens) and not _possessed(doc, start, end):
        return False
    head = _head_word(words)
    unnamed = reporting().unnamed
    if head in unnamed.people:
        return True
    plural = head.endswith("s") and head in unnamed.offices
    return head in unnamed.offices and (plural or bool(_INDEFINITE & set(words)))


def _possessed(doc: Doc, start: int, end: int) -> bool:
    """The person named is not the speaker but the one the speaker belongs to: "a Mubarak spokesman"."""
    last = doc[end - 1]
    return last.ent_type_ != "PER" or any(token.lower_ in ("'s", "’s", "of", "to", "for") for token in doc[start:end])


def _head_word(words: list[str]) -> str:
    """The word a phrase is about: the last one before its first preposition or clause."""
    for index, word in enumerate(words):
        if index and word in _PREPOSITIONS | {"who", "that", "and", ",", "based", "working"}:
            return words[index - 1]
    return words[-1]
