"""Progress of long work: one line on standard error, when that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from lapwing.sources.media import EXTENSIONS

_PATIENCE = 2.0
"""Seconds before the line appears; what is done by then needs none."""
_BEAT = 0.1
"""Seconds between two drawings."""
_WIDTH = 28


class Progress:
    """A bar over the bytes of all inputs, with counts.

    Not rich's: results go to standard output on the same terminal, so the line must be gone before each of them.
    """

    def __init__(self, total: int | None, *, shown: bool) -> None:
        self._total, self._shown = total, shown and sys.stderr.isatty()
        self._began = self._drawn = time.monotonic()
        self._visible = False

    def draw(self, size: int, reports: int, records: int, failed: int) -> None:
        """Draws the line anew, if it is time."""
        now = time.monotonic()
        if not self._shown or now - self._began < _PATIENCE or now - self._drawn < _BEAT:
            return
        self._drawn = now
        text = f"{reports:,} reports · {records:,} records" + (f" · {failed:,} failed" if failed else "")
        if self._total:
            share = min(size / self._total, 1.0)
            filled = round(share * _WIDTH)
            left = (now - self._began) * (1 - share) / share if share else 0.0
            bar = "━" * filled + "╌" * (_WIDTH - filled)
            text = f"{bar} {share:4.0%}  {text} · {int(left) // 60}:{int(left) % 60:02} left"
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()
        self._visible = True

    def clear(self) -> None:
        """Takes the line away."""
        if self._visible:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._visible = False


def total_bytes(inputs: Sequence[str]) -> int | None:
    """Bytes of all files that will be read; None when that cannot be known (standard input, compressed files)."""
    total = 0
    for name in inputs:
        path = Path(name)
        files = path.rglob("*") if path.is_dir() else [path]
        for file in files:
            if name == "-" or file.suffix.lower() == ".gz":
                return None
            if file.is_file() and (file == path or file.suffix.lower() in EXTENSIONS):
                total += file.stat().st_size
    return total
