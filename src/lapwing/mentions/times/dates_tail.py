"""The year at the end of a date: "2019", "of last year"."""

from __future__ import annotations

from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found


def year_of_tail(found: Found, ctx: Context) -> int | None:
    """The year that a date's tail names ("2019", "of last year"); None where there is no tail or nothing to count from."""
    if found.has("year"):
        return found.integer("year")
    if not found.has("yrel"):
        return None
    word = found.string("yrel")
    local = ctx.narrative.start.year if ctx.narrative else None
    here = ctx.published.year if ctx.published else None
    base = here if word in ("last", "this", "next", "these") else local if local is not None else here
    step = {"last": -1, "next": 1, "previous": -1, "preceding": -1, "prior": -1, "following": 1}.get(word, 0)
    return None if base is None else base + step
