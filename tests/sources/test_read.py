"""`sources.read`: every input gives pages or failures with a reason, in order, and none stops the others."""

import datetime as dt
import gzip
import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing import sources
from lapwing.core.errors import InputError
from lapwing.records.page import Failure, Page
from lapwing.sources.inputs import _stream


def reasons(items: list[Page | Failure]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Failure)]


def test_kinds_are_told_by_name_and_by_content(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("Iran fired missiles.")
    (tmp_path / "b.txt").write_text("<p>not a page: its name says text</p>")
    (tmp_path / "unnamed").write_text("<!DOCTYPE html><html><body><p>Iran</p></body></html>")
    (tmp_path / "words").write_text("Iran fired missiles.")
    names = [str(tmp_path / n) for n in ("a.html", "b.txt", "unnamed", "words")]
    media = [page.media for page in sources.read(names) if isinstance(page, Page)]
    assert media == ["text/html", "text/plain", "text/html", "text/plain"]


def test_folders_are_walked_in_order_without_hidden_or_foreign_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".git/x.txt", ".hidden.txt", "picture.png", "z.html"):
        (tmp_path / name).write_text(f"The text of {name}.")
    found = [Path(page.origin).relative_to(tmp_path).as_posix() for page in sources.read([str(tmp_path)])]
    assert found == ["a.txt", "z.html", "b/1.txt", "b/2.txt"]


def test_a_folder_without_documents_says_so(tmp_path: Path) -> None:
    assert "no documents in this folder" in reasons(list(sources.read([str(tmp_path)])))[0]


def test_json_lines_name_line_and_key(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(
        "\n".join(
            [
                json.dumps({"id": "one", "title": "T", "text": "Iran.", "published": "2020-01-05", "url": "u", "x": 1}),
                "",
                json.dumps({"id": "two"}),
                "{broken",
                json.dumps({"text": "", "id": 7}),
                json.dumps({"text": "x", "published": "yesterday"}),
                json.dumps({"text": "x", "title": 3}),
                "[1]",
                json.dumps({"id": 8, "text": "x", "published": "2020-01-05T23:00:00Z"}),
            ]
        )
    )
    items = list(sources.read([str(file)], published=dt.date(2001, 1, 1)))
    first, last = items[0], items[-1]
    assert isinstance(first, Page)
    assert (first.id, first.title, first.url, first.published) == ("one", "T", "u", dt.date(2020, 1, 5))
    assert isinstance(last, Page)
    assert (last.id, last.published) == ("8", dt.date(2020, 1, 5))
    assert [item.origin.rpartition(":")[2] for item in items] == ["1", "3", "4", "5", "6", "7", "8", "9"]
    keys = [
        "`text` is missing",
        "not valid JSON",
        "`text` is empty",
        "`published` is not a date",
        "`title` is not",
        "not a JSON",
    ]
    assert all(key in reason for key, reason in zip(keys, reasons(items), strict=True))


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_file_may_be_one_object_or_a_list(tmp_path: Path, indent: int | None) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"id": "a", "text": "Iran."}, indent=indent))
    (tmp_path / "two.json").write_text(json.dumps([{"id": "b", "text": "Iran."}, {"id": "c"}], indent=indent))
    items = list(sources.read([str(tmp_path)]))
    assert [item.id for item in items] == ["a", "b", "c"]
    assert isinstance(items[2], Failure)


def test_one_bad_first_line_does_not_hide_the_others(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text('broken\n{"id": "a", "text": "Iran."}\n{"id": "b", "text": "Iraq."}')
    assert [item.id for item in sources.read([str(file)])][1:] == ["a", "b"]


def test_standard_input_is_sniffed_and_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, media in ((b'{"text": "Iran."}\n', "application/json"), (b"Iran fired.", "text/plain")):
        buffer = io.BytesIO(content)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=buffer))
        (page,) = sources.read(["-"])
        assert isinstance(page, Page)
        assert page.media == media
        assert page.origin.startswith(sources.STDIN)
        assert not buffer.closed


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Iran fired missiles."))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"id": "b", "text": "Iran."}\n'))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b"Iran fired missiles.")[:-9])
    first, second, third = sources.read([str(tmp_path)])
    assert isinstance(first, Page)
    assert first.content == b"Iran fired missiles."
    assert second.id == "b"
    assert isinstance(third, Failure)
    assert "damaged gzip" in third.reason


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * (64 << 20)))
    assert "larger than 8 MB" in reasons(list(sources.read([str(tmp_path)])))[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \n ", "it is empty"),
        (b"%PDF-1.4 ...", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"abc\0def" * 40, "binary data"),
        (bytes(range(1, 32)) * 9, "binary data"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert reason in reasons(list(sources.read([str(tmp_path)])))[0]


def test_utf16_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran fired missiles.", encoding="utf-16")
    (tmp_path / "b.txt").write_bytes("Iran fired missiles.".encode("utf-16-le"))
    assert not reasons(list(sources.read([str(tmp_path)])))


def test_large_documents_are_refused_and_large_files_of_lines_are_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * (11 << 20))
    line = json.dumps({"id": "x", "text": "word " * 4000}).encode() + b"\n"
    long = json.dumps({"id": "x", "text": "word " * (2 << 20)}).encode() + b"\n"
    (tmp_path / "b.jsonl").write_bytes(line * 400 + long + line)
    items = list(sources.read([str(tmp_path)]))
    assert len(items) == 403
    assert [item.origin[-13:] for item in items if isinstance(item, Failure)] == [
        str(tmp_path / "a.txt")[-13:],
        str(tmp_path / "b.jsonl:401")[-13:],
    ]


def test_a_path_that_is_not_there_is_a_failure_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran fired missiles.")
    items = list(sources.read([str(tmp_path / "none"), "a\0b", str(tmp_path / "a.txt")]))
    assert "no such file" in reasons(items)[0]
    assert isinstance(items[2], Page)


def test_an_unknown_kind_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="text/html"):
        list(sources.read([str(tmp_path)], media="pdf"))


@given(st.binary(max_size=400))
def test_any_bytes_give_pages_or_failures(content: bytes) -> None:
    for item in _stream(io.BytesIO(content), "x", None, None):
        assert isinstance(item, Page) or item.reason


def test_a_name_that_is_not_utf8_gives_an_origin_that_can_be_written(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/M\xe1laga"
    os.mkdir(folder)
    with open(folder + b"/caf\xe9.txt", "wb") as file:
        file.write(b"Iran fired missiles.")
    os.mkdir(folder + b"/empty")
    name = os.fsdecode(folder)
    found = list(sources.read([name, f"{name}/caf\udce9.txt", f"{name}/gone.txt", f"{name}/empty", "\ud800"]))
    here = f"{tmp_path}/M\ufffdlaga"
    assert [item.origin for item in found] == [
        *[f"{here}/caf\ufffd.txt"] * 2,
        f"{here}/gone.txt",
        f"{here}/empty",
        "?",
    ]
    assert [isinstance(item, Page) for item in found] == [True, True, False, False, False]
    assert msgspec.json.encode(found)
