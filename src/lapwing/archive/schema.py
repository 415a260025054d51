"""The tables of an archive, the same in SQLite and PostgreSQL.

::

    pages ──▶ articles ──▶ records ──▶ events ──▶ stories
                 │            ▲           ▲
              copy_of      corrections ───┘        runs · failures · revisions · settings

Ids are hashes of what they name (`lapwing.archive.packing`), so the same document gives the same rows. What is only ever
read whole is one compressed JSON `body`; what is searched for is a column of its own beside it, and `check` compares the
two. The tables are made and changed by the migrations alone; a test holds them against these definitions.
"""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0001"
"""The last migration; an archive of another one is not opened."""

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    # Without rowids SQLite keeps a table in its key alone: what links rows is stored once, in the order it is read.
    return sa.Table(name, metadata, *columns, sqlite_with_rowid=False)


pages = sa.Table(
    "pages",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, comment="the id given with the document"),
    sa.Column("media", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("published", sa.Date, comment="the date given from outside"),
    sa.Column("fetched", sa.Text, comment="UTC, ISO 8601"),
    sa.Column("title", sa.Text),
    sa.Column("encoding", sa.Text),
    sa.Column("size", sa.Integer, nullable=False, comment="bytes before compression"),
    sa.Column("content", sa.LargeBinary, nullable=False, comment="zlib"),
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), index=True, comment="null when nothing was read"),
    sa.Column("read_as", sa.Date, comment="publication date of the report as read from this page"),
    sa.Column(
        "stamp", sa.Text, nullable=False, index=True, comment="what last read it: versions of code, model, knowledge"
    ),
)
"""Documents as they came. Two pages may hold one text; then they have one article."""

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("page_id", sa.Text, nullable=False, comment="the page that it was read from"),
    sa.Column("url", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("published", sa.Date, index=True),
    sa.Column("publisher", sa.Text, comment="as stories count publishers"),
    sa.Column("words", sa.Integer, nullable=False, comment="as copies are compared"),
    sa.Column("copy_of", sa.Text, index=True, comment="the first report of the same text; null when it is that"),
    sa.Column("profile", sa.LargeBinary, comment="words of its records as the rule compares reports, JSON, zlib"),
    sa.Column("body", sa.LargeBinary, nullable=False, comment="Article, JSON, zlib"),
)
"""Reports: one a text."""

bands = _table(
    "bands",
    sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), primary_key=True, index=True),
)
"""The index of near-duplicates: copies of one text share bands of their signature (`stories.duplicates`)."""

copies = _table(
    "copies",
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("other_id", sa.Text, sa.ForeignKey("articles.id"), primary_key=True, index=True),
)
"""Pairs of reports that are copies of one text, each pair in both directions."""

records = sa.Table(
    "records",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False, comment="first character of the trigger"),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("quad", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("start", sa.Date, comment="first day of the action"),
    sa.Column("end", sa.Date, comment="last day of the action"),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("rejected", sa.Boolean, nullable=False, comment="by an analyst"),
    sa.Column(
        "carried", sa.Boolean, nullable=False, comment="coded by an older version only, kept for its corrections"
    ),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.id"), index=True, comment="null when it is rejected"),
    sa.Column("body", sa.LargeBinary, nullable=False, comment="EventRecord as it was coded, JSON, zlib"),
    sa.Column("corrected", sa.LargeBinary, comment="EventRecord as corrected, JSON, zlib; null when it was not"),
    sa.Index("ix_records_article_id_position", "article_id", "position"),
    sa.Index("ix_records_start_type", "start", "type"),
)
"""Records; the columns tell the corrected one."""

keys = _table(
    "keys",
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False, comment="hash of the rule's key"),
    sa.Column("record_id", sa.Text, sa.ForeignKey("records.id"), primary_key=True),
)
"""The index of reconciliation: records that may speak for being one event share a key. By far the longest table, hence
numbers in place of words, and no second index: what a record's keys are is worked out from the record."""

links = _table(
    "links",
    sa.Column("record_id", sa.Text, sa.ForeignKey("records.id"), primary_key=True),
    sa.Column("other_id", sa.Text, sa.ForeignKey("records.id"), primary_key=True, index=True),
)
"""Pairs of records that speak for being one event, by the rule; each pair in both directions. No event reaches beyond what
links connect, except by an analyst's merge."""

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("quad", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("start", sa.Date),
    sa.Column("end", sa.Date),
    sa.Column("first_published", sa.Date),
    sa.Column("records", sa.Integer, nullable=False, comment="number of its records"),
    sa.Column("independent", sa.Integer, nullable=False, comment="reports that are no copies of one another"),
    sa.Column("rejected", sa.Boolean, nullable=False, comment="by an analyst"),
    sa.Column("body", sa.LargeBinary, nullable=False, comment="Event, JSON, zlib; corrections applied"),
    sa.Index("ix_events_start_type", "start", "type"),
)
"""Happenings."""

dyads = _table(
    "dyads",
    sa.Column("actor", sa.Text, primary_key=True, comment="code"),
    sa.Column("recipient", sa.Text, primary_key=True, comment="code; empty when there is none"),
    sa.Column("day", sa.Date, primary_key=True, comment="first day of the event"),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.id"), primary_key=True, index=True),
)
"""Which events are between which actors, in the order of days."""

corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", sa.Text, nullable=False, index=True, comment="UTC, ISO 8601"),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False, comment="Correction, JSON, zlib"),
)
"""What analysts decided; nothing is ever taken out of it."""

anchors = _table(
    "anchors",
    sa.Column("correction_id", sa.Text, sa.ForeignKey("corrections.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False, comment="among the correction's anchors"),
    sa.Column(
        "article_id", sa.Text, nullable=False, index=True, comment="the report; another one after it was read anew"
    ),
    sa.Column("record_id", sa.Text, index=True, comment="the record that now stands there; null when none does"),
)
"""Where corrections hold. No references to reports and records: a correction may come before its report."""

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("stamp", sa.Text, nullable=False),
    sa.Column("started", sa.Text, nullable=False, index=True, comment="UTC, ISO 8601"),
    sa.Column("finished", sa.Text, comment="UTC, ISO 8601; null while it runs, and when it was stopped"),
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("records", sa.Integer, nullable=False),
    sa.Column("failed", sa.Integer, nullable=False),
)
"""Who changed the archive: one row a command."""

failures = sa.Table(
    "failures",
    metadata,
    sa.Column("origin", sa.Text, primary_key=True),
    sa.Column("page_id", sa.Text, comment="null when not even a page was had"),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("run_id", sa.Text, nullable=False),
)
"""Documents that could not be read; a row goes when its document is read after all."""

revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("run_id", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
    sa.Column(
        "event_id", sa.Text, nullable=False, index=True, comment="the event as it is now; empty when none is left"
    ),
    sa.Column(
        "before", sa.Text, nullable=False, comment="ids of the events that held its records, with blanks between"
    ),
    sa.Column("because", sa.Text, nullable=False, comment="the report or correction that led to it"),
)
"""How events came to be what they are."""

settings = sa.Table(
    "settings",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""What holds for the whole archive: the rules by which its events were made."""
