"""Attributions that the language model marked: sources, cues and contents as spans of the `Doc`, joined by nearness.

The head learnt them from PolNeAR, where each word has one part at most; which parts belong together is read from their order.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

Range = tuple[int, int]

FAR = 40
"""Tokens between two parts of one attribution, at most: a quotation in the sentence after still has its speaker. Set by hand."""


def content_of(doc: Doc, trigger: Range) -> Range | None:
    """The marked content that holds a trigger."""
    return next((c for c in _ranges(doc, "content") if c[0] <= trigger[0] and trigger[1] <= c[1]), None)


def cue_of(doc: Doc, content: Range) -> Range | None:
    """The marked cue nearest to a content."""
    return _nearest(content, _ranges(doc, "cue"))


def source_of(doc: Doc, cue: Range) -> Range | None:
    """The marked source nearest to a cue, the one before it among equals."""
    return _nearest(cue, _ranges(doc, "source"))


def is_source(doc: Doc, words: Range) -> bool:
    """Whether some of the words were marked as a source; in a `Doc` without marks (another parser's) nothing speaks against it."""
    return "source" not in doc.spans or any(s[0] < words[1] and words[0] < s[1] for s in _ranges(doc, "source"))


def _ranges(doc: Doc, part: str) -> list[Range]:
    return [(s.start, s.end) for s in doc.spans.get(part, ())]


def _nearest(to: Range, among: Sequence[Range]) -> Range | None:
    def gap(r: Range) -> int:
        return max(to[0] - r[1], r[0] - to[1], 0)

    best = min(among, key=gap, default=None)
    return best if best is not None and gap(best) <= FAR else None
