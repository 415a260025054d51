"""The grammar of time expressions: rules as patterns over classes of lexemes.

A rule is a function with a pattern; its docstring is its documentation. A pattern is a regular expression in which each
word in capitals names a class of `lexemes` (`(?P<n>DAY) OF? MONTH`); blanks are free. Names in `MACROS` stand for the
longer patterns they are defined by. At each place the longest rule that yields a meaning wins, and of equals the first
that was defined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from lapwing.mentions.times.lexemes import Lexemes, Value, class_chars
from lapwing.mentions.times.meaning import Meaning

if TYPE_CHECKING:
    from lapwing.mentions.times.context import Context

MACROS: dict[str, str] = {
    "UNIT": "(?:UHOUR|UDAY|UWEEK|UMONTH|UQUARTER|UYEAR|UDECADE|UCENTURY)",
    "ABOUT": "(?:APPROX|OVER|(?:MORE|LESS) THAN|AT (?:LEAST|MOST))",
    "QTY": "(?:A? (?:FEW|SEVERAL)|(?:A? (?:NUM|DAY)?|A) DOZEN|A? COUPLE OF?|(?:NUM|DAY) AND A HALF|NUM|DAY|YEAR"
    "|HALF A?|A HALF?|ANOTHER)",
    "PARTOF": "(?:THE? PART HYPHEN?|THE? EDGE OF)",
}


class Found:
    """A place where a rule's pattern holds: lexemes `start` to `end`, with its named groups."""

    __slots__ = ("end", "lexemes", "match", "start")

    def __init__(self, lexemes: Lexemes, match: re.Match[str]) -> None:
        self.lexemes = lexemes
        self.match = match
        self.start, self.end = match.span()

    def has(self, group: str) -> bool:
        """Whether the group took part."""
        return self._at(group) >= 0

    def _at(self, group: str) -> int:
        return self.match.start(group) if group in self.match.re.groupindex else -1

    def value(self, group: str) -> Value:
        """The value of the group's first lexeme; None where it took no part."""
        i = self._at(group)
        return self.lexemes.values[i] if i >= 0 else None

    def integer(self, group: str) -> int:
        """The value of the group's first lexeme as an integer.

        Raises:
            ValueError: it is none.
        """
        value = self.value(group)
        if isinstance(value, int | float):
            return int(value)
        raise ValueError(f"{value!r} is no number")

    def string(self, group: str) -> str:
        """The value of the group's first lexeme when it is a string, else its first word in lower case, else the
        empty string."""
        i = self._at(group)
        if i < 0:
            return ""
        value = self.lexemes.values[i]
        return value if isinstance(value, str) else self.lexemes.word(i).lower()

    def range(self, group: str) -> range:
        """The group's lexemes."""
        return range(self.match.start(group), self.match.end(group))

    def string_at(self, i: int) -> str:
        """The value of lexeme `i` when it is a string, else its word in lower case."""
        value = self.lexemes.values[i]
        return value if isinstance(value, str) else self.lexemes.word(i).lower()

    @staticmethod
    def class_named(name: str) -> str:
        """The character of a class."""
        return class_chars()[name]

    @property
    def span(self) -> tuple[int, int]:
        """Characters of the whole."""
        return self.lexemes.starts[self.start], self.lexemes.ends[self.end - 1]

    def before(self, back: int = 1) -> str:
        """The word `back` lexemes before, in lower case; the empty string at the text's start."""
        i = self.start - back
        return self.lexemes.word(i).lower() if i >= 0 else ""

    def after(self, ahead: int = 1) -> str:
        """The word `ahead` lexemes after, as written; the empty string at the text's end."""
        i = self.end - 1 + ahead
        return self.lexemes.word(i) if i < len(self.lexemes) else ""


Reader = Callable[[Found, "Context"], Meaning | None]


class Rule(msgspec.Struct, frozen=True):
    """A named pattern with what it means."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


_NAME = re.compile(r"\b[A-Z][A-Z]+\b|\bA\b")


@cache
def compile_pattern(source: str) -> re.Pattern[str]:
    """The regular expression over class characters that a pattern stands for.

    Raises:
        KeyError: the pattern names a class that does not exist.
    """
    chars = class_chars()

    def expand(match: re.Match[str]) -> str:
        name = match.group()
        return _NAME.sub(expand, MACROS[name]) if name in MACROS else chars[name]

    return re.compile(_NAME.sub(expand, source).replace(" ", ""))


RULES: list[Rule] = []
"""Every rule, in the order in which the modules of `rules` define them."""


def rule(name: str, pattern: str) -> Callable[[Reader], Reader]:
    """Registers a function as the meaning of a pattern."""

    def register(read: Reader) -> Reader:
        RULES.append(Rule(name, compile_pattern(pattern), read))
        return read

    return register


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds the first lexeme of one of these classes."""
    chars = class_chars()
    return re.compile("[" + "".join(chars[name] for name in names) + "]")
