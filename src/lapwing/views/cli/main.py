"""`lapwing`: reads the arguments and calls the command.

Only the standard library and a line of our own is imported here: `lapwing --version`, `--help` and a mistyped option
answer at once, and each command imports what it needs.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence

from lapwing.core.errors import LapwingError
from lapwing.core.version import VERSION
from lapwing.views.cli import arguments_archive, arguments_events, arguments_why

OK, SOME_FAILED, UNUSABLE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
"""Exit codes: everything was read; some documents could not be; wrong usage, or nothing could be; Ctrl-C; the reader of
our output went away (as the shell counts a process ended by SIGPIPE)."""

_FORMATS = ("table", "jsonl", "csv", "parquet")


def parser() -> argparse.ArgumentParser:
    """The arguments of all commands."""
    top = argparse.ArgumentParser(
        prog="lapwing",
        description="Reads news reports and writes down who did what to whom, when, where and according to whom.",
        epilog="Exit codes: 0 fine; 1 some documents could not be read; 2 wrong usage or nothing read; 130 stopped.",
    )
    top.add_argument("--version", action="version", version=f"lapwing {VERSION}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    code = commands.add_parser(
        "code",
        help="write the event records of documents",
        description="Writes the event records of documents: a table on a terminal, else JSON lines.",
    )
    code.add_argument("inputs", nargs="+", metavar="IN", help="HTML, text or JSON lines; folders; - is standard input")
    _reading(code)
    code.add_argument("--format", choices=_FORMATS, help="table, jsonl, csv or parquet (default: what -o is called)")
    target = code.add_mutually_exclusive_group()
    target.add_argument("-o", "--output", metavar="FILE", help="write to this file")
    target.add_argument("--out", metavar="DIR", help="write Parquet shards and a manifest; a stopped run resumes")
    code.add_argument(
        "--min-confidence", type=float, default=0.0, metavar="X", help="leave out records below X (0 to 1)"
    )
    code.add_argument(
        "--workers", type=int, default=0, metavar="N", help="processes (default: one a core when there is much to do)"
    )
    code.add_argument("--trace", action="store_true", help="keep in each record the decisions that gave its fields")
    code.add_argument("-q", "--quiet", action="store_true", help="no progress and no notes on standard error")

    explain = commands.add_parser(
        "explain",
        help="show sentence by sentence why there is a record, or none",
        description="Shows sentence by sentence which decision gave each field, and why a sentence gave no record.",
    )
    explain.add_argument("input", metavar="FILE", help="a document, or - for standard input")
    _reading(explain)

    annotate = commands.add_parser(
        "annotate",
        help="show words, syntax and entities",
        description="Shows what the language model reads: words, parts of speech, dependencies, entities.",
    )
    annotate.add_argument("input", metavar="FILE", help="a document, or - for standard input")
    _reading(annotate)

    relate = commands.add_parser(
        "relate",
        help="show what one participant does to another",
        description="Shows the probability of each type of action, and of none, between two participants named in one sentence.",
    )
    relate.add_argument("input", metavar="FILE", help="a document, or - for standard input")
    relate.add_argument("--actor", required=True, metavar="WORDS", help="who does it: words that occur once in the document")
    relate.add_argument("--recipient", required=True, metavar="WORDS", help="to whom, likewise")
    _reading(relate)

    arguments_events.register(commands)
    arguments_archive.register(commands)
    arguments_why.register(commands)
    commands.add_parser("stages", help="print the stages a document goes through")
    return top


def _reading(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--published",
        metavar="DATE",
        help="publication date (YYYY-MM-DD); outranks what a page says, not a JSON line's",
    )
    command.add_argument("--media", metavar="TYPE", help="text/html, text/plain or application/json, if names mislead")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code.

    Every error is one line on standard error. Set LAPWING_DEBUG to see where an unexpected one comes from.
    """
    # One thread for linear algebra, before anything loads it: results are then the same on every machine, and there
    # is one worker a core already.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    options = parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = importlib.import_module(
            f"lapwing.views.cli.{options.command}"
        ).command
        status = command(options)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The interpreter flushes standard output once more at its end; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except LapwingError as error:
        return _stop(str(error))
    except OSError as error:
        return _stop(f"{error.filename or 'input or output'}: {(error.strerror or str(error)).lower()}")
    except Exception as error:  # the last resort: a user is owed a sentence, not a traceback
        if os.environ.get("LAPWING_DEBUG"):
            traceback.print_exc()
        return _stop(f"unexpected {type(error).__name__}: {error}. Please report it; LAPWING_DEBUG=1 shows where")


def _stop(message: str) -> int:
    print(f"lapwing: {' '.join(message.split())}", file=sys.stderr)
    return UNUSABLE
