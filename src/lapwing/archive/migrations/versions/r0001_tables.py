"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes all tables."""
    op.create_table(
        "articles",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("page_id", sa.Text(), nullable=False, comment="the page that it was read from"),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True, comment="as stories count publishers"),
        sa.Column("words", sa.Integer(), nullable=False, comment="as copies are compared"),
        sa.Column(
            "copy_of", sa.Text(), nullable=True, comment="the first report of the same text; null when it is that"
        ),
        sa.Column(
            "profile",
            sa.LargeBinary(),
            nullable=True,
            comment="words of its records as the rule compares reports, JSON, zlib",
        ),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="Article, JSON, zlib"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    op.create_index(op.f("ix_articles_copy_of"), "articles", ["copy_of"], unique=False)
    op.create_index(op.f("ix_articles_published"), "articles", ["published"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False, comment="UTC, ISO 8601"),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="Correction, JSON, zlib"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_at"), "corrections", ["at"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("quad", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("first_published", sa.Date(), nullable=True),
        sa.Column("records", sa.Integer(), nullable=False, comment="number of its records"),
        sa.Column("independent", sa.Integer(), nullable=False, comment="reports that are no copies of one another"),
        sa.Column("rejected", sa.Boolean(), nullable=False, comment="by an analyst"),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="Event, JSON, zlib; corrections applied"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_start_type", "events", ["start", "type"], unique=False)
    op.create_table(
        "failures",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("page_id", sa.Text(), nullable=True, comment="null when not even a page was had"),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_failures")),
    )
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False, comment="UTC, ISO 8601"),
        sa.Column("event_id", sa.Text(), nullable=False, comment="the event as it is now; empty when none is left"),
        sa.Column(
            "before", sa.Text(), nullable=False, comment="ids of the events that held its records, with blanks between"
        ),
        sa.Column("because", sa.Text(), nullable=False, comment="the report or correction that led to it"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_event_id"), "revisions", ["event_id"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False, comment="UTC, ISO 8601"),
        sa.Column(
            "finished", sa.Text(), nullable=True, comment="UTC, ISO 8601; null while it runs, and when it was stopped"
        ),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_started"), "runs", ["started"], unique=False)
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "anchors",
        sa.Column("correction_id", sa.Text(), nullable=False),
        sa.Column(
            "number", sa.Integer(), autoincrement=False, nullable=False, comment="among the correction's anchors"
        ),
        sa.Column("article_id", sa.Text(), nullable=False, comment="the report; another one after it was read anew"),
        sa.Column(
            "record_id", sa.Text(), nullable=True, comment="the record that now stands there; null when none does"
        ),
        sa.ForeignKeyConstraint(["correction_id"], ["corrections.id"], name=op.f("fk_anchors_correction_id")),
        sa.PrimaryKeyConstraint("correction_id", "number", name=op.f("pk_anchors")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_anchors_article_id"), "anchors", ["article_id"], unique=False)
    op.create_index(op.f("ix_anchors_record_id"), "anchors", ["record_id"], unique=False)
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_bands_article_id")),
        sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_bands")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_bands_article_id"), "bands", ["article_id"], unique=False)
    op.create_table(
        "copies",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_copies_article_id")),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name=op.f("fk_copies_other_id")),
        sa.PrimaryKeyConstraint("article_id", "other_id", name=op.f("pk_copies")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copies_other_id"), "copies", ["other_id"], unique=False)
    op.create_table(
        "dyads",
        sa.Column("actor", sa.Text(), nullable=False, comment="code"),
        sa.Column("recipient", sa.Text(), nullable=False, comment="code; empty when there is none"),
        sa.Column("day", sa.Date(), nullable=False, comment="first day of the event"),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_dyads_event_id")),
        sa.PrimaryKeyConstraint("actor", "recipient", "day", "event_id", name=op.f("pk_dyads")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_dyads_event_id"), "dyads", ["event_id"], unique=False)
    op.create_table(
        "pages",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="the id given with the document"),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True, comment="the date given from outside"),
        sa.Column("fetched", sa.Text(), nullable=True, comment="UTC, ISO 8601"),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("encoding", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes before compression"),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="zlib"),
        sa.Column("article_id", sa.Text(), nullable=True, comment="null when nothing was read"),
        sa.Column("read_as", sa.Date(), nullable=True, comment="publication date of the report as read from this page"),
        sa.Column("stamp", sa.Text(), nullable=False, comment="what last read it: versions of code, model, knowledge"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_pages_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages")),
    )
    op.create_index(op.f("ix_pages_article_id"), "pages", ["article_id"], unique=False)
    op.create_index(op.f("ix_pages_stamp"), "pages", ["stamp"], unique=False)
    op.create_table(
        "records",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="first character of the trigger"),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("quad", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True, comment="first day of the action"),
        sa.Column("end", sa.Date(), nullable=True, comment="last day of the action"),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False, comment="by an analyst"),
        sa.Column(
            "carried", sa.Boolean(), nullable=False, comment="coded by an older version only, kept for its corrections"
        ),
        sa.Column("event_id", sa.Text(), nullable=True, comment="null when it is rejected"),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="EventRecord as it was coded, JSON, zlib"),
        sa.Column(
            "corrected",
            sa.LargeBinary(),
            nullable=True,
            comment="EventRecord as corrected, JSON, zlib; null when it was not",
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_records_article_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_records_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
    )
    op.create_index("ix_records_article_id_position", "records", ["article_id", "position"], unique=False)
    op.create_index(op.f("ix_records_event_id"), "records", ["event_id"], unique=False)
    op.create_index("ix_records_start_type", "records", ["start", "type"], unique=False)
    op.create_table(
        "keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False, comment="hash of the rule's key"),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_keys_record_id")),
        sa.PrimaryKeyConstraint("key", "record_id", name=op.f("pk_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["records.id"], name=op.f("fk_links_other_id")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_links_record_id")),
        sa.PrimaryKeyConstraint("record_id", "other_id", name=op.f("pk_links")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_links_other_id"), "links", ["other_id"], unique=False)
