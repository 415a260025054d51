"""A reading: words, the rule that read them and what they mean."""

from __future__ import annotations

import msgspec

from lapwing.core.spans import Span
from lapwing.mentions.times.grammar import Found, Rule
from lapwing.mentions.times.meaning import Meaning
from lapwing.records.mention import TimeMention


class Reading(msgspec.Struct, frozen=True):
    """Lexemes `first` to `last` (exclusive) with the rule's name and the meaning."""

    first: int
    last: int
    rule: str
    meaning: Meaning
    found: Found | None = None
    """The match and the rule, kept so that it can be read again when a later date turns out to be its anchor."""
    source: Rule | None = None

    def mention(self, text: str, starts: list[int], ends: list[int]) -> TimeMention:
        """The mention that later stages see."""
        meaning = self.meaning
        how = meaning.trace or (f"counted from {meaning.anchor.isoformat()}" if meaning.anchor else "as written")
        return TimeMention(
            span=Span.of(text, starts[self.first], ends[self.last - 1]),
            interval=meaning.interval,
            grain=meaning.grain,
            kind=meaning.kind,
            anchor=meaning.anchor,
            rule=self.rule,
            value=meaning.value,
            trace=f"{self.rule}: {how}",
        )
