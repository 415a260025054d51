"""A PostgreSQL server for the time of the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    """Of its database; connections go over a socket in a folder, not over the network."""
    folder: Path


def found(name: str) -> str:
    """The path of one of PostgreSQL's programs, empty when it is not installed; Debian keeps them off PATH."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda place: int(place.parts[-3]))
    return shutil.which(name) or (str(places[-1]) if places else "")


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs."""
    path = found(name)
    if not path:
        raise RuntimeError(
            f"there is no {name}: install PostgreSQL (its server), or name one with LAPWING_TEST_POSTGRES"
        )
    return path


@contextmanager
def started(*options: str) -> Iterator[Server]:
    """A server with an empty database, in a folder of its own.

    Args:
        options: settings such as `max_connections=20`.
    """
    # In /tmp, whatever the folder of the tests is: the path of a socket may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="lapwing-pg-", dir="/tmp"))
    data = folder / "data"
    user = None
    if os.geteuid() == 0:  # the server refuses to run as root
        user = "postgres"
        shutil.chown(folder, user, user)
    settings = ("fsync=off", "listen_addresses=", f"unix_socket_directories={folder}", *options)
    given = " ".join(f"-c {setting}" for setting in settings)
    try:
        _run([program("initdb"), "-D", str(data), "-U", "lapwing", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
        start = [program("pg_ctl"), "-D", str(data), "-w", "-t", "120", "-l", str(folder / "log"), "-o", given, "start"]
        _run(start, user)
        try:
            yield Server(url=f"postgresql://lapwing@/postgres?host={folder}", folder=folder)
        finally:
            _run([program("pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], user: str | None) -> None:
    done = subprocess.run(
        command, user=user, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
        text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr}")
