"""The archive as the rest of Lapwing sees it: opened once, each call one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib
import secrets
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lapwing.archive import documents, joining, schema
from lapwing.archive.changes import Changes, parts
from lapwing.archive.database import connect, open_database
from lapwing.archive.documents import Document
from lapwing.archive.packing import page_key
from lapwing.archive.reading import Reader
from lapwing.core.errors import LapwingError
from lapwing.records.page import Failure, Page


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One command that changes the archive."""

    id: str
    command: str
    stamp: str
    started: str
    finished: str | None = None
    """None while it runs, and for ever when it was killed."""
    documents: int = 0
    """Written, that is: new, or read anew."""
    records: int = 0
    failed: int = 0


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """How much is in an archive."""

    pages: int
    reports: int
    copies: int
    """Reports that are copies of another one."""
    records: int
    rejected: int
    """Records that an analyst rejected."""
    events: int
    corrections: int
    failures: int
    first: dt.date | None
    """First day of an event."""
    last: dt.date | None
    stamps: dict[str, int]
    """What read the pages: versions of code, model and knowledge, with the number of pages."""
    digest: str
    """Of all that it holds: two archives with the same digest say the same."""


class Archive(Reader):
    """An opened archive.

    Every change is one transaction, after which events are those that a batch over all records would give. Processes may
    share an archive; each opens it for itself.
    """

    @classmethod
    def open(cls, where: str | Path) -> Archive:
        """Opens an archive that exists.

        Args:
            where: path of a SQLite file, or `postgresql://USER@HOST/DATABASE`.

        Raises:
            InputError: the URL is of another kind of database.
            ArchiveError: there is no archive, it is of another version, or the database refuses.
        """
        return cls(open_database(where))

    @classmethod
    def create(cls, where: str | Path) -> Archive:
        """Opens an archive; makes it first where there is none, and brings one of an older version up to date.

        Raises:
            InputError: the URL is of another kind of database.
            ArchiveError: something else is there, or the database refuses.
        """
        database = connect(where, create=True)
        try:
            # By name: Alembic takes a quarter of a second to load, and who opens an archive as it should be has no use for it.
            if database.version() != schema.HEAD:
                importlib.import_module("lapwing.archive.migrate").upgrade(database)
                with database.writing() as connection:
                    joining.note_rule(connection)
        except LapwingError:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Closes all connections."""
        self.database.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def known(self, pages: Sequence[Page]) -> list[bool]:
        """Which pages were read already, in the same order."""
        names = [page_key(page) for page in pages]
        table = schema.pages
        with self.database.reading() as connection:
            found: set[str] = set()
            for part in parts(names):
                query = sa.select(table.c.id).where(table.c.id.in_(part), table.c.article_id.is_not(None))
                found.update(connection.execute(query).scalars())
        return [name in found for name in names]

    def begin(self, command: str, stamp: str) -> Run:
        """Writes down that a command begins to change the archive."""
        run = Run(id=secrets.token_hex(8), command=command, stamp=stamp, started=now())
        with self.database.writing() as connection:
            connection.execute(sa.insert(schema.runs).values(**msgspec.structs.asdict(run)))
        return run

    def finish(self, run: Run) -> Run:
        """Writes down that a command has ended; gives it with its counts."""
        table = schema.runs
        with self.database.writing() as connection:
            connection.execute(sa.update(table).where(table.c.id == run.id).values(finished=now()))
            row = connection.execute(sa.select(table).where(table.c.id == run.id)).one()
        return Run(**row._mapping)

    def put(self, batch: Sequence[Document], run: Run, *, anew: bool = False) -> list[bool]:
        """Writes documents, and brings the events up to date, in one transaction.

        Args:
            batch: one for live work; many to load an archive quickly.
            run: the command that does it.
            anew: whether a page that the same version has read is replaced as well.

        Returns:
            which of them were new, or had been read by another version; the others changed nothing.
        """
        with self.database.writing() as connection:
            joining.require_rule(connection, self.database.where)
            changes = Changes()
            written = [documents.put(connection, document, changes, anew=anew) for document in batch]
            because = " ".join(sorted(changes.reports))
            joining.follow(connection, changes, run=run.id, at=now(), because=because)
            fresh = [d for d, new in zip(batch, written, strict=True) if new]
            if fresh:
                _count(connection, run, fresh)
        return written

    def refuse(self, failure: Failure, run: Run) -> None:
        """Writes down a document of which not even a page was had."""
        with self.database.writing() as connection:
            documents.refused(connection, failure, run=run.id)
            table = schema.runs
            connection.execute(sa.update(table).where(table.c.id == run.id).values(failed=table.c.failed + 1))

    def outdated(self, stamp: str, *, everything: bool = False) -> Iterator[Page]:
        """The pages that another version read, in the order of their ids; each once, also while they are read anew.

        Args:
            stamp: of the version that is wanted.
            everything: also those that this version read.
        """
        table = schema.pages
        last = ""
        while True:
            query = sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(20)
            if not everything:
                query = query.where(table.c.stamp != stamp)
            with self.database.reading() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            last = rows[-1].id
            for row in rows:
                yield documents.load_page(row)

    def rejoin(self, run: Run) -> tuple[int, int]:
        """Finds all events anew, by the rule as it now is, in one transaction.

        Returns:
            the number of events that went, and of those that came.
        """
        with self.database.writing() as connection:
            return joining.rejoin(connection, run=run.id, at=now())

    def follow_rule(self, run: Run) -> bool:
        """Finds all events anew if they were made by another rule; gives whether they were."""
        with self.database.writing() as connection:
            if joining.holds(connection):
                return False
            joining.rejoin(connection, run=run.id, at=now())
        return True

    def stats(self) -> Stats:
        """How much there is."""
        t = schema
        with self.database.reading() as connection:

            def count(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
                return connection.execute(sa.select(sa.func.count()).select_from(table).where(*conditions)).scalar_one()

            first, last = connection.execute(
                sa.select(sa.func.min(t.events.c.start), sa.func.max(t.events.c.end))
            ).one()
            stamps = connection.execute(sa.select(t.pages.c.stamp, sa.func.count()).group_by(t.pages.c.stamp)).all()
            return Stats(
                pages=count(t.pages),
                reports=count(t.articles),
                copies=count(t.articles, t.articles.c.copy_of.is_not(None)),
                records=count(t.records),
                rejected=count(t.records, t.records.c.rejected),
                events=count(t.events),
                corrections=count(t.corrections),
                failures=count(t.failures),
                first=first,
                last=last,
                stamps={stamp: number for stamp, number in sorted(stamps)},
                digest=_digest(connection),
            )

    def runs(self, limit: int = 20) -> list[Run]:
        """The last commands that changed the archive, the latest first."""
        table = schema.runs
        with self.database.reading() as connection:
            rows = connection.execute(sa.select(table).order_by(table.c.started.desc(), table.c.id).limit(limit))
            return [Run(**row._mapping) for row in rows]

    def failures(self) -> list[Failure]:
        """The documents that could not be read, in the order of their origins."""
        table = schema.failures
        with self.database.reading() as connection:
            rows = connection.execute(sa.select(table).order_by(table.c.origin))
            return [Failure(id=r.page_id or "", origin=r.origin, stage=r.stage, reason=r.reason) for r in rows]


def now() -> str:
    """The moment, in UTC, as ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat()


def _count(connection: Connection, run: Run, fresh: Sequence[Document]) -> None:
    failed = sum(1 for d in fresh if d.article is None)
    table = schema.runs
    connection.execute(
        sa.update(table)
        .where(table.c.id == run.id)
        .values(
            documents=table.c.documents + len(fresh) - failed,
            records=table.c.records + sum(len(d.records) for d in fresh),
            failed=table.c.failed + failed,
        )
    )


_SAID = (
    "pages",
    "articles",
    "copies",
    "records",
    "keys",
    "links",
    "events",
    "dyads",
    "corrections",
    "anchors",
    "failures",
)
"""The tables that make up what an archive says; the others tell how it came to say so."""
_BESIDE = {"pages": {"origin", "name", "fetched"}, "failures": {"run_id"}}
"""Columns in which two archives of the same documents may differ."""


def _digest(connection: Connection) -> str:
    """A hash over everything that the archive says; the same in SQLite and PostgreSQL.

    The sum of the hashes of all rows: rows need not be sorted, which neither memory nor two databases would do alike.
    """
    encode, total = msgspec.json.encode, 0
    for name in _SAID:
        table = schema.metadata.tables[name]
        columns = [c for c in table.c if c.name not in _BESIDE.get(name, ())]
        for row in connection.execution_options(yield_per=1000).execute(sa.select(*columns)):
            said = [zlib.decompress(value) if isinstance(value, bytes) else value for value in row]
            total += int.from_bytes(hashlib.sha256(encode((name, said))).digest(), "big")
    return f"{total % 2**256:064x}"[:16]
