"""The packaged model is whole, and damage is told."""

from pathlib import Path

import pytest

from lapwing.core.errors import ModelError
from lapwing.models import load as loading


def test_every_file_is_the_released_one() -> None:
    for name in loading.manifest():
        loading.verify(name)


def test_card_is_beside_the_weights() -> None:
    for entry in loading.manifest().values():
        assert (loading.FOLDER / entry.folder / "card.md").is_file()


def test_an_unknown_model_names_the_known_ones() -> None:
    with pytest.raises(ModelError, match="en-1"):
        loading.load("xx-9")


def test_damage_is_told_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = loading.FOLDER
    entry = loading.manifest()["en-1"]
    (tmp_path / entry.folder).mkdir()
    (tmp_path / "manifest.toml").write_bytes((source / "manifest.toml").read_bytes())
    for file in entry.files:
        (tmp_path / entry.folder / file).write_bytes(b"not a model")
    monkeypatch.setattr(loading, "FOLDER", tmp_path)
    with pytest.raises(ModelError, match=r"sha256 differs.*Install lapwing again"):
        loading.verify("en-1")
    loading.load.cache_clear()
    with pytest.raises(ModelError, match="cannot be loaded"):
        loading.load("en-1")
    loading.load.cache_clear()
