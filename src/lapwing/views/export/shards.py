"""A folder of Parquet shards with a manifest: the output of large batches.

::

    DIR/manifest.json             settings, versions, and one entry a finished shard
    DIR/records-00000.parquet     the records of the first 1,000 documents
    DIR/failures-00000.jsonl      the documents of that shard that could not be read, if there are any

A shard is never changed once it has its name, and enters the manifest only then. A run that was stopped is started
again with the same command: finished shards are kept, their documents skipped.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import islice
from pathlib import Path

import msgspec

from lapwing.core.errors import InputError
from lapwing.core.settings import Settings
from lapwing.core.version import VERSION
from lapwing.knowledge import VERSION as KNOWLEDGE
from lapwing.pipeline.outcome import Coded
from lapwing.pipeline.runners import Loader, load, run
from lapwing.records.page import Failure, Page
from lapwing.views.export.writers import Parquet

DOCUMENTS = 1000
"""Documents a shard: a few minutes of work on one core, so that little is lost when a run is stopped."""

MANIFEST = "manifest.json"


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """One finished shard."""

    name: str
    documents: int
    digest: str
    """Hash over the ids of its documents, in order: tells whether a resumed run reads the same ones."""
    records: int
    failures: int
    sha256: str
    """Of the Parquet file."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder of shards holds."""

    lapwing: str
    """Version of the code."""
    models: dict[str, str]
    """Name of each model in the package, and the sha256 of its graph."""
    knowledge: str
    """Version of the knowledge tables."""
    published: dt.date | None
    media: str | None
    min_confidence: float
    trace: bool
    complete: bool
    """False while documents may be missing."""
    shards: tuple[Shard, ...]


_SAME = tuple(name for name in Manifest.__struct_fields__ if name not in ("complete", "shards"))
"""What must not change between the runs of one folder."""


def write(
    folder: Path,
    pages: Iterable[Page | Failure],
    settings: Settings,
    *,
    documents: int = DOCUMENTS,
    loader: Loader = load,
) -> Iterator[Coded]:
    """Codes pages into shards; yields each outcome as it comes. Documents of an earlier run are skipped.

    Args:
        folder: made if it is missing; must be empty or hold the shards of the same run.
        pages: the documents, in an order that is the same each time.
        settings: how to code.
        documents: documents a shard.
        loader: makes the coder of each process.

    Raises:
        InputError: the folder holds something else; a shard is missing or was changed; or the documents, the settings,
            the code, the model or the knowledge are not those of the earlier run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = _earlier(folder, settings)
    rest = iter(pages)
    for shard in manifest.shards:
        _check(folder / shard.name, shard.sha256)
    for shard in manifest.shards:
        skipped = list(islice(rest, shard.documents))
        if _digest(page.id for page in skipped) != shard.digest:
            raise InputError(
                f"the documents are not those that {shard.name} was made of",
                str(folder),
                "Give the same inputs, or another folder",
            )
    batch: list[Coded] = []
    # One run over all that is left, so that workers are started once and not idle between two shards.
    for coded in run(rest, settings, loader):
        batch.append(coded)
        yield coded
        if len(batch) == documents:
            manifest = _finish(folder, manifest, batch)
            batch = []
    if batch:
        manifest = _finish(folder, manifest, batch)
    _save(folder, msgspec.structs.replace(manifest, complete=True))


def _earlier(folder: Path, settings: Settings) -> Manifest:
    fresh = Manifest(
        lapwing=VERSION,
        models=_models(),
        knowledge=KNOWLEDGE,
        published=settings.published,
        media=settings.media,
        min_confidence=settings.min_confidence,
        trace=settings.trace,
        complete=False,
        shards=(),
    )
    path = folder / MANIFEST
    if not path.exists():
        if any(not file.name.endswith(".part") for file in folder.iterdir()):
            raise InputError("the folder is not empty and holds no manifest", str(folder), "Give another folder")
        _save(folder, fresh)
        return fresh
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except msgspec.MsgspecError as error:
        raise InputError(f"the manifest cannot be read ({error})", str(path), "Give another folder") from error
    changed = [
        f"{name} was {_shown(getattr(found, name))}, is {_shown(getattr(fresh, name))}"
        for name in _SAME
        if getattr(found, name) != getattr(fresh, name)
    ]
    if changed:
        raise InputError(
            f"the folder was begun with another version or other settings: {'; '.join(changed)}",
            str(folder),
            "Give another folder",
        )
    return msgspec.structs.replace(found, complete=False)


def _models() -> dict[str, str]:
    """Read from the manifest itself: the module that loads models takes the runtime in, which only workers need."""
    entries = tomllib.loads((resources.files("lapwing.models") / "manifest.toml").read_text(encoding="utf-8"))
    return {name: entry["files"]["model.onnx"] for name, entry in entries.items()}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} ({digest[:8]})" for name, digest in value.items()) or "none"
    return "not given" if value is None else str(value)


def _check(path: Path, sha256: str) -> None:
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise InputError("the shard is missing", str(path), "Put it back, or give another folder") from error
    if found != sha256:
        raise InputError(
            "the shard is not the one that was written (sha256 differs)",
            str(path),
            "Put it back, or give another folder",
        )


def _digest(ids: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def _finish(folder: Path, manifest: Manifest, batch: list[Coded]) -> Manifest:
    shard = _shard(folder, len(manifest.shards), batch, trace=manifest.trace)
    manifest = msgspec.structs.replace(manifest, shards=(*manifest.shards, shard))
    _save(folder, manifest)
    return manifest


def _shard(folder: Path, number: int, batch: list[Coded], *, trace: bool) -> Shard:
    name = f"records-{number:05}.parquet"
    part = folder / f"{name}.part"
    with part.open("wb") as stream:
        writer = Parquet(stream, trace=trace)
        for coded in batch:
            for record in coded.records:
                writer.write(record)
        writer.close()
    failures = [coded.failure for coded in batch if coded.failure]
    if failures:
        lines = b"".join(msgspec.json.encode(failure) + b"\n" for failure in failures)
        (folder / f"failures-{number:05}.jsonl").write_bytes(lines)
    shard = Shard(
        name=name,
        documents=len(batch),
        digest=_digest(coded.id for coded in batch),
        records=sum(len(coded.records) for coded in batch),
        failures=len(failures),
        sha256=hashlib.sha256(part.read_bytes()).hexdigest(),
    )
    part.replace(folder / name)
    return shard


def _save(folder: Path, manifest: Manifest) -> None:
    part = folder / f"{MANIFEST}.part"
    part.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    part.replace(folder / MANIFEST)
