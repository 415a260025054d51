"""Opening and refusing: disks that are full, files that can only be read, things that are no archive."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from archive import worker
from archive.conftest import fresh
from archive.reports import STAMP, batch, document, loaded
from sqlalchemy.engine import Engine

from lapwing.archive import schema
from lapwing.archive.check import check
from lapwing.archive.store import Archive
from lapwing.core.errors import ArchiveError, InputError


def test_the_migrations_make_the_tables_that_the_code_expects(archive: Archive) -> None:
    with archive.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.HEAD


def test_making_an_archive_that_is_there_keeps_it(archive: Archive, where: str) -> None:
    before = loaded(archive, batch(3)).stats()
    with Archive.create(where) as again:
        assert again.stats() == before


def limit(engine: Engine, pages: int) -> None:
    """The file may not grow beyond so many pages: what SQLite says then is what it says of a full disk."""

    @sa.event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    engine.dispose()


def full_at_server(archive: Archive) -> None:
    """The server says of the next record what it says when its disk is full."""
    with archive.database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
        )
        connection.exec_driver_sql("CREATE TRIGGER full_disk BEFORE INSERT ON records EXECUTE FUNCTION full_disk()")


def test_a_full_disk_is_told_and_costs_nothing(archive: Archive, where: str, tmp_path: Path) -> None:
    given = batch(6)
    loaded(archive, given[:3])
    before = archive.stats()
    run = archive.begin("add", STAMP)
    if archive.database.is_sqlite:
        limit(archive.database.engine, os.path.getsize(where) // 4096 + 2)
    else:
        full_at_server(archive)
    with pytest.raises(ArchiveError, match=r"disk.* is full .*Nothing was lost; make room"):
        archive.put(given[3:], run)
    archive.close()
    if "://" in where:
        with archive.database.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER full_disk ON records")
    with Archive.open(where) as room:
        assert list(check(room.database)) == []
        assert room.stats() == before
        loaded(room, given)
        with Archive.create(fresh(where, tmp_path)) as other:
            assert room.stats().digest == loaded(other, given).stats().digest


@pytest.fixture
def guarded() -> Iterator[Path]:
    """A folder that everybody may enter, and nobody but its owner may change."""
    folder = Path(tempfile.mkdtemp(prefix="lapwing-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("folder_too", [False, True], ids=["file", "file and folder"])
def test_a_file_that_can_only_be_read_is_read_and_refuses_changes(guarded: Path, folder_too: bool) -> None:
    path = guarded / "archive.db"
    with Archive.create(path) as archive:
        before = loaded(archive, batch(2)).stats()
    path.chmod(0o444)
    guarded.chmod(0o555 if folder_too else 0o777)

    def work(pipe: int) -> None:
        if os.geteuid() == 0:
            os.setuid(65534)  # root may write whatever the permissions say
        with Archive.open(path) as archive:
            assert archive.stats() == before
            with pytest.raises(ArchiveError, match=r"can only be read .*Make file and folder writable"):
                archive.begin("add", STAMP)
        os.write(pipe, b"done")

    status, said = worker.forked(work)
    assert (status, said) == (0, "done")


def test_a_server_that_only_reads_is_told(where: str, archive: Archive) -> None:
    if archive.database.is_sqlite:
        return  # tested above
    run = archive.begin("add", STAMP)
    with Archive.open(f"{where}&options=-cdefault_transaction_read_only%3Don") as standby:
        assert standby.stats().records == 0
        with pytest.raises(ArchiveError, match="the database can only be read"):
            standby.put([document("Iraq attacked Iran.")], run)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.db", None, "there is no archive. Make one with `lapwing archive init`"),
        ("text.db", b"this is a text, not a database at all" * 50, "this is no SQLite database"),
        ("empty.db", b"", "this is no archive. Make one with `lapwing archive init`"),
        ("no/folder/a.db", None, "there is no archive"),
    ],
)
def test_what_is_no_archive_is_told(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArchiveError, match=message):
        Archive.open(path)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE records (id)")
    connection.close()
    with pytest.raises(ArchiveError, match="it holds tables of something else"):
        Archive.create(path)


def test_an_archive_of_another_version_is_not_opened(where: str, archive: Archive) -> None:
    with archive.database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveError, match="made by a newer Lapwing"):
        Archive.open(where)
    with pytest.raises(ArchiveError, match="made by a newer Lapwing"):
        Archive.create(where)


def test_events_of_another_rule_are_not_mixed(where: str, archive: Archive) -> None:
    with archive.database.writing() as connection:
        connection.execute(sa.update(schema.settings).values(value="another"))
    run = archive.begin("add", STAMP)
    with pytest.raises(ArchiveError, match="lapwing archive rejoin"):
        archive.put([document("Iraq attacked Iran.")], run)
    archive.rejoin(run)
    archive.put([document("Iraq attacked Iran.")], run)
    assert archive.stats().events == 1


@pytest.mark.parametrize(
    ("where", "error", "message"),
    [
        ("mysql://localhost/a", InputError, "an archive is a SQLite file or a PostgreSQL database"),
        (
            "postgresql://u:secret@/a?host=/nowhere",
            ArchiveError,
            r"postgresql://u:\*\*\*@/a.*the server does not answer",
        ),
        ("postgresql://h/a?schema=drop table", InputError, "the schema is no plain name"),
    ],
)
def test_urls_that_lead_nowhere(where: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as told:
        Archive.open(where)
    assert "secret" not in str(told.value)
