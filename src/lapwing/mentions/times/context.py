"""What an expression is read against: the publication date, the dates mentioned before it, and the tense around it."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property

from spacy.tokens import Doc

from lapwing.core.intervals import Interval
from lapwing.mentions.times.grammar import Found
from lapwing.mentions.times.lexemes import Lexemes
from lapwing.mentions.times.meaning import Meaning
from lapwing.mentions.times.tense import Tense, Tenses

QUARTER_REACH = 2500
"""Characters over which "the quarter" and "a year earlier" refer to a quarter once named: the length of a results
report."""
SPEECH_DAYS, SPEECH_REACH = 4, 1500
"""How many days before publication, and how many characters back, a day may lie to date the "today" of a quotation
(training reports)."""
QUOTE_REACH = 4000
"""Characters back to the beginning of a paragraph; longer ones have no quotation marks that can be trusted. It bounds the work, too."""
HEADLINE = 300
"""Longest headline, in characters."""
EVENT_REACH = 60
"""Characters behind "two days after" in which the event's name is looked for: a short noun phrase."""
_CLAUSE_END = re.compile(r"[,.;:()\n\"“”]|\b(?:but|and|or|in|on|at|by|which|that|who|when|where|with|for)\b")
_LONG_WORD = re.compile(r"\b[a-z]{4,}\b")
_LAST_WEEKDAY = re.compile(r"\blast (mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_STEMS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")


class Context:
    """State of one pass over a document, from its first expression to its last."""

    def __init__(self, doc: Doc, lexemes: Lexemes, published: dt.date | None) -> None:
        self.text = lexemes.text
        self.lexemes = lexemes
        self.published = published
        self.narrative: Interval | None = None
        """The days of the last expression that dates something."""
        self.narrative_at = -1
        """Where that expression ends."""
        self.last_day: dt.date | None = None
        """The last single day among them."""
        self.last_day_at = -1
        self.past: Interval | None = None
        """The last of them that does not lie after publication."""
        self.past_day: dt.date | None = None
        """The last single day of those."""
        self.spoken_day: dt.date | None = None
        """The last single day that stood outside quotation marks."""
        self.spoken_day_at = -1
        self.explicit_year: int | None = None
        """The last year that stood in the text itself."""
        self.explicit_year_at = -1
        self.quarter: Interval | None = None
        """The last quarter of a business year."""
        self.quarter_at = -1
        self.now_at = -1
        """Where the last word for the present ends."""
        self._first_day: dt.date | None = None
        self._tenses = Tenses(doc)

    def note(self, meaning: Meaning, start: int, end: int) -> None:
        """Remember an expression at characters `start` to `end` for those that follow."""
        if meaning.explicit_year is not None:
            self.explicit_year, self.explicit_year_at = meaning.explicit_year, end
        if meaning.sets_quarter and meaning.interval is not None:
            self.quarter, self.quarter_at = meaning.interval, end
        self.now_at = end if meaning.value == "PRESENT_REF" else self.now_at
        if meaning.interval is None or not meaning.narrates:
            return
        self.narrative, self.narrative_at = meaning.interval, end
        happened = self.published is None or meaning.interval.start <= self.published
        if happened:
            self.past = meaning.interval
        if meaning.interval.days == 1:
            if happened:
                self._first_day = self._first_day or meaning.interval.start
                self.past_day = meaning.interval.start
            self.last_day, self.last_day_at = meaning.interval.start, end
            if not self.quoted(start):
                self.spoken_day, self.spoken_day_at = meaning.interval.start, end

    def tense(self, start: int, end: int) -> Tense:
        """The tense of the clause around characters `start` to `end`; what follows "between now and" is to come."""
        if 0 <= self.now_at < start and self.text[self.now_at : start].strip() in ("and", "to", "until", "till"):
            return "future"
        return self._tenses.at(start, end)

    @cached_property
    def theresa_may(self) -> bool:
        """Whether the report is about one whose name is a month's."""
        return "Theresa May" in self.text

    @cached_property
    def called_last(self) -> frozenset[int]:
        """The weekdays (Monday 0) that the text anywhere calls "last"."""
        return frozenset(_STEMS.index(match.group(1).lower()) for match in _LAST_WEEKDAY.finditer(self.text))

    def same_paragraph(self, start: int, end: int) -> bool:
        """Whether no line ends between two characters."""
        return 0 <= start <= end and "\n" not in self.text[start:end]

    def named_year(self, at: int, for_day: bool = False) -> int | None:
        """The year that the text has named shortly before character `at`, when no other date stands between.

        A day of a month takes it only from another date with a month ("on November 15, 2017 … on November 21"); a month
        or season from a bare year too ("in the 2016 election … until July").
        """
        if self.explicit_year is None or self.explicit_year_at < self.narrative_at or self.narrative is None:
            return None
        between = self.text[self.explicit_year_at : at]
        if "\n" in between or (for_day and self.narrative.days > 31):
            return None
        # A full date holds for its paragraph, a bare year or month for its sentence.
        return self.explicit_year if self.narrative.days == 1 or ". " not in between else None

    def current_quarter(self, at: int) -> Interval | None:
        """The business quarter that the text speaks of at character `at`."""
        return self.quarter if self.quarter is not None and at - self.quarter_at <= QUARTER_REACH else None

    def told(self, start: int, end: int) -> Interval | None:
        """The days that "that month" or "two days later" at these characters leans on: the last dating expression, but
        none that is still to come unless the words look ahead themselves."""
        if self.narrative is self.past or self.tense(start, end) == "future":
            return self.narrative
        return self.past or self.narrative

    def told_day(self, start: int, end: int) -> dt.date | None:
        """The same for a single day ("that day", "the next morning")."""
        if self.last_day == self.past_day or self.tense(start, end) == "future":
            return self.last_day
        return self.past_day or self.last_day

    def anchor(self, start: int, end: int) -> dt.date | None:
        """The day that a count at these characters starts from; publication where no date came before."""
        told = self.told(start, end)
        return told.start if told is not None else self.published

    def headline_day(self, found: Found) -> dt.date | None:
        """The first day that the text names, when the words behind "two days after" name an event of its headline.

        "A few hours before the attack", under a headline with "attack": reports date first what they report.
        """
        at = found.span[1]
        end = self.text.find("\n", 0, HEADLINE)
        if end < 0 or at <= end or self._first_day is None:
            return None
        first_line = self.text[:end]
        clause = _CLAUSE_END.split(self.text[at : at + EVENT_REACH], maxsplit=1)[0]
        told = self._sentence(self.narrative_at)
        for name in _LONG_WORD.findall(clause):
            word = re.compile(rf"\b{name}s?\b", re.IGNORECASE)
            if word.search(first_line) and not word.search(told):  # else the last date is the event's own
                return self._first_day
        return None

    def _sentence(self, at: int) -> str:
        """The sentence around character `at`, by its full stops."""
        low, high = max(0, at - QUOTE_REACH), min(len(self.text), at + QUOTE_REACH)
        start = max(self.text.rfind(". ", low, at), self.text.rfind("\n", low, at), low - 1)
        ends = [end for end in (self.text.find(". ", at, high), self.text.find("\n", at, high)) if end >= 0]
        return self.text[start + 1 : min(ends, default=high)]

    def quoted(self, at: int) -> bool:
        """Whether character `at` stands inside quotation marks opened in its paragraph."""
        line = self.text.rfind("\n", max(0, at - QUOTE_REACH), at) + 1
        if line == 0 and at > QUOTE_REACH:
            return False
        before = self.text[line:at]
        if before.count("“") > before.count("”") or before.count("``") > before.count("''"):
            return True
        return before.count('"') % 2 == 1

    def speaking_day(self, at: int) -> dt.date | None:
        """The day on which the words at character `at` were said.

        Outside quotation marks it is that of publication. Inside, the day that the paragraph has named, or else the
        last day that the report told of, when it lies just before publication: a report of Friday quotes a speech of
        Tuesday with its "today".
        """
        if self.spoken_day is None or self.published is None or not self.quoted(at):
            return self.published
        if self.same_paragraph(self.spoken_day_at, at):
            return self.spoken_day
        recent = 0 <= (self.published - self.spoken_day).days <= SPEECH_DAYS and at - self.spoken_day_at <= SPEECH_REACH
        return self.spoken_day if recent else self.published
