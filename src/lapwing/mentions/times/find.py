"""Every time expression of a document."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from spacy.tokens import Doc

from lapwing.mentions.times import rules as _rules
from lapwing.mentions.times.compose import compose, lean, merge_clock
from lapwing.mentions.times.context import Context
from lapwing.mentions.times.grammar import RULES, Found, compile_pattern
from lapwing.mentions.times.lexemes import OTHER, Lexemes, lex
from lapwing.mentions.times.reading import Reading
from lapwing.records.mention import TimeMention

assert _rules  # importing the package registers the rules

_CORE = [
    "MONTH",
    "WEEKDAY",
    "WEEKDAYS",
    "SEASON",
    "UHOUR",
    "UDAY",
    "UWEEK",
    "UMONTH",
    "UQUARTER",
    "UYEAR",
    "UDECADE",
    "UCENTURY",
    "UNITS",
    "DAYPART",
    "POINT",
    "DEIXIS",
    "DECADE",
    "YEAR",
    "ISO",
    "SLASHED",
    "CLOCK",
    "AMPM",
    "OCLOCK",
    "ZONE",
    "HOLIDAY",
    "ADVERBSET",
    "REF",
    "WEEKEND",
    "TONIGHT",
    "OVERNIGHT",
    "CURRENT",
    "RECENT",
    "FUTURE",
    "TERM",
    "PAST",
    "MOMENT",
    "TIME",
    "ORDINAL",
    "PERIOD",
    "NUM",
    "HALF",
]
"""Classes of which every rule's pattern holds at least one."""


@cache
def _candidates() -> re.Pattern[str]:
    """Finds the places where a rule may begin: in a run of classed lexemes that holds one of `_CORE`."""
    core = " ".join(_CORE)
    return compile_pattern(f"[{core}]|[^{OTHER}](?=[^{OTHER}]*?[{core}])")


def find(doc: Doc, published: dt.date | None) -> tuple[TimeMention, ...]:
    """Every English time expression in `doc`, in order of the text.

    Besides single expressions the result holds composed ones that cover them: ranges ("from 3 to 5 May"), open ends
    ("since Monday", "until January 4") and times beside another ("a week after the vote"). Their rules' names are those
    in `COMPOSED`.

    Args:
        doc: tokens; tags and a parse are used for tense where there are any.
        published: the publication date. Without it, expressions that count from it have no interval.
    """
    text = doc.text  # spaCy builds it anew at each call
    lexemes = lex(text)
    context = Context(doc, lexemes, published)
    readings: list[Reading] = []
    named = bool(doc.ents)
    position, candidates = 0, _candidates()
    while (candidate := candidates.search(lexemes.classes, position)) is not None:
        reading = _read(lexemes, context, candidate.start())
        if reading is None or (named and _is_name(doc, lexemes, reading)):
            position = candidate.start() + 1
            continue
        context.note(reading.meaning, lexemes.starts[reading.first], lexemes.ends[reading.last - 1])
        readings.append(reading)
        lean(readings, lexemes, context)
        position = reading.last
    readings = compose(merge_clock(readings, lexemes), lexemes, context)
    return tuple(reading.mention(text, lexemes.starts, lexemes.ends) for reading in readings)


def _read(lexemes: Lexemes, context: Context, start: int) -> Reading | None:
    """The longest rule that holds and means something at lexeme `start`."""
    matches = [
        (match, rule) for rule in RULES if (match := rule.pattern.match(lexemes.classes, start)) and match.end() > start
    ]
    matches.sort(key=lambda pair: -pair[0].end())
    for match, rule in matches:
        found = Found(lexemes, match)
        try:
            meaning = rule.read(found, context)
        except (ValueError, OverflowError):  # a date that the calendar does not have
            continue
        if meaning is not None:
            return Reading(found.start, found.end, rule.name, meaning, found, rule)
    return None


_NAMES = frozenset({"month", "season", "weekday", "month-day", "day-month", "year", "range-days"})
"""Rules whose words also make names: "April Glaspie", "Black September", "the March 23 Movement"."""


def _is_name(doc: Doc, lexemes: Lexemes, reading: Reading) -> bool:
    """Whether the words lie inside a longer name of a person or organisation that the entity head found."""
    if reading.rule not in _NAMES:
        return False
    words = doc.char_span(
        lexemes.starts[reading.first], lexemes.ends[reading.last - 1], label="", alignment_mode="expand"
    )
    if words is None or any(token.ent_type_ not in ("PER", "ORG") for token in words):
        return False
    first, last = words[0], words[-1]
    inside = first.ent_iob_ == "I" or (last.i + 1 < len(doc) and doc[last.i + 1].ent_iob_ == "I")
    return inside or first.ent_type_ == "PER"
