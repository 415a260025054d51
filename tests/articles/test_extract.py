"""`articles.extract`: the text of each kind of document, its paragraphs, and what it refuses."""

import contextlib
import datetime as dt
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.articles import extract
from lapwing.core.errors import InputError
from lapwing.records.article import Article
from lapwing.records.page import Page

STORY = (
    "The interior minister on Tuesday rejected a call by the opposition for an early vote, saying that the term of "
    "parliament ends in 2022."
)
SECOND = "The opposition had asked for a vote after police and protesters clashed in the capital in January."


def read(content: str | bytes, media: str = "text/plain", **fields: object) -> Article:
    raw = content.encode() if isinstance(content, str) else content
    return extract(Page(id="x", content=raw, media=media, origin="here.txt", **fields))  # type: ignore[arg-type]


def lines(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]


def check(article: Article) -> None:
    """What holds for every article."""
    assert article.sha256 == hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    covered = 0
    for paragraph in article.paragraphs:
        assert not article.text[covered : paragraph.start].strip()
        assert article.text[paragraph.start : paragraph.end].strip()
        covered = paragraph.end
    assert not article.text[covered:].strip()
    spans = [date.span for date in article.dates if date.span] + ([article.title] if article.title else [])
    for span in spans:
        assert article.text[span.start : span.end] == span.text
    assert (article.published is None) == (article.published_basis == "none") == (not article.dates)
    assert article.published_reason
    if article.dates:
        assert article.dates[0].date == article.published
        assert [bool(d.rejected) for d in article.dates] == [False] + [True] * (len(article.dates) - 1)


def test_plain_text_is_unchanged_to_the_character() -> None:
    text = f"\r\n Minister  rejects call\t\r\n\r\n{STORY} \u00a0\r\n{SECOND}\n\n"
    article = read(text)
    assert article.text == text
    assert article.title is not None
    assert article.title.text == "Minister  rejects call"
    check(article)


def test_a_byte_order_mark_is_no_character() -> None:
    assert read(b"\xef\xbb\xbf" + STORY.encode()).text == STORY
    assert read(STORY.encode("utf-16")).text == STORY


@pytest.mark.parametrize("first", ["\ufeff", "þÿ"], ids=["U+FEFF", "a mark in Latin-1"])
def test_a_text_given_as_characters_is_not_guessed_at(first: str) -> None:
    article = read(first + STORY, encoding="utf-8")
    assert article.text == first + STORY
    check(article)


def test_a_page_that_is_not_the_utf8_it_is_said_to_be_is_guessed_at() -> None:
    assert read(STORY.encode("utf-16"), encoding="utf-8").text == STORY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = f"{STORY} “We will not,” he said — in Besançon and Málaga."
    assert read(text.encode(encoding)).text == text


def test_a_page_is_read_in_the_encoding_it_names() -> None:
    body = f"<h1>Łódź mayor resigns</h1><p>{STORY} {SECOND}</p>"
    html = f'<html><head><meta charset="iso-8859-2"></head><body>{body}</body></html>'
    article = read(html.encode("iso-8859-2"), "text/html")
    assert article.title is not None
    assert article.title.text == "Łódź mayor resigns"


def test_json_is_headline_line_feed_text() -> None:
    content = json.dumps({"title": "Minister rejects call", "text": f" {STORY}\n{SECOND}"})
    article = read(content, "application/json")
    assert article.text == f"Minister rejects call\n {STORY}\n{SECOND}"
    assert lines(article)[0] == ("headline", "Minister rejects call")
    check(article)


def test_json_that_begins_with_its_headline_is_unchanged() -> None:
    text = f"Minister rejects call.\n\n{STORY}"
    article = read(json.dumps({"title": "Minister rejects call.", "text": text}), "application/json")
    assert article.text == text
    assert article.title is not None
    assert article.title.text == "Minister rejects call."


def test_a_page_is_headline_and_paragraphs() -> None:
    html = f"""<html><head><title>Minister rejects call | Example Times</title></head><body>
    <nav><a href="/">Home</a> <a href="/world">World</a></nav>
    <article><h1>Minister <em>rejects</em> call</h1>
    <p>By Ann Example, 3 March 2020</p>
    <p>{STORY}</p><p>Read more: Twelve things to know</p><p>{SECOND}<br>It was the third such call.</p></article>
    <footer><p>Copyright 2020 Example Times</p></footer></body></html>"""
    article = read(html, "text/html")
    assert article.text.split("\n")[0] == "Minister rejects call"
    assert STORY in article.text.split("\n")
    assert "Read more" not in article.text
    assert "Copyright" not in article.text
    assert article.published == dt.date(2020, 3, 3)
    assert article.author == "Ann Example"
    check(article)


def test_a_page_of_one_short_paragraph_is_still_read() -> None:
    article = read("<p>Iran fired missiles.</p>", "text/html")
    assert article.text == "Iran fired missiles."


def test_hard_wrapped_text_is_one_paragraph() -> None:
    words = f"{STORY} {SECOND}".split()
    wrapped = "\n".join(" ".join(words[i : i + 11]) for i in range(0, len(words), 11))
    article = read(f"Minister rejects call\n\n{wrapped}\n\n{STORY}")
    assert [kind for kind, _ in lines(article)] == ["headline", "body", "body"]


def test_bylines_and_credits_are_kept_and_marked() -> None:
    article = read(
        f"Minister rejects call\nBy Ann Example and Bo Muster, Example Wire\n{STORY}\n{SECOND}\n(Editing by Cy Doe)"
    )
    assert [kind for kind, _ in lines(article)] == ["headline", "byline", "body", "body", "byline"]
    assert article.author == "Ann Example and Bo Muster Example Wire"


def test_a_sentence_is_no_headline() -> None:
    assert read(f"{STORY}\n{SECOND}").title is None


@pytest.mark.parametrize(
    ("content", "media", "reason"),
    [
        (b"", "text/plain", "empty"),
        (b"\n \n", "text/plain", "empty"),
        (b"\0\1\2\3\4" * 50, "text/plain", "binary"),
        (b"<html><body><script>var a = 1;</script></body></html>", "text/html", "no article text"),
        ("Министр внутренних дел во вторник отверг призыв оппозиции.".encode(), "text/plain", "not English"),
        (
            b"Der Innenminister hat am Dienstag die Forderung der Opposition nach vorgezogenen Neuwahlen abgelehnt und "
            b"erkl\xe4rt, die Amtszeit des Parlaments ende erst im Jahr 2022, wie es die Verfassung vorschreibt.",
            "text/plain",
            "not English",
        ),
        (b"12345 67890", "text/plain", "no words"),
        (b"word " * 300_000, "text/plain", "more than any report"),
        (b'{"title": "no text"}', "application/json", "JSON object"),
    ],
)
def test_what_is_refused_says_why_in_one_line(content: bytes, media: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(content, media)
    assert "\n" not in str(caught.value)
    assert caught.value.where == "here.txt"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Iran fired missiles.", "very short"),
        (f"{STORY} The opposition said that it would go on asking unt", "perhaps cut off"),
        (f"{STORY} The opposition said…", "cut off"),
        (f"{STORY} The opposition [+1200 chars]", "cut off"),
    ],
)
def test_what_is_strange_is_noted(text: str, note: str) -> None:
    assert any(n.startswith(note) for n in read(text).notes)


def test_a_whole_report_has_no_notes() -> None:
    assert read(f"Minister rejects call\n\n{STORY}\n\n{SECOND}").notes == ()


SNIPPETS = st.sampled_from(
    [
        *(
            STORY,
            SECOND,
            "By Ann Example",
            "3 March 2020",
            "2020-03-03T10:00:00Z",
            "Monday, 2 March 2020",
            "31/02/2020",
        ),
        *("<p>", "</p>", "<h1>", "</h1>", "<time datetime='2020-03-03'>", "</time>", "<table><tr><td>", "<ul><li>"),
        *("<meta name=date content='2020-03-03'>", "<script type='application/ld+json'>", "</script>", "<!--", "-->"),
        '{"@type":"Article","datePublished":"2020-03-03"}',
        *("\n", "\r\n", "\n\n", "\u2028", "\x00", "\x0c", "&#0;", "<![CDATA[", "\ufeff", "“", "…"),
        "NAIROBI, March 3 (Wire) - ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(SNIPPETS | st.text(max_size=30), max_size=25).map(" ".join), st.sampled_from(["text/html", "text/plain"])
)
def test_no_text_or_markup_breaks_it(content: str, media: str) -> None:
    try:
        article = read(content.encode("utf-8", "surrogatepass"), media)
    except InputError:
        return
    check(article)
    if media == "text/plain" and not content.startswith("\ufeff"):
        assert article.text == content or "damaged" in " ".join(article.notes) or "encoding" in " ".join(article.notes)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text/html", "text/plain", "application/json"]))
def test_no_bytes_break_it(content: bytes, media: str) -> None:
    with contextlib.suppress(InputError):
        check(read(content, media))
