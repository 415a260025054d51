"""What Alembic runs: the steps, in the transaction that `migrate.upgrade` has begun."""

from __future__ import annotations

from alembic import context

from lapwing.archive.schema import metadata


def run() -> None:
    """Runs the steps that are missing."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        transaction_per_migration=False,
        transactional_ddl=False,  # the transaction is ours: all steps are kept, or none
    )
    context.run_migrations()


run()
