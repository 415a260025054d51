"""The publication date, over the cases of `tests/cases/articles_dates.toml`."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from lapwing.articles import extract
from lapwing.articles.days import find_days
from lapwing.records.page import Page

CASES = tomllib.loads((Path(__file__).parent.parent / "cases/articles_dates.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_choice_and_its_reason(case: dict[str, Any]) -> None:
    html = case.get("html")
    content = (html or case["text"]).strip().encode()
    page = Page(
        id="x",
        content=content,
        media="text/html" if html else "text/plain",
        origin="x",
        url=case.get("url"),
        published=case.get("given"),
    )
    article = extract(page)
    assert (article.published, article.published_basis) == (case.get("date"), case["basis"]), article.dates
    assert case["reason"] in article.published_reason
    assert [not date.rejected for date in article.dates] == [True, *[False] * (len(article.dates) - 1)][
        : len(article.dates)
    ]
    for date in article.dates:
        if date.span:
            assert article.text[date.span.start : date.span.end] == date.span.text == date.text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Saturday, 09 March, 2019", ["2019-03-09"]),
        ("Jan. 12th, 2020, 07:56", ["2020-01-12"]),
        ("the 12th of January 2020", ["2020-01-12"]),
        ("2020-01-12T07:56:00Z", ["2020-01-12"]),
        ("12.1.2020", ["2020-01-12", "2020-12-01"]),
        ("13/1/2020", ["2020-01-13"]),
        ("Wed Nov 27 2013", ["2013-11-27"]),
        ("31 September 2020, 30/02/2020", []),
        ("March 5,000 and version 1.2.2020.4 and 11/2020", []),
    ],
)
def test_days_written_in_full(text: str, days: list[str]) -> None:
    assert [str(day.date) for day in find_days(text)] == days


def test_a_day_without_a_year_is_the_nearest() -> None:
    (day,) = find_days("on Dec. 30 he", yearless=True)
    assert day.date is None
    assert day.nearest(dt.date(2020, 1, 12)) == dt.date(2019, 12, 30)
