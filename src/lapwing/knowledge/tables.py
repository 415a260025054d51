"""Reading of the knowledge tables: tab-separated text under a header of comments that names source and licence."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lapwing.core.errors import KnowledgeError


def read_table(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    """The rows of a table, each with one string a column.

    Lines that begin with `#` are comments; the first other line names the columns.

    Raises:
        KnowledgeError: the file is missing, its columns are not `columns`, or a row has another number of cells.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise KnowledgeError(f"cannot be read ({error.strerror})", str(path), "Reinstall lapwing.") from error
    body = [line for line in lines if line and line[0] != "#"]
    if not body or tuple(body[0].split("\t")) != columns:
        raise KnowledgeError(f"its columns are not {', '.join(columns)}", str(path), "Compile the table again.")
    rows = [line.split("\t") for line in body[1:]]
    for row in rows:
        if len(row) != len(columns):
            raise KnowledgeError(f"a row has {len(row)} cells: {row[0]!r}", str(path), "Compile the table again.")
    return rows


def split_list(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds a list separated by semicolons."""
    return tuple(cell.split(";")) if cell else ()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keeps the cyclic garbage collector quiet while a large table is built: it finds nothing there and doubles the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
