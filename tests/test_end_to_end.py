"""The whole way, with the shipped model: every span is true, two runs give the same bytes, no network is needed."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lapwing
from lapwing import Coder, EventRecord, Settings, from_json, to_json
from lapwing.pipeline.outcome import Reading
from lapwing.records.page import Failure, Page
from lapwing.sources import read

ROOT = Path(__file__).parent.parent
INPUTS = [str(ROOT / "examples"), str(ROOT / "tests" / "data")]
PAGE = ROOT / "examples" / "withdrawal.html"
DATE = dt.date(2020, 1, 12)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return lapwing.load()


@pytest.fixture(scope="module")
def readings(coder: Coder) -> list[Reading]:
    found = []
    for page in read(INPUTS):
        if isinstance(page, Page):
            try:
                found.append(coder.explain(page))
            except lapwing.InputError:
                continue  # a document made to be refused
    return found


def spans(record: EventRecord) -> Iterator[tuple[int, int, str]]:
    """Every span of a record."""
    for span in (record.sentence, record.trigger, *record.actors, *record.recipients):
        yield span.start, span.end, span.text
    if record.when and record.when.span:
        yield record.when.span.start, record.when.span.end, record.when.span.text
    if record.where:
        yield record.where.span.start, record.where.span.end, record.where.span.text
    source = record.source
    if source and source.start is not None and source.end is not None and source.text is not None:
        yield source.start, source.end, source.text


def check(reading: Reading) -> None:
    """What holds of every reading."""
    text = reading.article.text
    assert reading.doc.text == text
    for event, record in reading.pairs:
        for start, end, words in spans(record):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == words
        for role in event.roles:
            assert text[role.span.start : role.span.end] == role.span.text
        assert record.sentence.start <= record.trigger.start < record.trigger.end <= record.sentence.end
        assert from_json(to_json(record, trace=True)) == record
        assert 0 <= record.confidence.record <= 1
        assert record.trace, "a record says what decided its fields"
    for sentence, reason in reading.rejected:
        assert text[sentence.start : sentence.end] == sentence.text
        assert reason


def test_every_span_is_true_in_all_inputs_at_hand(readings: list[Reading]) -> None:
    assert sum(len(reading.pairs) for reading in readings) > 20
    for reading in readings:
        check(reading)


WORDS = st.sampled_from(
    [
        *(
            "Iran",
            "Iraq",
            "Pompeo",
            "Erdoğan's",
            "北京",
            "protesters",
            "20",
            "soldiers",
            "the",
            "US",
            "us",
            "U.S.",
            "and",
        ),
        *("said", "condemned", "attacked", "killed", "arrested", "talks", "denied", "in", "Baghdad"),
        *("on", "Friday", "two", "days", "later", ",", ".", "“", "”", "'s", "—", "(", ")", "[", "]", "&amp;"),
        *("\n", "\t", "\u00a0", "\u202e", "\0", "é", "👍"),
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_true_spans_or_is_refused(coder: Coder, text: str) -> None:
    try:
        reading = coder.explain(coder.page(text, published=DATE))
    except lapwing.InputError:
        return  # too little text; anything but this error fails the test
    check(reading)


def test_the_example_page_is_dated_by_its_byline_and_the_other_story_is_foreign(readings: list[Reading]) -> None:
    article = next(r.article for r in readings if r.article.origin.endswith("withdrawal.html"))
    assert (article.published, article.published_basis) == (DATE, "byline")
    foreign = [article.text[p.start : p.end] for p in article.paragraphs if p.foreign]
    assert foreign
    assert all("Libya" in text for text in foreign)
    assert {"Haftar" in text for text in foreign} == {True, False}


def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "lapwing", *map(str, arguments)], input=stdin, capture_output=True)


def test_two_runs_and_any_number_of_workers_give_the_same_bytes() -> None:
    runs = [run("code", *INPUTS, "--trace", "--quiet", "--workers", workers).stdout for workers in (1, 1, 2)]
    assert runs[0]
    assert len(set(runs)) == 1


NO_NETWORK = """
import sys

USES = {"socket." + use for use in ("connect", "getaddrinfo", "gethostbyname", "sendto", "sendmsg")}

def refuse(event, arguments):  # Python tells of every use of a socket, whoever makes it
    if event in USES:
        raise SystemExit(f"the network was asked for: {event} {arguments}")

sys.addaudithook(refuse)
from lapwing.views.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", ["code", "explain", "annotate"])
def test_no_network_is_needed(command: str) -> None:
    done = subprocess.run([sys.executable, "-c", NO_NETWORK, command, str(PAGE)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_network_test_would_notice() -> None:
    script = NO_NETWORK.replace("from lapwing", "import socket; socket.getaddrinfo('localhost', 80)\nfrom lapwing")
    done = subprocess.run([sys.executable, "-c", script, "stages"], capture_output=True, text=True)
    assert "the network was asked for: socket.getaddrinfo" in done.stderr


UNUSABLE = {
    "empty": b"",
    "blank": b" \n\n ",
    "binary": bytes(range(256)) * 40,
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "truncated gzip": gzip.compress(b"Iraq condemned the attack. " * 100)[:40],
    "broken JSON": b'{"text": "Iran conde',
}
USABLE = {
    "a page without text": b"<html><head><title></title></head><body><nav><a href='/'>Home</a></nav></body></html>",
    "truncated page": PAGE.read_bytes()[:3000],
    "truncated character": "Iran condemned the attack near Erdoğ".encode()[:-1],
    "another language": ("Der Bundestag hat am Freitag über den Antrag der Regierung beraten. " * 8).encode(),
    "no event": b"It rained in the hills all day, and the river rose a little.",
    "one word": b"Iran",
    "one long line": b"x" * 200_000,
    "a title only": json.dumps({"id": "1", "title": "Iran condemns attack", "text": ""}).encode(),
}


@pytest.mark.parametrize("content", [*UNUSABLE.values(), *USABLE.values()], ids=[*UNUSABLE, *USABLE])
def test_no_input_gives_a_traceback(coder: Coder, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(content)
    (page,) = read([str(path)])
    coded = coder.code_page(page) if isinstance(page, Page) else None
    failure = page if isinstance(page, Failure) else coded.failure if coded else None
    assert content not in UNUSABLE.values() or failure
    if failure:
        assert failure.reason
        assert "\n" not in failure.reason
        assert "unexpected" not in failure.reason
    elif coded and not coded.records:
        assert coded.notes, "an empty result has its reason"


def test_fifty_megabytes_are_refused_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"Iran condemned the attack on Friday.\n" * (50 * 1024 * 1024 // 37))
    done = run("code", path)
    assert (done.returncode, done.stdout) == (2, b""), "nothing could be read"
    assert done.stderr.decode().splitlines() == [
        f"lapwing: {path}: larger than 8 MB, which no report is; split it into one report a file, or give it as JSON lines"
    ]


def test_a_closed_pipe_is_silent() -> None:
    script = f"{sys.executable} -m lapwing code {PAGE} {PAGE} {PAGE} | head -n 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env={**os.environ})
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_least_confidence_only_leaves_out(coder: Coder) -> None:
    every = coder.code(PAGE)
    some = Coder(coder.stages, Settings(min_confidence=0.5)).code(PAGE)
    assert [r for r in every if r.confidence.record >= 0.5] == list(some)
