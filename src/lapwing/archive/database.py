"""Where an archive lives: opens SQLite files and PostgreSQL databases, gives transactions, tells errors in a sentence.

There is one writer at a time. SQLite has it so; in PostgreSQL every writing transaction takes one advisory lock. Writing
a report takes milliseconds, coding it a hundred times as long, so that writers hardly ever wait, and what a transaction
has read stays true until it commits.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine import URL, Connection, Engine

from lapwing.archive.schema import HEAD
from lapwing.core.errors import ArchiveError, InputError

APPLICATION = 0x4C505747
"""SQLite's application id, "LPWG": tells what the file is."""

SCHEMA = "lapwing"
"""Schema of PostgreSQL that holds the tables, so that a database can be shared; `?schema=` in the URL names another."""

PATIENCE = 120.0
"""Seconds to wait for another writer. A transaction takes milliseconds; only a big recode of one report takes longer."""

_LOCK = 0x4C50
"""First key of our advisory locks in PostgreSQL; the second is the hash of the schema."""


class Database:
    """An opened archive as a place for transactions.

    Args:
        engine: the connections.
        where: path or URL without password, for messages.
        schema: the schema in PostgreSQL; empty in SQLite.
    """

    def __init__(self, engine: Engine, where: str, schema: str = "") -> None:
        self.engine, self.where, self.schema = engine, where, schema

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the archive and changes nothing.

        Raises:
            ArchiveError: the database refused something.
        """
        with self._told(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[Connection]:
        """A transaction of the one writer; all of it is kept, or nothing.

        Args:
            keep: False keeps nothing: to see what would be.

        Raises:
            ArchiveError: the database refused something.
        """
        with self._told(), self.engine.connect() as connection:
            connection = connection.execution_options(lapwing_writes=True)
            with connection.begin() as transaction:
                if not self.is_sqlite:
                    lock = sa.text("SELECT pg_advisory_xact_lock(:ours, hashtext(:schema))")
                    connection.execute(lock, {"ours": _LOCK, "schema": self.schema})
                yield connection
                if not keep:
                    transaction.rollback()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except exc.IntegrityError:
            raise  # a mistake of ours, not of the user
        except exc.DBAPIError as error:
            raise refusal(error, self.where) from error

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()

    def version(self) -> str | None:
        """The migration that the tables are of; None when there are none.

        Raises:
            ArchiveError: the database cannot be read.
        """
        with self.reading() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()

    def is_empty(self) -> bool:
        """Whether it holds no table at all."""
        with self.reading() as connection:
            return not sa.inspect(connection).get_table_names()


def connect(where: str | Path, *, create: bool = False) -> Database:
    """A database, whatever it holds.

    Args:
        where: path of a SQLite file, or `sqlite:///…` or `postgresql://…`.
        create: whether a missing file is made.

    Raises:
        InputError: the URL is of another kind of database.
        ArchiveError: the file is missing, or the server does not answer.
    """
    url = _url(str(where))
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, create=create)
    return _postgresql(url)


def open_database(where: str | Path) -> Database:
    """A database that holds an archive of this version.

    Raises:
        InputError: the URL is of another kind of database.
        ArchiveError: there is no archive, or one of another version.
    """
    database = connect(where)
    try:
        found = database.version()
    except ArchiveError:
        database.close()
        raise
    if found == HEAD:
        return database
    database.close()
    if found is None:
        raise ArchiveError("this is no archive", database.where, "Make one with `lapwing archive init`")
    if found < HEAD:
        raise ArchiveError(
            f"the archive was made by an older Lapwing (tables {found}, these are {HEAD})",
            database.where,
            "Keep a copy, then run `lapwing archive init` to bring it up to date",
        )
    raise ArchiveError(f"the archive was made by a newer Lapwing (tables {found})", database.where, "Update Lapwing")


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = sa.make_url(where)
    except (exc.ArgumentError, ValueError) as error:
        raise InputError("this is no database URL", where, "Give a path, or postgresql://USER@HOST/DATABASE") from error
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise InputError(
        "an archive is a SQLite file or a PostgreSQL database",
        url.render_as_string(hide_password=True),
        "Give a path, or postgresql://USER@HOST/DATABASE",
    )


def _sqlite(url: URL, *, create: bool) -> Database:
    path = Path(url.database or "")
    if path.is_dir():
        raise ArchiveError("this is a folder", str(path), "Name a file in it")
    if not path.exists() and not create:
        raise ArchiveError("there is no archive", str(path), "Make one with `lapwing archive init`")
    if not path.parent.exists():
        raise ArchiveError("there is no such folder", str(path.parent), "Make it first")
    address = f"file:{quote(str(path.absolute()))}?{_mode(path, create=create)}"

    def opened() -> sqlite3.Connection:
        # Transactions are begun by us (below), not guessed from statements by Python's module.
        connection = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")  # a commit is on the disk when it returns
        connection.execute("PRAGMA cache_size = -65536")
        return connection

    engine = sa.create_engine("sqlite://", creator=opened, poolclass=sa.pool.QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its place at once: one that read first could not become the writer after another one wrote.
        writes = connection.get_execution_options().get("lapwing_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Database(engine, str(path))


def _mode(path: Path, *, create: bool) -> str:
    if create and not path.exists():
        return "mode=rwc"
    if os.access(path, os.W_OK):
        return "mode=rw"
    # A file in a folder that cannot be written either can only be read as one that nobody changes.
    log = path.with_name(f"{path.name}-wal")
    return "mode=ro" if os.access(path.parent, os.W_OK) or log.exists() else "mode=ro&immutable=1"


def _postgresql(url: URL) -> Database:
    query = dict(url.query)
    schema = query.pop("schema", SCHEMA)
    if not isinstance(schema, str) or not schema.isidentifier() or not schema.isascii():
        raise InputError("the schema is no plain name", f"schema={schema}", "Use letters, digits and underscores")
    shown = url.render_as_string(hide_password=True).replace("postgresql+psycopg", "postgresql")
    try:
        engine = sa.create_engine(url.set(query=query), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise ArchiveError(
            "PostgreSQL needs the package psycopg", shown, "Install it with: pip install 'lapwing[postgres]'"
        ) from error

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'SET search_path TO "{schema}"')
            cursor.execute("SET TIME ZONE 'UTC'")
            cursor.execute("SET jit TO off")  # queries here take milliseconds; compiling them takes longer
            cursor.execute(f"SET lock_timeout TO '{int(PATIENCE)}s'")
        connection.commit()

    return Database(engine, shown, schema)


_SQLITE = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Nothing was lost; make room and run the command again"),
    sqlite3.SQLITE_READONLY: ("it can only be read", "Make file and folder writable, or work on a copy"),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "Look at the permissions of file and folder"),
    sqlite3.SQLITE_PERM: ("it cannot be opened", "Look at the permissions of file and folder"),
    sqlite3.SQLITE_BUSY: ("another process has been writing for too long", "Run the command again"),
    sqlite3.SQLITE_CORRUPT: ("the file is damaged", "Restore it from a copy; `lapwing archive check` tells more"),
    sqlite3.SQLITE_NOTADB: ("this is no SQLite database", "Name another file"),
    sqlite3.SQLITE_IOERR: ("the disk could not be written or read", "Nothing was lost; look at the disk, run it again"),
}
_POSTGRESQL = {
    "53100": ("the disk of the server is full", "Nothing was lost; make room and run the command again"),
    "53300": ("the server has too many connections", "Run the command again later"),
    "25006": ("the database can only be read", "Connect to the primary server"),
    "42501": ("the user may not do that", "Ask for the rights to create and to write in its schema"),
    "55P03": ("another process has been writing for too long", "Run the command again"),
    "57P01": ("the server was shut down", "Nothing was lost; run the command again"),
    "57P03": ("the server is starting or stopping", "Run the command again"),
    "3D000": ("there is no such database", "Make it with createdb"),
    "28": ("the server refused the user", "Look at user, password and pg_hba.conf"),
    "08": ("the server does not answer", "Nothing was lost; look at host and port, run the command again"),
}


def refusal(error: exc.DBAPIError, where: str) -> ArchiveError:
    """What a database error means, and what to do about it.

    Args:
        error: as SQLAlchemy raises it.
        where: the archive.
    """
    original = error.orig
    known: tuple[str, str] | None = None
    if isinstance(original, sqlite3.Error):
        known = _SQLITE.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)
    else:
        state = getattr(original, "sqlstate", None) or ("08" if isinstance(error, exc.OperationalError) else "")
        known = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    said = " ".join(str(original).split())
    if known is None:
        return ArchiveError(f"the database says: {said}", where)
    what, remedy = known
    return ArchiveError(f"{what} ({said[:200]})", where, remedy)
