"""The command line over the stand-in stages, in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
import stand_ins

from lapwing.views.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lapwing(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs one command; gives exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setitem(sys.modules, "lapwing.pipeline.standard", stand_ins)
    monkeypatch.delitem(sys.modules, "lapwing.views.cli.explain", raising=False)
    monkeypatch.delitem(sys.modules, "lapwing.views.cli.annotate", raising=False)
    monkeypatch.delitem(sys.modules, "lapwing.views.cli.relate", raising=False)

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run
