"""The cases in `tests/cases/actors_*.toml`: own sentences, each with who its words stand for."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy

from lapwing.core.spans import Span
from lapwing.mentions.actors import Cast
from lapwing.records.article import Article

CASES = Path(__file__).parents[2] / "cases"
NLP = spacy.blank("en")


def article(text: str, published: dt.date | None) -> Article:
    return Article(
        id="case", text=text, title=None, paragraphs=(), published=published, published_basis="given" if published else "none",
        published_reason="", dates=(), sha256="",
    )  # fmt: skip


def rows() -> list[Any]:
    out = []
    for path in sorted(CASES.glob("actors_*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            for want in case["want"]:
                why = case.get("known_error", {}).get(want[0])
                marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
                out.append(pytest.param(case, want, id=f"{path.stem}: {case['name']}: {want[0]}", marks=marks))
    return out


@pytest.mark.parametrize(("case", "want"), rows())
def test_who(case: dict[str, Any], want: list[str]) -> None:
    text, on = case["text"], case.get("on")
    at = text.find(want[0])
    assert at >= 0, "the case's words are not in its text"
    cast = Cast(NLP(text), article(text, on))
    found = cast.resolve(Span.of(text, at, at + len(want[0])), case.get("role", "actor"), on)
    assert found.code == want[1], found.trace
    if want[2] != "*":
        assert found.sector == want[2], found.trace
    if len(want) > 3:
        assert found.name == want[3], found.trace
    assert found.why
    assert found.trace
