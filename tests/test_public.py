"""The public API: what it exports, and that it costs nothing until it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import lapwing

ROOT = Path(__file__).parent.parent


def test_the_public_names_are_these() -> None:
    assert lapwing.__all__ == [
        "ArchiveError",
        "Coded",
        "Coder",
        "EventRecord",
        "FetchError",
        "InputError",
        "KnowledgeError",
        "LapwingError",
        "ModelError",
        "Relation",
        "Settings",
        "Span",
        "__version__",
        "annotate",
        "code",
        "code_all",
        "from_json",
        "load",
        "relate",
        "to_json",
    ]


@pytest.mark.parametrize("name", lapwing.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(lapwing, name)
    assert name == "__version__" or (value.__doc__ or "").strip()


def test_what_type_checkers_see_is_what_is_loaded() -> None:
    tree = ast.parse(Path(lapwing.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == lapwing._HOMES
    assert {*seen, "__version__"} == set(lapwing.__all__) == set(dir(lapwing))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        lapwing.nonsense  # noqa: B018


def test_importing_the_package_loads_nothing_else() -> None:
    script = "import sys, lapwing; print([m for m in ('msgspec', 'numpy', 'spacy', 'onnxruntime') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_package_has_the_version_of_its_code() -> None:
    assert lapwing.__version__ == import_module("lapwing.core.version").VERSION
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["version"]["path"] == "src/lapwing/core/version.py"
