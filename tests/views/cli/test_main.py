"""The frame of the command line: start-up, help, pipes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

import lapwing as package

Run = Callable[..., tuple[int, str, str]]


def test_the_version_is_the_packages(lapwing: Run) -> None:
    assert lapwing("--version") == (0, f"lapwing {package.__version__}\n", "")


@pytest.mark.parametrize("command", ["code", "explain", "annotate", "relate", "stages"])
def test_every_command_has_help(lapwing: Run, command: str) -> None:
    status, out, _ = lapwing(command, "--help")
    assert status == 0
    assert f"usage: lapwing {command}" in out


@pytest.mark.parametrize("arguments", [[], ["cod"], ["code"]], ids=["nothing", "a misspelt command", "no input"])
def test_wrong_usage_is_exit_code_2(lapwing: Run, arguments: list[str]) -> None:
    status, out, err = lapwing(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("usage: lapwing")


def test_the_version_needs_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from lapwing.views.cli.main import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('msgspec', 'numpy', 'onnxruntime', 'rich', 'spacy') if m in sys.modules])"
    )
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert time.monotonic() - begun < 3, "0.05 s on an idle machine"


def test_a_reader_that_goes_away_ends_us_in_silence() -> None:
    script = f"{sys.executable} -m lapwing stages | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout in ("141\n", "0\n"), "0 where the pipe took it all before its reader was gone"


def test_stages_prints_the_map(lapwing: Run) -> None:
    status, out, _ = lapwing("stages")
    assert status == 0
    assert "Page → Article" in out
    assert out.rstrip().endswith("→ EventRecord")
