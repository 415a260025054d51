"""Words and sentences of a text, as the look-up of names needs them: cut at hyphens, without dots, possessives marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc

WORD = re.compile(r"[^\W_]+(?:[.'’‘`ʿ&][^\W_]+)*", re.UNICODE)
CONTRACTION = re.compile(r"(?<=.)(?:n['’]t|['’](?:re|ve|ll|d|m|RE|VE|LL))$")
_ENDS = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")


class Words:
    """The words of a text.

    Attributes:
        starts, ends: character offsets of each word.
        forms: each word without dots and possessive ("U.S.'s" → "US").
        lowers: the same in lower case.
        possessive: whether "'s" or "'" follows.
        sentence: index of each word's sentence.
        first: index of the first word of each sentence, and one past the last word.
        before: the characters between the word before and this one, without spaces.
    """

    __slots__ = ("before", "ends", "first", "forms", "lowers", "possessive", "sentence", "starts", "text")

    def __init__(self, text: str, doc: Doc | None = None) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.forms: list[str] = []
        self.lowers: list[str] = []
        self.possessive: list[bool] = []
        self.before: list[str] = []
        last = 0
        for match in WORD.finditer(text):
            start, end = match.span()
            form = match[0]
            owner = False
            if len(form) > 2 and form[-2] in "'’" and form[-1] in "sS":
                form, owner = form[:-2], True
            elif form[-1] in "sS" and text[end : end + 1] in ("'", "’") and not text[end + 1 : end + 2].isalpha():
                owner = True
            elif "'" in form or "’" in form:
                cut = CONTRACTION.search(form)
                if cut is not None:
                    form = form[: cut.start()]
            if "." in form:
                form = form.replace(".", "")
            if "’" in form:
                form = form.replace("’", "'")
            self.starts.append(start)
            self.ends.append(end)
            self.forms.append(form)
            self.lowers.append(form.lower())
            self.possessive.append(owner)
            self.before.append(text[last:start].strip(" "))
            last = end
        self.sentence: list[int] = []
        self.first: list[int] = []
        self._sentences(doc)

    def _sentences(self, doc: Doc | None) -> None:
        if doc is not None and len(doc) and doc.has_annotation("SENT_START"):
            bounds = [t.idx for t in doc if t.is_sent_start]
        else:
            bounds = [0, *(m.end() for m in _ENDS.finditer(self.text))]
        number, edge = -1, 0
        for i, start in enumerate(self.starts):
            moved = False
            while edge < len(bounds) and bounds[edge] <= start:
                edge += 1
                moved = True
            if moved or number < 0:
                number += 1
                self.first.append(i)
            self.sentence.append(number)
        self.first.append(len(self.starts))

    def __len__(self) -> int:
        return len(self.starts)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words that share a character with `start:end`, as a half-open range."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)
