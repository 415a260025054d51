"""Seasons."""

from __future__ import annotations

from typing import cast

from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.dating import year_of_tail
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated

_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@rule(
    "season",
    "(?:(?P<pre>PART|EARLIER|LATER) (?:IN)?|THE? (?P<edge>EDGE|PART) OF)? (?P<mod>LAST|THIS PAST|PAST|THIS "
    "COMING|THIS|NEXT|COMING|THAT|PREVIOUS|FOLLOWING|SAME|THE)?"
    "(?P<pre2>PART)? (?P<season>SEASON) (?:COMMA? (?:OF|IN)? (?P<year>YEAR)|COMMA? OF? THE? "
    "(?P<yrel>LAST|THIS|NEXT|THAT|SAME|PREVIOUS|FOLLOWING) UYEAR)?",
)
def season(found: Found, ctx: Context) -> Meaning | None:
    """`summer 2019`, `last fall`, `the winter of 1994`, `this spring`: named seasons of the north, June to August
    being summer."""
    code = found.string("season")
    modifier = found.string("mod")
    year = year_of_tail(found, ctx)
    word = found.lexemes.word(next(i for i in range(found.start, found.end) if found.lexemes.values[i] == code)).lower()
    bare = year is None and modifier in ("", "the")
    if bare:
        if word in ("fall", "spring") and not (
            (found.before() in ("in", "since", "until", "by", "during", "of", "over") and modifier == "the")
            or found.before() in ("since", "by", "until")
            or found.has("pre")
        ):
            return None
        if (
            modifier == ""
            and found.before() not in ("in", "since", "until", "by", "during", "of", "over", "through")
            and not (found.has("pre") or found.has("edge") or found.has("pre2"))
        ):
            return None
        if found.after()[:1].isupper() and found.after().lower() in ("olympics", "games", "palace"):
            return None
    published = ctx.published
    if year is None:
        if published is None:
            return undated(f"XXXX-{code}", grain="season")
        year = _year(found, ctx, code, modifier)
    whole = calc.season(year, code)
    which = found.string("pre") or found.string("pre2") or found.string("edge")
    days = calc.part(whole, "season", cast("calc.Part", which)) if which in ("early", "mid", "late") else whole
    explicit = found.integer("year") if found.has("year") else None
    return dated(
        days,
        "season",
        value=calc.value_of(whole, "season"),
        anchor=None if explicit else published,
        explicit_year=explicit,
    )


def _year(found: Found, ctx: Context, code: str, modifier: str) -> int:
    """The year in which the season begins."""
    published = ctx.published
    assert published is not None
    seasons = [calc.season(published.year + step, code) for step in (-2, -1, 0, 1)]
    words = {found.lexemes.word(i).lower() for i in range(found.start, found.end)}
    ended = [s for s in seasons if s.end < published]
    begun = [s for s in seasons if s.start <= published]
    ahead = [s for s in seasons if s.start > published]
    if words & {"last", "past", "previous"}:
        chosen = ended[-1]
    elif words & {"next", "coming", "following"}:
        chosen = ahead[0]
    elif words & {"that", "same"} and ctx.narrative is not None:
        return ctx.narrative.start.year
    elif named := (ctx.named_year(found.span[0]) if not words & {"this"} else None):
        return named
    elif words & {"this"}:
        # The season of this year, or the winter that runs into it.
        running = [s for s in seasons if s.contains(published)]
        return running[0].start.year if running else published.year
    elif ctx.tense(*found.span) == "future":
        chosen = next(s for s in seasons if s.end >= published)
    else:
        chosen = begun[-1]
    return chosen.start.year
