"""The arguments of `why-merged` and `why-not`. Standard library only, as in `main`."""

from __future__ import annotations

import argparse


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the two commands."""
    merged = commands.add_parser(
        "why-merged",
        help="show how the records of an event came together",
        description="Shows how the records of an event came together, and how each line of the rule counted.",
    )
    merged.add_argument("event", metavar="EVENT", help="id of an event; its beginning will do")
    _common(merged)
    merged.set_defaults(command="why", asked="merged")
    apart = commands.add_parser(
        "why-not",
        help="show why two records are not one event",
        description="Shows how each line of the rule counts for two records, and what keeps their events apart.",
    )
    apart.add_argument("a", metavar="A", help="id of a record; its beginning will do")
    apart.add_argument("b", metavar="B", help="id of another")
    _common(apart)
    apart.set_defaults(command="why", asked="not")


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "inputs",
        nargs="*",
        metavar="IN",
        help="records (JSON lines of `lapwing code`) or reports, which are coded first; - is standard input",
    )
    command.add_argument("--archive", metavar="WHERE", help="ask this archive: a path, or the URL of a database")
    command.add_argument(
        "--min-confidence", type=float, default=0.0, metavar="X", help="leave out records below X (0 to 1)"
    )
    command.add_argument("--published", metavar="DATE", help="publication date of reports that do not give one")
    command.add_argument("--media", metavar="TYPE", help="text/html, text/plain or application/json, if names mislead")
    command.add_argument("-q", "--quiet", action="store_true", help="no progress on standard error")
    command.add_argument("--rules", metavar="FILE", help="judge by a changed copy of the package's stories/rules.toml")
