"""Near-duplicates: syndicated, trimmed and lightly rewritten copies are one report; templates and quotations are not."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from lapwing.records.article import Article, Paragraph
from lapwing.records.story import CopyGroup, copy_groups, originals
from lapwing.stories.duplicates import Index, compare, content, copies, is_copy, sketch

TEXT = """Kestria and Moravel sign fishing accord
Kestria and Moravel signed an accord on Tuesday that divides the herring grounds of the Bay of Tull between their fleets. The foreign
ministers, Ana Dorn and Pavel Ruzic, met in the border town of Lisk after two years of disputes in which eleven trawlers were seized.
Under the accord each side may land forty thousand tonnes a year. Inspectors of both countries will board vessels together.
Dorn called the accord a victory for patience. Ruzic said that Moravel had asked for more and got enough.
Fishermen in Port Ostra were not persuaded. Hundreds of them gathered at the quay on Wednesday and demanded that parliament reject it.
The opposition leader Milan Hesk promised a vote within a month. His party had walked out of the talks in spring.
Last year the coast guard of Kestria fired warning shots at four boats near the island of Renn, and Moravel recalled its ambassador."""


def article(id: str, text: str, published: str | None = "2020-03-04") -> Article:
    paragraphs, at = [], 0
    for n, line in enumerate(text.split("\n")):
        paragraphs.append(Paragraph(start=at, end=at + len(line), kind="body" if n else "headline"))
        at += len(line) + 1
    return Article(
        id=id,
        text=text,
        title=None,
        paragraphs=tuple(paragraphs),
        published=dt.date.fromisoformat(published) if published else None,
        published_basis="given" if published else "none",
        published_reason="given",
        dates=(),
        sha256="0",
    )


LINES = TEXT.split("\n")
COPIES = {
    "trimmed": "\n".join(LINES[:6]),
    "another headline": "\n".join(["Herring: the quarrel is over", *LINES[1:]]),
    "boilerplate": "\n".join([*LINES, "Reporting by our correspondents. All rights reserved. Do not redistribute."]),
    "another lead": "\n".join(
        ["After two years the herring dispute has been settled by an accord of the two fleets.", *LINES[2:]]
    ),
}
TEMPLATE = (
    "{0} wins primary in {1}\n{0} won the primary election of the party in {1} on Tuesday, with {2} percent of the votes, according to"
    " the count of the state. The winner takes {3} of the delegates at stake. {4} came second and {5} third. The candidate needs"
    " {6} delegates in all to be nominated at the convention, which is to be held in {7} in the summer."
)


@pytest.mark.parametrize("kind", COPIES)
def test_copies_are_found(kind: str) -> None:
    found = copies([article("a", TEXT), article("b", COPIES[kind], "2020-03-05")])
    assert found == (CopyGroup(original="a", copies=("b",)),)


def test_one_template_filled_twice_is_no_copy() -> None:
    a = TEMPLATE.format("Dorn", "Ostra", 54, 61, "Hesk", "Ruzic", 1991, "Lisk")
    b = TEMPLATE.format("Belmar", "Vint", 38, 24, "Ocampo", "Tarn", 2027, "Quell")
    both = compare(content(article("a", a)), content(article("b", b)))
    assert both.contained > 0.4 and not is_copy(both)
    assert copies([article("a", a), article("b", b)]) == ()


def test_a_long_quotation_makes_no_copy() -> None:
    own = " ".join(f"Word{n} of another matter altogether number {n}." for n in range(40))
    assert copies([article("a", TEXT), article("b", f"Why fishermen protest\n{own}\n{LINES[5]}")]) == ()


def test_short_texts_are_never_copies() -> None:
    assert copies([article("a", "Ministers meet in Lisk."), article("b", "Ministers meet in Lisk.")]) == ()


def test_bylines_and_foreign_paragraphs_are_not_compared() -> None:
    a = article("a", TEXT)
    marked = [
        Paragraph(start=p.start, end=p.end, kind="byline" if n == 1 else "body", foreign=n > 1)
        for n, p in enumerate(a.paragraphs)
    ]
    other = Article(**{f: getattr(a, f) for f in a.__struct_fields__} | {"id": "b", "paragraphs": tuple(marked)})
    assert content(other).words == len(LINES[0].split())


def test_the_original_is_the_earliest_then_the_longest() -> None:
    early = article("z", COPIES["trimmed"], "2020-03-03")
    same_day = [article("b", TEXT), article("c", COPIES["trimmed"])]
    undated = article("a", TEXT, None)
    assert copies([*same_day, early, undated]) == (CopyGroup(original="z", copies=("a", "b", "c")),)
    assert copies([*same_day, undated]) == (CopyGroup(original="b", copies=("a", "c")),)


def test_the_order_of_articles_does_not_matter() -> None:
    articles = [article(kind, text) for kind, text in COPIES.items()]
    articles += [article("own", f"Another matter\n{' '.join(f'Thing{n} happened there.' for n in range(60))}")]
    first = copies(articles)
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert copies(articles) == first
    assert len(first) == 1 and "own" not in (first[0].original, *first[0].copies)


def test_an_article_given_twice_is_one_report() -> None:
    assert copies([article("a", TEXT), article("a", TEXT)]) == ()


def test_the_index_finds_what_is_to_be_compared() -> None:
    index = Index()
    index.add(sketch(article("a", TEXT)))
    index.add(sketch(article("own", " ".join(f"Thing{n} happened there." for n in range(60)))))
    assert index.candidates(sketch(article("b", COPIES["trimmed"]))) == ["a"]
    assert index.candidates(sketch(article("empty", ""))) == []


def test_comparison_is_symmetric() -> None:
    a, b = content(article("a", TEXT)), content(article("b", COPIES["another lead"]))
    assert compare(a, b) == compare(b, a)
    assert compare(a, a).contained == compare(a, a).jaccard == compare(a, a).names == 1.0


def test_groups_read_both_ways() -> None:
    groups = (CopyGroup(original="a", copies=("b", "c")), CopyGroup(original="x", copies=("y",)))
    assert copy_groups(originals(groups)) == groups
