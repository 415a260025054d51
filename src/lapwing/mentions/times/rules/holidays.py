"""Holidays and named days."""

from __future__ import annotations

from lapwing.knowledge.calendar import Holiday, holiday_days
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.dating import year_of_tail
from lapwing.mentions.times.grammar import Found, rule
from lapwing.mentions.times.meaning import Meaning, dated, undated


@rule(
    "holiday",
    "(?P<pre>PART)? (?P<mod>LAST|THIS PAST|PAST|THIS COMING|THIS|NEXT|COMING|EVERY|PREVIOUS|THE)? "
    "(?P<holiday>HOLIDAY) (?:COMMA? (?:OF|IN)? (?P<year>YEAR)|COMMA? OF? (?P<yrel>LAST|THIS|NEXT|THAT) UYEAR)?",
)
def holiday(found: Found, ctx: Context) -> Meaning | None:
    """`Thanksgiving Day`, `Easter Sunday 2016`, `last Ramadan`, `9/11`: the nearest by tense."""
    named = found.value("holiday")
    if not isinstance(named, Holiday):
        return None
    if found.string("mod") in ("every", "each"):
        return undated("P1Y", kind="set")
    year = named.year if named.year is not None and not found.has("year") else year_of_tail(found, ctx)
    grain = "day" if named.days == 1 else "week" if named.days <= 8 else "month"
    if year is not None:
        days = holiday_days(named, year)
        explicit = year if found.has("year") else None
        return (
            dated(
                days[0],
                "day" if days[0].days == 1 else "interval",
                value=days[0].start.isoformat(),
                explicit_year=explicit,
            )
            if days
            else None
        )
    published = ctx.published
    if published is None:
        return undated("XXXX", grain="day" if grain == "day" else "interval")
    near = [d for step in (-2, -1, 0, 1, 2) for d in holiday_days(named, published.year + step)]
    back = [d for d in near if d.start <= published]
    ahead = [d for d in near if d.end >= published]
    if not back or not ahead:
        return None
    tense, modifier = ctx.tense(*found.span), found.string("mod")
    if modifier in ("last", "past", "previous") and back[-1].contains(published):
        back = back[:-1]
    if modifier in ("next", "coming") or (tense == "future" and modifier not in ("last", "past", "previous")):
        days_ = ahead[0]
    elif modifier in ("last", "past", "previous") or tense == "past":
        days_ = back[-1]
    else:
        days_ = back[-1] if (published - back[-1].end).days <= (ahead[0].start - published).days else ahead[0]
    value = days_.start.isoformat() if days_.days == 1 else f"{days_.start.isoformat()}/{days_.end.isoformat()}"
    if 5 <= days_.days <= 8:
        iso = days_.start.isocalendar()
        value = f"{iso.year}-W{iso.week:02d}"
    return dated(days_, "day" if days_.days == 1 else "interval", value=value, anchor=published)
