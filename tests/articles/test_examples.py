"""The example page and reports of `examples/`."""

import datetime as dt
from pathlib import Path

from lapwing import sources
from lapwing.articles import extract
from lapwing.records.page import Page

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def test_the_page_is_dated_by_its_byline_and_not_by_its_header() -> None:
    (page,) = sources.read([str(EXAMPLES / "withdrawal.html")])
    assert isinstance(page, Page)
    article = extract(page)
    assert article.published == dt.date(2020, 1, 12)
    assert article.published_basis == "byline"
    assert {date.date for date in article.dates} == {dt.date(2020, 1, 12), dt.date(2020, 7, 14)}
    assert article.author == "Ellen Marsh"
    assert article.title is not None
    assert article.title.text == "Washington rejects Iraqi request for talks on troop withdrawal"
    assert 400 <= len(article.text.split()) <= 500
    assert "Related" not in article.text
    assert "Privacy" not in article.text


def test_the_reports_are_read() -> None:
    pages = list(sources.read([str(EXAMPLES / "reports.jsonl")]))
    assert [page.id for page in pages] == ["pretoria-2022", "karabakh-2020", "myanmar-2021"]
    for page in pages:
        assert isinstance(page, Page)
        article = extract(page)
        assert article.published == page.published
        assert not any(paragraph.foreign for paragraph in article.paragraphs)
        assert not article.notes
