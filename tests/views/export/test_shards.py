"""Shards: a stopped run resumes, and a finished one is not changed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import duckdb
import msgspec
import pytest
import stand_ins

from lapwing.core.errors import InputError
from lapwing.core.settings import Settings
from lapwing.pipeline.outcome import Coded
from lapwing.records.page import Page
from lapwing.views.export import shards

ONE = Settings(workers=1)


def pages(count: int) -> list[Page]:
    texts = ["REFUSE" if i == 4 else f"Iraq ACCUSE Iran {i} times." for i in range(count)]
    return [Page(id=str(i), content=t.encode(), media="text/plain", origin=f"p{i}") for i, t in enumerate(texts)]


def write(folder: Path, given: Iterable[Page], settings: Settings = ONE) -> Iterable[Coded]:
    return shards.write(folder, given, settings, documents=3, loader=stand_ins.load)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_shards_hold_all_records_and_the_manifest_counts_them(tmp_path: Path) -> None:
    assert len(list(write(tmp_path, pages(8)))) == 8
    manifest = msgspec.json.decode((tmp_path / "manifest.json").read_bytes(), type=shards.Manifest)
    assert manifest.complete
    assert [(s.documents, s.records, s.failures) for s in manifest.shards] == [(3, 3, 0), (3, 2, 1), (2, 2, 0)]
    assert b"no text in it" in (tmp_path / "failures-00001.jsonl").read_bytes()
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/*.parquet'").fetchall() == [(7,)]


def test_a_stopped_run_resumes_to_the_same_bytes(tmp_path: Path) -> None:
    whole, halves = tmp_path / "whole", tmp_path / "halves"
    list(write(whole, pages(8)))
    stopped = iter(write(halves, pages(8)))
    list(islice(stopped, 5))
    del stopped
    assert not msgspec.json.decode((halves / "manifest.json").read_bytes())["complete"]
    resumed = list(write(halves, pages(8)))
    assert [coded.id for coded in resumed] == ["3", "4", "5", "6", "7"], "finished shards are not coded again"
    assert content(halves) == content(whole)


def test_a_finished_run_is_not_run_again(tmp_path: Path) -> None:
    list(write(tmp_path, pages(5)))
    before = content(tmp_path)
    assert list(write(tmp_path, pages(5))) == []
    assert content(tmp_path) == before


@pytest.mark.parametrize(
    ("given", "settings", "message"),
    [
        (pages(8)[1:], ONE, "not those that"),
        (pages(8), Settings(workers=1, min_confidence=0.3), "other settings: min_confidence was 0.0, is 0.3"),
        (pages(8), Settings(workers=1, media="text/plain"), "other settings: media was not given, is text/plain"),
    ],
    ids=["other documents", "other confidence", "other media"],
)
def test_a_folder_of_another_run_is_refused(
    tmp_path: Path, given: list[Page], settings: Settings, message: str
) -> None:
    list(write(tmp_path, pages(8)))
    with pytest.raises(InputError, match=message):
        list(write(tmp_path, given, settings))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("VERSION", "9.9", r"lapwing was .*, is 9\.9"),
        ("KNOWLEDGE", "1999.01", r"knowledge was .*, is 1999\.01"),
        ("_models", lambda: {"en-1": "0" * 64}, r"models was en-1 \(\w{8}\), is en-1 \(00000000\)"),
    ],
)
def test_a_run_is_not_resumed_with_other_code_model_or_knowledge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object, message: str
) -> None:
    list(islice(write(tmp_path, pages(8)), 5))
    monkeypatch.setattr(shards, name, value)
    with pytest.raises(InputError, match=message):
        list(write(tmp_path, pages(8)))


def test_a_shard_that_was_changed_or_lost_is_told(tmp_path: Path) -> None:
    list(islice(write(tmp_path, pages(8)), 5))
    shard = tmp_path / "records-00000.parquet"
    shard.write_bytes(shard.read_bytes() + b"x")
    with pytest.raises(InputError, match=r"records-00000.parquet: .*sha256 differs"):
        list(write(tmp_path, pages(8)))
    shard.unlink()
    with pytest.raises(InputError, match="missing"):
        list(write(tmp_path, pages(8)))


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(InputError, match="not empty"):
        list(write(tmp_path, pages(2)))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]
