"""Days that are named from the day of speaking: today, yesterday, this morning, last night."""

from __future__ import annotations

import datetime as dt

from lapwing.core.intervals import Interval
from lapwing.knowledge.calendar import cues
from lapwing.mentions.times import arithmetic as calc
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Kind, Meaning, dated, undated

_PAPERS = cues("newspaper of today")


def _part_value(found: Found, date: dt.date, code: str) -> tuple[str, Kind]:
    return (f"{date.isoformat()}T{code}", "time") if len(code) == 2 and code != "MI" else (date.isoformat(), "date")


@rule("today", "(?P<pre>PART|EARLIER|LATER)? DEIXIS (?P<daypart>DAYPART|OVERNIGHT)?")
def today(found: Found, ctx: Context) -> Meaning | None:
    """`today`, `yesterday`, `late yesterday`, `tomorrow morning`; inside a quotation counted from the day on which
    it was said."""
    i = found.end - (2 if found.has("daypart") else 1)
    step = found.lexemes.values[i]
    assert isinstance(step, int)
    word = found.lexemes.word(i)
    if found.before() in _PAPERS and word[0].isupper():
        return None
    anchor = ctx.speaking_day(found.span[0])
    if anchor is None:
        return undated("XXXX-XX-XX")
    date = anchor + dt.timedelta(step)
    value, kind = _part_value(found, date, found.string("daypart"))
    return dated(calc.day(date), "day", value=value, kind=kind, anchor=anchor)


@rule("beside-today", "THE? UDAY (?P<dir>BEFORE|AFTER) (?P<day>DEIXIS)")
def beside_today(found: Found, ctx: Context) -> Meaning | None:
    """`the day before yesterday`, `the day after tomorrow`."""
    anchor = ctx.speaking_day(found.span[0])
    if anchor is None:
        return undated("XXXX-XX-XX")
    step = found.integer("day") + (-1 if found.string("dir") == "before" else 1)
    return dated(calc.day(anchor, step), "day", anchor=anchor)


@rule("tonight", "(?P<pre>PART|EARLIER|LATER)? TONIGHT")
def tonight(found: Found, ctx: Context) -> Meaning | None:
    """`tonight`."""
    anchor = ctx.speaking_day(found.span[0])
    if anchor is None:
        return undated("XXXX-XX-XX", kind="time")
    return dated(calc.day(anchor), "day", value=f"{anchor.isoformat()}TNI", kind="time", anchor=anchor)


@rule(
    "this-morning",
    "(?P<pre>PART|EARLIER|LATER)? (?P<mod>THIS|LAST|LATER THIS|EARLIER THIS|TO) (?P<pre2>PART)? (?P<daypart>DAYPART)",
)
def this_morning(found: Found, ctx: Context) -> Meaning | None:
    """`this morning`, `late this afternoon`, `last night`: the day of speaking, or the evening before it."""
    code = found.string("daypart")
    modifier = found.lexemes.word(found.range("mod").stop - 1).lower()
    if modifier not in ("this", "last") or code == "MI":
        return None
    anchor = ctx.speaking_day(found.span[0])
    if anchor is None:
        return undated(f"XXXX-XX-XXT{code}", kind="time")
    date = anchor - dt.timedelta(1 if modifier == "last" else 0)
    return dated(calc.day(date), "day", value=f"{date.isoformat()}T{code}", kind="time", anchor=anchor)


@rule("that-night", "THE? (?P<mod>THAT|SAME|NEXT|FOLLOWING|PREVIOUS) (?P<daypart>DAYPART)")
def that_night(found: Found, ctx: Context) -> Meaning | None:
    """`that night`, `the next morning`, `the previous evening`: counted from the last day the text named."""
    code = found.string("daypart")
    anchor = ctx.told_day(*found.span) or ctx.published
    if anchor is None:
        return undated(f"XXXX-XX-XXT{code}", kind="time")
    modifier = found.string("mod")
    step = 1 if modifier in ("next", "following") else -1 if modifier in ("previous", "preceding", "prior") else 0
    date = anchor + dt.timedelta(step)
    value, kind = _part_value(found, date, code)
    return dated(calc.day(date), "day", value=value, kind=kind, anchor=anchor)


@rule("overnight", "OVERNIGHT")
def overnight(found: Found, ctx: Context) -> Meaning | None:
    """`overnight`: the night into the day of publication."""
    if ctx.published is None:
        return undated("XXXX-XX-XXTNI", kind="time")
    eve = ctx.published - dt.timedelta(1)
    return dated(
        Interval(eve, ctx.published),
        "day",
        value=f"{eve.isoformat()}TNI",
        kind="time",
        anchor=ctx.published,
        narrates=False,
    )


@rule(
    "part-of-day",
    "(?:IN|DURING|BY|ON|OVER|AT) THE? (?P<pre>PART) HYPHEN? (?P<daypart>DAYPART)|(?:IN|DURING|BY) THE "
    "(?P<pre2>PART)? HYPHEN? (?P<daypart2>DAYPART)",
)
def part_of_day(found: Found, ctx: Context) -> Meaning | None:
    """`in the morning`, `by mid-afternoon`: of the last day the text named in this paragraph, else of the day of
    publication."""
    code = found.string("daypart") or found.string("daypart2")
    anchor = ctx.published
    if ctx.last_day is not None and ctx.same_paragraph(ctx.last_day_at, found.span[0]):
        anchor = ctx.last_day
    if anchor is None or code == "MI":
        return undated(f"XXXX-XX-XXT{code}", kind="time")
    return dated(
        calc.day(anchor), "day", value=f"{anchor.isoformat()}T{code}", kind="time", anchor=anchor, narrates=False
    )
