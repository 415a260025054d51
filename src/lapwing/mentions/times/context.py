"""What an expression is read against: the publication date, the dates mentioned before it, and the tense around it."""

from __future__ import annotations

import datetime as dt

from spacy.tokens import Doc

from lapwing.core.intervals import Interval
from lapwing.mentions.times.lexemes import Lexemes
from lapwing.mentions.times.meaning import Meaning
from lapwing.mentions.times.tense import Tense, Tenses

QUARTER_REACH = 2500
"""Characters over which "the quarter" and "a year earlier" refer to a quarter once named: the length of a results report."""
_OPENING = ("“", '"', "``", "‘")


class Context:
    """State of one pass over a document, from its first expression to its last."""

    def __init__(self, doc: Doc, lexemes: Lexemes, published: dt.date | None) -> None:
        self.text = doc.text
        self.lexemes = lexemes
        self.published = published
        self.narrative: Interval | None = None
        """The days of the last expression that dates something."""
        self.narrative_at = -1
        """Where that expression ends."""
        self.last_day: dt.date | None = None
        """The last single day among them."""
        self.last_day_at = -1
        self.explicit_year: int | None = None
        """The last year that stood in the text itself."""
        self.explicit_year_at = -1
        self.quarter: Interval | None = None
        """The last quarter of a business year."""
        self.quarter_at = -1
        self._tenses = Tenses(doc)

    def note(self, meaning: Meaning, start: int, end: int) -> None:
        """Remember an expression at characters `start` to `end` for those that follow."""
        if meaning.explicit_year is not None:
            self.explicit_year, self.explicit_year_at = meaning.explicit_year, end
        if meaning.sets_quarter and meaning.interval is not None:
            self.quarter, self.quarter_at = meaning.interval, end
        if meaning.interval is None or not meaning.narrates:
            return
        self.narrative, self.narrative_at = meaning.interval, end
        if meaning.interval.days == 1:
            self.last_day, self.last_day_at = meaning.interval.start, end

    def tense(self, start: int, end: int) -> Tense:
        """The tense of the clause around characters `start` to `end`."""
        return self._tenses.at(start, end)

    def certain(self) -> bool:
        """Whether tense is read from a parse."""
        return self._tenses.parsed

    def same_paragraph(self, start: int, end: int) -> bool:
        """Whether no line ends between two characters."""
        return 0 <= start <= end and "\n" not in self.text[start:end]

    def named_year(self, at: int, for_day: bool = False) -> int | None:
        """The year that the same sentence has named before character `at`, when no other date stands between.

        A day of a month takes it only from another date with a month ("on November 15, 2017 … on November 21"); a month or season
        from a bare year too ("in the 2016 election … until July").
        """
        if self.explicit_year is None or self.explicit_year_at < self.narrative_at or self.narrative is None:
            return None
        if for_day and self.narrative.days > 31:
            return None
        between = self.text[self.explicit_year_at : at]
        return None if "\n" in between or ". " in between else self.explicit_year

    def current_quarter(self, at: int) -> Interval | None:
        """The business quarter that the text speaks of at character `at`."""
        return self.quarter if self.quarter is not None and at - self.quarter_at <= QUARTER_REACH else None

    def anchor(self) -> dt.date | None:
        """The day that "two days later" counts from: the last day of the last dating expression, else the publication date."""
        if self.narrative is not None:
            return self.narrative.end if self.narrative.days == 1 else self.narrative.start
        return self.published

    def quoted(self, at: int) -> bool:
        """Whether character `at` stands inside quotation marks opened in its paragraph."""
        line = self.text.rfind("\n", 0, at) + 1
        before = self.text[line:at]
        if before.count("“") > before.count("”") or before.count("``") > before.count("''"):
            return True
        return before.count('"') % 2 == 1

    def speaking_day(self, at: int) -> dt.date | None:
        """The day on which the words at character `at` were said: inside a quotation, the day its paragraph has named; else publication."""
        if self.last_day is not None and self.quoted(at) and self.same_paragraph(self.last_day_at, at):
            return self.last_day
        return self.published
