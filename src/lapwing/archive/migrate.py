"""Makes the tables of an archive, and brings those of an older version up to date (Alembic)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import exc

from lapwing.archive.database import APPLICATION, Database, refusal
from lapwing.archive.schema import HEAD
from lapwing.core.errors import ArchiveError

FOLDER = Path(__file__).with_name("migrations")


def upgrade(database: Database, to: str = HEAD) -> None:
    """Brings the tables to a version; makes them where there are none.

    Args:
        database: that is empty, or holds an archive.
        to: the version.

    Raises:
        ArchiveError: something else is there, a newer archive is, or the database refuses.
    """
    found = database.version()
    if found == to:
        return
    if found is None and not database.is_empty():
        raise ArchiveError("it holds tables of something else", database.where, "Name another file or schema")
    if found is not None and found > to:
        raise ArchiveError(
            f"the archive was made by a newer Lapwing (tables {found})", database.where, "Update Lapwing"
        )
    try:
        if database.is_sqlite:
            _prepare(database)
        with database.writing() as connection:
            if not database.is_sqlite:
                connection.execute(sa.schema.CreateSchema(database.schema, if_not_exists=True))
            command.upgrade(config(connection), to)
    except exc.DBAPIError as error:
        raise refusal(error, database.where) from error


def _prepare(database: Database) -> None:
    """Write-ahead logging: readers and a writer do not wait for one another, and a killed writer leaves nothing half done."""
    connection = database.engine.raw_connection()
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    except sqlite3.Error as error:
        raise refusal(exc.OperationalError("PRAGMA", None, error), database.where) from error
    finally:
        connection.close()


def config(connection: sa.Connection | None = None) -> Config:
    """Alembic's settings, for a connection that is in a transaction."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.attributes["connection"] = connection
    return settings
