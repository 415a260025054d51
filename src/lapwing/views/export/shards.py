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
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from lapwing.core.errors import InputError
from lapwing.core.settings import Settings
from lapwing.core.version import VERSION
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
    published: dt.date | None
    min_confidence: float
    trace: bool
    complete: bool
    """False while documents may be missing."""
    shards: tuple[Shard, ...]


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
        InputError: the folder holds something else, or the documents or settings are not those of the earlier run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = _earlier(folder, settings)
    rest = iter(pages)
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
        published=settings.published,
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
    if msgspec.structs.replace(found, shards=(), complete=False) != fresh:
        raise InputError(
            "the folder was begun with another version or other settings", str(folder), "Give another folder"
        )
    return msgspec.structs.replace(found, complete=False)


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
