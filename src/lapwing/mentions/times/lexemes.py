"""A text as lexemes of the calendar: each word or number with the class that the grammar knows it by.

The whole text is read once. A class is one character, so that a text becomes a short string over which the grammar's
patterns run as ordinary regular expressions. That is what makes the stage quick: all words that have nothing to do with
time are one character, and are skipped at the speed of a regular expression.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from lapwing.knowledge.calendar import Holiday, holidays, words
from lapwing.mentions.times.numbers import NumberClasses, merge_numbers

Value = int | float | str | dt.date | Holiday | tuple[int, int] | None

OTHER = "x"
"""The class of everything without one."""

_NUMERIC = ("DAY", "YEAR", "NUM", "ISO", "SLASHED", "CLOCK", "DECADE", "FRACTION", "ORDINAL")
_MARKS = ("HYPHEN", "COMMA", "SLANT", "BREAK", "OPEN", "CLOSE", "AMPM", "HOLIDAY", "POSSESSIVE")


@cache
def class_chars() -> dict[str, str]:
    """Class name → its character."""
    names = sorted({*words().valued, *words().plain, *_NUMERIC, *_MARKS})
    return {name: chr(0x0100 + i) for i, name in enumerate(names)}


_TOKEN = re.compile(
    r"""
      (?P<ampm>(?:(?<=\d)|(?<=\d\s))[AaPp](?:\.\s?[Mm]\b\.?|[Mm]\b))
    | (?P<word>Q[1-4]\b|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)
    | (?P<skip>[$£€¥]\s?\d[\d,.]*|\d[\d,.]*\s?%)
    | (?P<iso>\d{4}-\d{2}-\d{2}(?!\d)(?:T[\d:.+Z-]*)?)
    | (?P<slashed>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b
        |\d{1,2}(?P<sep>[.-])\d{1,2}(?P=sep)\d{4}\b|\d{4}(?P<sep2>[./])\d{1,2}(?P=sep2)\d{1,2}\b)
    | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?\b|\d{1,2}\.\d{2}(?=\s?[ap]\.?m\b))
    | (?P<decade>(?:\d{2}|['’\u2018`])?\d0['’]?s\b)
    | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<fraction>\d/\d\b(?!/))
    | (?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)
    | (?P<possessive>['’]s\b)
    | (?P<break>\n\s*)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_MARK = {"-": "HYPHEN", "–": "HYPHEN", "—": "HYPHEN", ",": "COMMA", "/": "SLANT", "(": "OPEN", ")": "CLOSE"}


class Lexemes:
    """The lexemes of one text, in order, as parallel sequences."""

    __slots__ = ("classes", "ends", "starts", "text", "values")

    def __init__(self, text: str, starts: list[int], ends: list[int], classes: list[str], values: list[Value]) -> None:
        self.text = text
        self.starts = starts
        """First characters."""
        self.ends = ends
        """One past the last characters."""
        self.classes = "".join(classes)
        """One character each; `OTHER` where a word has nothing to do with time."""
        self.values = values
        """What the word stands for, by class."""

    def word(self, i: int) -> str:
        """The characters of lexeme `i`."""
        return self.text[self.starts[i] : self.ends[i]]

    def __len__(self) -> int:
        return len(self.starts)


@cache
def _table() -> dict[str, tuple[str, Value]]:
    chars = class_chars()
    return {word: (chars[name], value) for word, (name, value) in words().table().items()}


@cache
def _holiday_names() -> dict[str, list[tuple[str, Holiday]]]:
    """First word of a holiday's name → its full names, longest first."""
    out: dict[str, list[tuple[str, Holiday]]] = {}
    for holiday in holidays():
        for name in holiday.names:
            first = _TOKEN.match(name)
            if first is not None:
                out.setdefault(first.group(), []).append((name, holiday))
    for names in out.values():
        names.sort(key=lambda entry: -len(entry[0]))
    return out


def _holiday_at(text: str, start: int, names: list[tuple[str, Holiday]]) -> tuple[int, Holiday] | None:
    if not (text[start].isupper() or text[start].isdigit()):
        return None
    for name, holiday in names:
        end = start + len(name)
        if text[start:end].lower() == name and not text[end : end + 1].isalnum():
            return end, holiday
    return None


def _beside_number(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation is marked as one: by its full stop, or by a number on either side."""
    return text[end : end + 1] == "." or bool(
        _DIGIT_AFTER.match(text, end) or _DIGIT_BEFORE.search(text[max(0, start - 4) : start])
    )


_DIGIT_AFTER = re.compile(r"\s?\d")
_DIGIT_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?\s?$")


def _word(text: str, start: int, end: int, word: str) -> tuple[str, Value, int]:
    """Class, value and end of a word in the table."""
    kind, value = _table()[word]
    lexicon = words()
    if word in lexicon.capitals and not text[start].isupper():
        return OTHER, None, end
    if word in lexicon.dotted and not _beside_number(text, start, end):
        return OTHER, None, end
    if word in lexicon.abbreviations and text[end : end + 1] == ".":
        end += 1
    return kind, value, end


def _numeral(group: str, word: str) -> tuple[str, Value]:
    """Class and value of a token with digits; OTHER where it is no date."""
    if group == "number":
        if "," in word or "." in word or len(word) > 9:
            return "NUM", float(word.replace(",", ""))
        number = int(word)
        if len(word) <= 2 and 1 <= number <= 31:
            return "DAY", number
        return ("YEAR" if len(word) == 4 and 1000 <= number <= 2199 else "NUM"), number
    if group == "ordinal":
        return "ORDINAL", int(word[:-2])
    if group == "fraction":
        return ("FRACTION", int(word[0]) / int(word[2])) if word[2] != "0" else ("", None)
    if group == "decade":
        digits = int("".join(c for c in word if c.isdigit()))
        # Two digits mean the twentieth century, but for the tens of the twenty-first, which have names of their own.
        return "DECADE", digits if digits >= 1000 else 1900 + digits if digits >= 20 else 2000 + digits
    if group == "clock":
        hour, minute = (int(part) for part in re.split(r"[:.]", word)[:2])
        return ("CLOCK", (hour, minute)) if hour <= 24 and minute < 60 else ("", None)
    try:
        return ("ISO", dt.date.fromisoformat(word[:10])) if group == "iso" else ("SLASHED", _slashed(word))
    except ValueError:
        return "", None


def _slashed(word: str) -> dt.date:
    """`1/31/2020` as in America, `31/1/2020` where the first is no month; `13.5.2015` as in Europe; `2015/5/13`."""
    first, second, third = (int(part) for part in re.split(r"[/.-]", word))
    if first > 31:
        return dt.date(first, second, third)
    month, day = (second, first) if first > 12 or "." in word else (first, second)
    return dt.date(third if third > 99 else 2000 + third if third < 50 else 1900 + third, month, day)


def lex(text: str) -> Lexemes:
    """The lexemes of `text`. Numbers in words ("twenty-four", "nineteen ninety-seven") are joined into one."""
    chars, table, named = class_chars(), _table(), _holiday_names()
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    values: list[Value] = []
    done = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        group = match.lastgroup or ""
        kind: str = OTHER
        value: Value = None
        token = match.group()
        key = token.lower() if group == "word" else token
        holiday = _holiday_at(text, start, named[key]) if key in named else None
        if holiday is not None:
            kind, (end, value) = chars["HOLIDAY"], holiday
        elif group == "word":
            if key in table:
                kind, value, end = _word(text, start, end, key)
        elif group == "mark":
            kind = chars.get(_MARK.get(token, ""), OTHER)
        elif group == "ampm":
            kind, value = chars["AMPM"], 12 if token[0] in "Pp" else 0
        elif group == "break":
            # A line that goes on in lower case was only wrapped.
            kind = chars["BREAK"] if not text[end : end + 1].islower() else ""
            if not kind:
                continue
        elif group == "possessive":
            kind = chars["POSSESSIVE"]
        elif group != "skip":
            name, value = _numeral(group, token)
            kind = chars.get(name, OTHER)
        starts.append(start)
        ends.append(end)
        classes.append(kind)
        values.append(value)
        done = end
    merge_numbers(_number_classes(), starts, ends, classes, values)
    return Lexemes(text, starts, ends, classes, values)


@cache
def _number_classes() -> NumberClasses:
    chars = class_chars()
    return NumberClasses(
        number=chars["NUMBER"],
        scale=chars["SCALE"],
        num=chars["NUM"],
        day=chars["DAY"],
        year=chars["YEAR"],
        ordinal=chars["ORDINAL"],
        fraction=chars["FRACTION"],
        hyphen=chars["HYPHEN"],
        joint=chars["AND"],
        a=chars["A"],
    )
