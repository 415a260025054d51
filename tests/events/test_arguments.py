"""Participants that the frame lexicon adds where the role head found nobody (codebook, section 4)."""

from parses import VOCAB, parsed
from spacy.tokens import Doc

from lapwing.events.arguments import SHARE_RIGHT, RoleWords, from_frames

ACTIVE = parsed("""
Norway     PROPN  2  nsubj  B-LOC
condemned  VERB   0  root
the        DET    4  det
government NOUN   2  obj
of         ADP    6  case
Peru       PROPN  4  nmod   B-LOC
.          PUNCT  2  punct
""")
PASSIVE = parsed("""
The        DET    2  det
government NOUN   4  nsubj:pass
was        AUX    4  aux:pass
condemned  VERB   0  root
by         ADP    6  case
Norway     PROPN  4  obl    B-LOC
.          PUNCT  4  punct
""")
NORWAY: RoleWords = ("actor", 0, 1, 0.9, "head")


def added(doc: Doc, start: int, kind: str, *found: RoleWords) -> list[tuple[str, str]]:
    return [(role, doc[a:b].text) for role, a, b, _, _ in from_frames(doc, start, start + 1, kind, found)]


def test_the_missing_recipient_of_an_active_verb_is_added_whole() -> None:
    assert from_frames(ACTIVE, 1, 2, "ACCUSE", [NORWAY]) == (("recipient", 2, 4, SHARE_RIGHT, "frame"),)


def test_both_are_added_when_nobody_was_found() -> None:
    assert added(ACTIVE, 1, "ACCUSE") == [("actor", "Norway"), ("recipient", "the government")]


def test_a_passive_turns_them_round() -> None:
    assert added(PASSIVE, 3, "ACCUSE") == [("actor", "Norway"), ("recipient", "The government")]


def test_nothing_is_added_when_the_lexicon_reads_another_type() -> None:
    assert added(ACTIVE, 1, "ASSAULT", NORWAY) == []


def test_nothing_is_added_when_both_were_found() -> None:
    assert added(ACTIVE, 1, "ACCUSE", NORWAY, ("recipient", 5, 6, 0.6, "head")) == []


def test_nobody_takes_two_roles() -> None:
    assert added(ACTIVE, 1, "ACCUSE", ("actor", 2, 4, 0.6, "head")) == []


def test_a_word_that_the_lexicon_does_not_know_adds_nothing() -> None:
    assert added(ACTIVE, 4, "ACCUSE", NORWAY) == []


def test_nothing_is_added_without_a_parse() -> None:
    assert added(Doc(VOCAB, words=[token.text for token in ACTIVE]), 1, "ACCUSE", NORWAY) == []
