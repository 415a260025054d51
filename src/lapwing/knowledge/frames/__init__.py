"""The frame lexicon: senses of political action, what decides between them, and who is actor and recipient.

``load()`` gives a `Lexicon`; ``lexicon.senses(lemma, pos)`` looks up, ``lexicon.match(doc, i)`` finds the longest entry at a token,
and ``lexicon.read(doc, i)`` chooses type, mode and participants with a trace. See `docs/concepts/frames.md`.
"""

from lapwing.knowledge.frames.lexicon import Lexicon, load
from lapwing.knowledge.frames.matching import COMPILED
from lapwing.knowledge.frames.schema import (
    FUTURE,
    MODES,
    TYPES,
    Condition,
    Entry,
    Match,
    Pattern,
    Reading,
    Sense,
)

__all__ = [
    "COMPILED", "FUTURE", "MODES", "TYPES", "Condition", "Entry", "Lexicon", "Match", "Pattern", "Reading", "Sense", "load",
]  # fmt: skip
