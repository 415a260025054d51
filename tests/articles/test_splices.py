"""Paragraphs of other stories, over the cases of `tests/cases/articles_foreign.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing import sources
from lapwing.articles import extract
from lapwing.articles.lines import classify, split_lines
from lapwing.articles.splices import MAX_SHARE, WEIGHTS, Report, find_foreign
from lapwing.knowledge.words import key, keys, rarity
from lapwing.records.page import Page

TESTS = Path(__file__).parent.parent
CASES = tomllib.loads((TESTS / "cases/articles_foreign.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    content = "\n".join(case["lines"]).encode()
    article = extract(Page(id="x", content=content, media="text/plain", origin="x"))
    assert [i for i, p in enumerate(article.paragraphs) if p.foreign] == case["foreign"]
    assert all(bool(p.foreign_reason) == p.foreign for p in article.paragraphs)


def test_the_example_page_has_two_foreign_paragraphs() -> None:
    (page,) = sources.read([str(TESTS.parent / "examples/withdrawal.html")])
    assert isinstance(page, Page)
    article = extract(page)
    foreign = [article.text[p.start : p.end] for p in article.paragraphs if p.foreign]
    assert len(foreign) == 2
    assert foreign[0] == "Libyan commander's forces declare ceasefire around Tripoli"
    assert foreign[1].startswith("Forces loyal to Khalifa Haftar")


def test_related_forms_share_a_key_and_function_words_have_none() -> None:
    assert key("Libya") == key("Libyan") == key("libyans")
    assert key("the") == key("said") == key("US") == ""
    assert keys("He met Iran's envoy. Talks failed.") == [
        *(("met", False), ("iran", True), ("envoy", False), ("talks", False), ("faile", False))
    ]


def test_rare_words_are_rarer() -> None:
    assert rarity("gover") < rarity("libya") < rarity("xyzzy")


def test_every_sign_has_a_weight() -> None:
    report = Report(CASES[0]["lines"][1:], CASES[0]["lines"][0])
    assert report.signs(3, 5).keys() == WEIGHTS.keys()


WORDS = st.sampled_from(
    [*'Ruritania envoy Drava dam volcano ash Taranaki the said He . ? " 12'.split(" "), "\n", "\n\n"]
)


@given(st.lists(WORDS, max_size=80).map(" ".join))
def test_never_more_than_half(text: str) -> None:
    lines = classify(split_lines(text))
    body = [line for line in lines if line.kind == "body"]
    foreign = find_foreign(lines)
    assert len(foreign) <= MAX_SHARE * len(body)
    assert all(lines[index].kind == "body" and reason for index, reason in foreign.items())
