"""The arguments of the commands that work on an archive. Standard library only, as in `main`."""

from __future__ import annotations

import argparse
import os

VARIABLE = "LAPWING_ARCHIVE"
"""Environment variable with the archive that is meant when `--archive` is left out."""

DEFAULT = "lapwing.db"


def where(command: argparse.ArgumentParser) -> None:
    """Adds `--archive`."""
    command.add_argument(
        "--archive",
        metavar="PATH-or-URL",
        default=os.environ.get(VARIABLE, DEFAULT),
        help=f"SQLite file, or postgresql://USER@HOST/DATABASE (default: ${VARIABLE}, else {DEFAULT})",
    )


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands."""
    _add(commands)
    _recode(commands)
    _archive(commands)
    _correct(commands)


def _add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = commands.add_parser(
        "add",
        help="code documents into an archive",
        description="Codes documents into an archive, which is made if it is missing. What is in it already is passed over, so"
        " that a run that was stopped is resumed by the same command.",
    )
    add.add_argument("inputs", nargs="+", metavar="IN", help="HTML, text or JSON lines; folders; - is standard input")
    where(add)
    add.add_argument("--published", metavar="DATE", help="publication date (YYYY-MM-DD), as for `code`")
    add.add_argument("--media", metavar="TYPE", help="text/html, text/plain or application/json, if names mislead")
    add.add_argument("--workers", type=int, default=0, metavar="N", help="processes (default: as for `code`)")
    add.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")


def _recode(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    recode = commands.add_parser(
        "recode",
        help="code an archive again with this version, and say what changed",
        description="Codes again the pages that another version coded, and says what changed. Corrections stay. A run that was"
        " stopped is resumed by the same command.",
    )
    where(recode)
    recode.add_argument("--all", action="store_true", help="also what this version coded")
    recode.add_argument("--list", action="store_true", help="list every record that changed")
    recode.add_argument("--workers", type=int, default=0, metavar="N", help="processes (default: as for `code`)")
    recode.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")


def _archive(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    archive = commands.add_parser("archive", help="make, look into and check an archive")
    actions = archive.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, told in (
        ("init", "make an archive, or bring one of an older version up to date"),
        ("stats", "tell how much is in it"),
        ("check", "verify hashes, spans and references"),
        ("runs", "list the commands that changed it"),
        ("failures", "list the documents that could not be read"),
        ("records", "print records as JSON lines, corrections applied"),
        ("events", "print events as JSON lines, corrections applied"),
        ("log", "tell how events were revised"),
        ("rejoin", "find all events anew, after the rule was changed"),
    ):
        action = actions.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
        where(action)
        if name == "stats":
            action.add_argument("--format", choices=("table", "json"), default="table")
        if name == "check":
            action.add_argument("--deep", action="store_true", help="work out copies and events anew, and compare")
        if name in ("runs", "log"):
            action.add_argument("--limit", type=int, default=20, metavar="N", help="at most N lines (default 20)")
        if name in ("records", "events"):
            action.add_argument("ids", nargs="*", metavar="ID", help="only these (default: all)")
        if name == "records":
            action.add_argument(
                "--min-confidence", type=float, default=0.0, metavar="X", help="leave out those below X"
            )
            action.add_argument("--trace", action="store_true", help="with the decisions that gave their fields")
        if name == "log":
            action.add_argument("event", nargs="?", metavar="EVENT", help="only what led to this event")


def _correct(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    correct = commands.add_parser("correct", help="change, reject, merge and split, under a name")
    actions = correct.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, told: str, *, decides: bool = True) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
        where(made)
        if decides:
            made.add_argument("--by", metavar="NAME", help="who decides (default: $LAPWING_ANALYST)")
            made.add_argument("--note", metavar="TEXT", default="", help="why")
        return made

    for name in ("record", "event"):
        one = action(
            name,
            f"change fields of {'a record' if name == 'record' else 'an event'}, or reject it; without either, show it",
        )
        one.add_argument("id", metavar="ID", help="its id, or the beginning of one")
        one.add_argument("values", nargs="*", metavar="FIELD=VALUE", help="such as killed=20 or actors[0].code=IRN")
        one.add_argument("--reject", action="store_true", help="take it out of all answers")
    merge = action("merge", "make one event of several")
    merge.add_argument("ids", nargs="+", metavar="EVENT")
    split = action("split", "take records out of an event into one of their own")
    split.add_argument("id", metavar="EVENT")
    split.add_argument("records", nargs="+", metavar="RECORD")
    undo = action("undo", "take a correction back")
    undo.add_argument("id", metavar="CORRECTION")
    action("list", "list all corrections", decides=False)
    export = action("export", "write corrected reports as gold for evaluation", decides=False)
    export.add_argument("--log", action="store_true", help="write the corrections themselves, for `import`")
    export.add_argument("-o", "--output", metavar="FILE", help="write to this file")
    taken = action("import", "take in the corrections of another archive", decides=False)
    taken.add_argument("input", metavar="FILE", help="what `export --log` wrote, or - for standard input")
