"""The ontology's data files agree with the codebook, with PLOVER's tables and with each other."""

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from lapwing.knowledge import ontology

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "ontology.toml").read_text(encoding="utf-8")
)


def named(kind: str) -> Any:
    return pytest.mark.parametrize("case", CASES[kind], ids=[case["name"] for case in CASES[kind]])


def test_constants_match_the_data() -> None:
    loaded = ontology.load()
    assert tuple(loaded.types) == ontology.TYPES
    assert loaded.statuses == ontology.STATUSES
    assert tuple(loaded.sectors) == ontology.SECTORS
    assert loaded.contexts == ontology.CONTEXTS
    modes = dict.fromkeys(mode for type in ontology.TYPES for mode in ontology.modes(type))
    assert tuple(modes) == ontology.MODES
    assert len(ontology.TYPES) == 16
    assert len(ontology.CONTEXTS) == 37


def test_each_quad_class_has_its_types() -> None:
    classes = defaultdict(list)
    for type in ontology.TYPES:
        classes[ontology.quad(type)].append(type)
    assert classes == {
        "verbal cooperation": ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
        "material cooperation": ["COOPERATE", "AID", "RETREAT"],
        "verbal conflict": ["REQUEST", "ACCUSE", "REJECT", "THREATEN"],
        "material conflict": ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
    }


def test_scores() -> None:
    """The sign error of ACCUSE is mended and vandalize has PROTEST's score (notes in ontology.toml)."""
    assert ontology.score("ACCUSE") == -3.0
    assert ontology.score("PROTEST", "vandalize") == ontology.score("PROTEST") == -5.0
    assert ontology.score("ASSAULT", "unconventional") == -10.0
    assert ontology.score("RETREAT", "disarm") == 10.0
    assert ontology.score("AID", "visit") == ontology.score("AID") == 10.0
    for type, entry in ontology.load().types.items():
        conflict = "conflict" in entry.quad
        for value in (entry.score, *(mode.score for mode in entry.modes.values())):
            assert -10 <= value <= 10
            assert value <= 0.5 if conflict else value > 0, (type, value)


def test_every_cameo_code_is_valid_and_keeps_its_root() -> None:
    """A code's root is one that PLOVER's conversion table gives the type, unless the row says why not."""
    loaded = ontology.load()
    roots = defaultdict(set)
    for code, entry in loaded.cameo.items():
        roots[entry.plover].add(code[:2])
    for (type, mode), row in loaded.rows.items():
        for code in (row.otherwise, *(case.code for case in row.when)):
            assert code in loaded.cameo, (type, mode, code)
            assert row.beyond or code[:2] in roots[type], (type, mode, code)
        for case in row.when:
            assert set(case.contexts) <= set(ontology.CONTEXTS)
    assert [key for key, row in loaded.rows.items() if row.beyond] == [("SANCTION", "convict")]


def test_goldstein() -> None:
    assert ontology.goldstein("190") == -10.0
    assert ontology.goldstein("057") == 8.0
    assert all(-10 <= code.goldstein <= 10 for code in ontology.load().cameo.values())


def test_unknown_type_has_no_code() -> None:
    assert ontology.cameo("NOTHING") is None
    with pytest.raises(KeyError):
        ontology.quad("NOTHING")


def test_context_lists_are_long_and_clean() -> None:
    path = Path(ontology.__file__).with_name("contexts.toml")
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        words = entry["strong"] + entry["weak"]
        assert len(words) == len(set(words)), name
        assert len(words) >= 25, name
        assert all(word == word.strip() and len(word) > 1 for word in words), name
        for key in entry.get("implied", ()):
            type, _, mode = key.partition(".")
            assert not mode or mode in ontology.modes(type), key


@named("cameo")
def test_cameo(case: dict[str, Any]) -> None:
    assert ontology.cameo(case["type"], case.get("mode"), case.get("contexts", ())) == case["code"]


@named("contexts")
def test_contexts(case: dict[str, Any]) -> None:
    found = ontology.contexts(case["words"].split(), case.get("type", ""), case.get("mode"))
    assert list(found) == case["shows"]
