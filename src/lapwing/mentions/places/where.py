"""The place of an event by syntax, for when the trained head proposes none."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from lapwing.mentions.places.words import CITIES, DIVISIONS

PLACING = frozenset(
    """in at near outside inside across around throughout within off along on over south north east west from
    into""".split()
)
"""Prepositions that place an action."""

FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID", "CONSULT"})
"""Types whose records mostly have a place when the sentence names one; speech acts mostly have none."""

VISITING = frozenset({"visit", "tour"})
"""Verbs whose object can be the place, when that is a place's name."""

STEPS = 2
"""Steps up from the trigger on which a place may hang: "killed in clashes in Basra", "a bomb exploded, killing two".
On 700 training sentences the second step adds 13 right places and 11 wrong ones, the third next to none."""

NAMED = frozenset({"LOC", "FAC"})


def candidates(doc: Doc, trigger: Token, type: str) -> Iterator[tuple[int, Token]]:
    """Nouns that place the action of `trigger`, with the steps between them; the nearest first."""
    seen: set[int] = set()
    for steps, node in enumerate([trigger, *trigger.ancestors][: STEPS + 1]):
        if steps and node.sent != trigger.sent:
            return
        for child in _within(node, trigger, steps):
            visited = child.head == trigger and child.dep_ == "obj"
            if child.i not in seen and (visited or _places(child, type)):
                seen.add(child.i)
                yield steps, child


def _within(node: Token, trigger: Token, steps: int) -> Iterator[Token]:
    """The dependents of a node that may be its place, those of its noun dependents after it."""
    for child in node.children:
        if child.dep_.split(":")[0] in {"obl", "nmod"}:
            yield child
            for deeper in child.children:
                if deeper.dep_.split(":")[0] in {"nmod", "obl", "conj"}:
                    yield deeper
    if steps == 0:
        for child in node.children:
            if child.dep_ == "obj" and node.lemma_ in VISITING and child.ent_type_ in NAMED:
                yield child
            if child.dep_ in {"obj", "nsubj:pass", "acl", "advcl", "nsubj"}:
                for deeper in child.children:
                    if deeper.dep_.split(":")[0] in {"nmod", "obl"} and child.dep_ != "nsubj":
                        yield deeper


def _places(noun: Token, type: str) -> bool:
    """Whether a preposition that places stands before a noun, and it is no person's or organisation's name."""
    if any(part.ent_type_ in {"PER", "ORG", "NORP", "DATE"} for part in (noun,)):
        return False
    cases = {child.lower_ for child in noun.children if child.dep_ == "case"}
    if not cases & PLACING:
        return False
    placing = cases & PLACING
    if placing == {"into"}:
        return type in {"ASSAULT", "MOBILIZE", "AID"}
    return placing != {"from"} or type in {"RETREAT", "COERCE", "MOBILIZE"}


def phrase(noun: Token) -> tuple[int, int]:
    """The tokens of a place's noun phrase, without its preposition, clauses and what only follows after a comma."""
    first = last = noun.i
    for child in noun.children:
        if child.dep_ in {"flat", "compound", "amod", "nmod:poss", "nummod", "fixed"} or (
            child.dep_ == "det" and child.i < noun.i
        ):
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
        elif child.dep_ == "nmod" and noun.lower_ in CITIES | DIVISIONS and child.i == noun.i + 2:
            last = max(last, child.right_edge.i)  # "the city of Basra"
    return first, last + 1


def named(doc: Doc, noun: Token) -> bool:
    """Whether a noun phrase holds the name of a place."""
    first, last = phrase(noun)
    return any(doc[i].ent_type_ in NAMED for i in range(first, last))
