"""The arguments of the commands that ask what happened: `events`, `stories`, `series`.

Only the standard library is imported here, as in `main`.
"""

from __future__ import annotations

import argparse
from typing import Any

Commands = Any
"""What `add_subparsers` gives; argparse keeps its class to itself."""


def register(commands: Commands) -> None:
    """Adds the three commands."""
    events = commands.add_parser(
        "events",
        help="join the records of one happening, and show where accounts differ",
        description="Joins the records of one happening to one event, and shows who says what and where accounts differ.",
    )
    _material(events)
    _filters(events)
    events.add_argument("--differing", action="store_true", help="only events whose accounts differ")
    events.add_argument("--id", metavar="ID", help="one event with all its accounts; the beginning of its id will do")
    events.add_argument("--accounts", action="store_true", help="show every account with its sentence")
    events.add_argument("--limit", type=int, metavar="N", help="at most N events")
    events.add_argument("--format", choices=("table", "jsonl"), help="default: a table on a terminal, else JSON lines")

    stories = commands.add_parser(
        "stories",
        help="show stories: events that lead to one another, with their course",
        description="Shows stories: events linked by participants, by causes named in the text, and by time.",
    )
    _material(stories)
    _filters(stories)
    stories.add_argument("--least", type=int, default=2, metavar="N", help="events a story has at least (default: 2)")
    stories.add_argument("--limit", type=int, metavar="N", help="at most N stories, those with most events first")
    stories.add_argument("--format", choices=("table", "jsonl"), help="default: a table on a terminal, else JSON lines")

    series = commands.add_parser(
        "series",
        help="show cooperation and conflict between two countries by day or week",
        description="Shows cooperation and conflict between two countries by day or week, with the number of events,"
        " accounts and publishers behind each figure. Without --between, lists the pairs.",
    )
    _material(series)
    series.add_argument("--between", nargs=2, metavar=("A", "B"), help="two codes, such as TUR RUS")
    series.add_argument("--directed", action="store_true", help="only what A does to B")
    series.add_argument("--by", choices=("day", "week"), default="week", help="length of a period (default: week)")
    _days(series)
    series.add_argument("--format", choices=("table", "csv", "jsonl"), help="default: a table on a terminal, else CSV")


def _material(command: argparse.ArgumentParser) -> None:
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


def _filters(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--actor", metavar="CODE", help="only what this country (or IGO, NGO …) takes part in as actor"
    )
    command.add_argument("--recipient", metavar="CODE", help="only what is done to this country")
    command.add_argument("--between", nargs=2, metavar=("A", "B"), help="only what is between these two, either way")
    command.add_argument("--type", action="append", metavar="TYPE", help="only this type, such as ASSAULT; repeatable")
    _days(command)


def _days(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="start", metavar="DATE", help="first day (YYYY-MM-DD)")
    command.add_argument("--to", dest="end", metavar="DATE", help="last day, included")
