"""Every line of the frame lexicon keeps its schema, and the compiled file is that of the authored ones."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from lapwing.core.errors import KnowledgeError
from lapwing.knowledge import frames, ontology
from lapwing.knowledge.frames.compile import COMPILED, DATA, compile_all, conditions, encode, lines, surface
from lapwing.knowledge.frames.lexicon import load
from lapwing.knowledge.frames.schema import POS

LEXICON = frames.load()
PATTERNS = LEXICON.patterns


def test_the_compiled_file_is_in_step() -> None:
    assert encode(compile_all()) == COMPILED.read_bytes(), "run `python -m lapwing.knowledge.frames.compile`"


def test_types_and_modes_are_those_of_the_ontology() -> None:
    assert frames.TYPES == ontology.TYPES
    for kind, own in frames.MODES.items():
        assert set(own) == set(ontology.modes(kind)), kind
    for entry in LEXICON.entries:
        for sense in entry.senses:
            assert sense.type in frames.MODES
            assert sense.mode in {"", "*", *frames.MODES[sense.type]}
            assert sense.pattern in PATTERNS
            assert sense.condition


def test_no_lemma_stands_twice() -> None:
    twice = [key for key, n in Counter((e.lemma, e.pos) for e in LEXICON.entries).items() if n > 1]
    assert twice == []


def test_breadth() -> None:
    """At least 3,000 senses without light-verb pairs, which are built from lists; every type and every mode can be expressed."""
    plain = [e for e in LEXICON.entries if e.pos != "L"]
    assert len(plain) >= 3000
    assert {e.pos for e in LEXICON.entries} == set(POS)
    senses = {(s.type, m) for e in plain for s in e.senses for m in s.modes or ("",)}
    for kind, own in frames.MODES.items():
        assert {m for t, m in senses if t == kind} >= set(own)
        assert sum(any(s.type == kind for s in e.senses) for e in plain) >= 300, kind


def test_files_say_where_they_come_from() -> None:
    for path in DATA.iterdir():
        head = path.read_text(encoding="utf-8")[:600]
        assert "# Source:" in head, path.name
        assert "Licence:" in head, path.name


def test_patterns_and_resolvers_are_used_and_known() -> None:
    used = {s.pattern for e in LEXICON.entries for s in e.senses}
    assert set(PATTERNS) == used
    classes = tomllib.loads((DATA / "classes.toml").read_text(encoding="utf-8"))
    names = [*classes["nouns"], *classes["verbs"], *classes["words"]]
    assert len(names) == len(set(names)), "a class name stands twice"


@pytest.mark.parametrize(
    ("lemma", "pos", "forms"),
    [
        ("pull out", "V", {"pull out", "pulls out", "pulled out", "pulling out"}),
        ("shoot down", "V", {"shot down", "shooting down"}),
        ("deny", "V", {"denies", "denied", "denying"}),
        ("ban", "V", {"banned", "banning"}),
        ("veto", "V", {"vetoes", "vetoed", "vetoing"}),
        ("criticize", "V", {"criticise", "criticised", "criticizing"}),
        ("kidnap", "V", {"kidnapped", "kidnapping"}),
        ("test-fire", "V", {"test - fired"}),
        ("blow oneself up", "V", {"blew himself up", "blow themselves up"}),
        ("take sb hostage", "V", {"took ~ hostage"}),
        ("act^ of war", "N", {"acts of war"}),
        ("cease-fire", "N", {"cease - fires"}),
        ("sit-in", "N", {"sit - ins"}),
        ("embargo", "N", {"embargoes"}),
        ("on alert", "A", {"on alert"}),
    ],
)
def test_forms(lemma: str, pos: str, forms: set[str]) -> None:
    assert forms <= set(surface(lemma, pos))


@pytest.mark.parametrize("text", ["zz:any", "o:", "neg:x y", "flag", "o:a b"])
def test_a_bad_condition_is_refused(text: str) -> None:
    with pytest.raises(KnowledgeError, match="condition"):
        conditions(text, "here")


@pytest.mark.parametrize(
    "line",
    [
        "V act | hit",
        "X act | hit | .",
        "V nopattern | hit | .",
        "V act | hit | nomode",
        "V act | hit |  ",
        "V act | hit | ./nopattern",
    ],
)
def test_a_bad_line_is_refused_with_its_place(line: str, tmp_path: Path) -> None:
    path = tmp_path / "x.frames"
    path.write_text(f"type: ASSAULT\n{line}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"x\.frames:2"):
        lines(path, PATTERNS)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="compile"):
        load(tmp_path / "none.json")


def test_looking_up() -> None:
    senses = LEXICON.senses("airstrike", "NOUN")
    assert {s.type for s in senses} == {"ASSAULT"}
    assert LEXICON.senses("airstrike", "N") == senses
    assert LEXICON.senses("sing", "VERB") == ()
    entry = LEXICON.entry("visit", "V")
    assert entry is not None
    assert entry.types[0] == "CONSULT"
    assert "AGREE" in entry.types, "a visit still to come"
