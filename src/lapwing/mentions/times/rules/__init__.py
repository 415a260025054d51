"""The rules, one module a topic; importing this package registers them all in order."""

from lapwing.mentions.times.rules import (
    clock,
    counted,
    dates,
    deixis,
    durations,
    holidays,
    months,
    quarters,
    references,
    relative,
    seasons,
    sets,
    weekdays,
    years,
)

__all__ = [
    "clock",
    "counted",
    "dates",
    "deixis",
    "durations",
    "holidays",
    "months",
    "quarters",
    "references",
    "relative",
    "seasons",
    "sets",
    "weekdays",
    "years",
]
