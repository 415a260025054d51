"""Archives in both databases: every test that takes `archive` or `where` runs once with each.

PostgreSQL is a real server: the one that LAPWING_TEST_POSTGRES names by URL, else one that is started here and thrown away.
On a machine without PostgreSQL these tests are skipped, unless LAPWING_REQUIRE_POSTGRES is set, as `.ci/run` does.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive.server import found, started

from lapwing.archive.store import Archive


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database on a running server."""
    if url := os.environ.get("LAPWING_TEST_POSTGRES"):
        yield url
        return
    if not found("initdb") and not os.environ.get("LAPWING_REQUIRE_POSTGRES"):
        pytest.skip("PostgreSQL is not installed")
    with started() as server:
        yield server.url


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive can be made: a path or a URL; nothing is there yet."""
    return place(request, tmp_path)


@pytest.fixture
def another(request: pytest.FixtureRequest, where: str, tmp_path: Path) -> str:
    """A second place in the same database."""
    return fresh(where, tmp_path)


@pytest.fixture
def archive(where: str) -> Iterator[Archive]:
    """An empty archive."""
    with Archive.create(where) as made:
        yield made


def place(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        return str(folder / "archive.db")
    return fresh(request.getfixturevalue("postgresql"), folder)


def fresh(where: str, folder: Path) -> str:
    """Another place like this one, with nothing in it."""
    name = secrets.token_hex(6)
    if "://" not in where:
        return str(folder / f"archive-{name}.db")
    url = where.partition("&schema=")[0]
    return f"{url}{'&' if '?' in url else '?'}schema=t{name}"
