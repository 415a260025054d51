"""Which contexts a sentence shows, by words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

SHORTEST_STEM = 3
"""Characters of the shortest stem (`spy*` style entries) worth trying."""

_PIECES = re.compile("['\u2019]s\\b|[^\\s\\-\u2013]+?(?=['\u2019]s\\b)|[^\\s\\-\u2013]+")
_DASHES = frozenset("-\u2013")


class ContextWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one context in `contexts.toml`."""

    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    """Types, or `TYPE.mode`, that always carry the context."""


class _Entry(msgspec.Struct, frozen=True):
    """One word or phrase of one context."""

    rest: tuple[str, ...]
    """The words after the first."""
    stem: bool
    """Whether the last word may go on."""
    cased: bool
    context: int
    strong: bool
    number: int
    """Tells two weak words from one seen twice."""


def pieces(text: str) -> tuple[str, ...]:
    """`text` cut at spaces, hyphens and before a possessive ("al-Qaida's" → al, Qaida, 's), where tokenisers differ."""
    return tuple(piece.replace("\u2019", "'") for piece in _PIECES.findall(text))


class Lexicon:
    """The words of all contexts, ready for look-up: time per sentence grows with its words, not with the lexicon."""

    def __init__(self, contexts: Mapping[str, ContextWords]) -> None:
        """Indexes `contexts`, name to words, in order."""
        self._names = tuple(contexts)
        self._implied: dict[str, list[int]] = {}
        self._whole: dict[str, list[_Entry]] = {}
        self._stems: dict[str, list[_Entry]] = {}
        self._seen: dict[str, tuple[_Entry, ...]] = {}
        number = 0
        for context, words in enumerate(contexts.values()):
            for key in words.implied:
                self._implied.setdefault(key, []).append(context)
            for strong, listed in ((True, words.strong), (False, words.weak)):
                for word in listed:
                    number += 1
                    self._add(word, context, strong, number)

    def _add(self, word: str, context: int, strong: bool, number: int) -> None:
        stem = word.endswith("*")
        first, *rest = pieces(word.rstrip("*"))
        entry = _Entry(tuple(rest), stem, word != word.lower(), context, strong, number)
        table = self._stems if stem and not rest else self._whole
        table.setdefault(first, []).append(entry)

    def _starting(self, word: str) -> tuple[_Entry, ...]:
        """The entries whose first word is `word`, spelled so or in lower case."""
        known = self._seen.get(word)
        if known is not None:
            return known
        lower = word.lower()
        found: dict[int, _Entry] = {}
        for form in (word, lower):
            for end in range(SHORTEST_STEM, len(form) + 1):
                for entry in self._stems.get(form[:end], ()):
                    if form == word or not entry.cased:
                        found[entry.number] = entry
            for entry in self._whole.get(form, ()):
                if form == word or not entry.cased:
                    found[entry.number] = entry
        entries = tuple(found.values())
        # Bounded, so that a long run over many documents does not grow without end.
        if len(self._seen) > 100_000:
            self._seen.clear()
        self._seen[word] = entries
        return entries

    def contexts(self, words: Sequence[str], type: str, mode: str | None) -> tuple[str, ...]:
        """The contexts shown by `words`, or implied by the type and mode, in order."""
        shown = set(self._implied.get(type, ()))
        shown.update(self._implied.get(f"{type}.{mode}", ()))
        weak: dict[int, set[int]] = {}
        cut = [piece for word in words for piece in (pieces(word) if "-" in word or "'" in word else (word,))]
        cut = [piece for piece in cut if piece not in _DASHES]
        for place, word in enumerate(cut):
            for entry in self._starting(word):
                if entry.rest and not _follows(entry, cut, place + 1):
                    continue
                if entry.strong:
                    shown.add(entry.context)
                else:
                    weak.setdefault(entry.context, set()).add(entry.number)
        shown.update(context for context, numbers in weak.items() if len(numbers) > 1)
        return tuple(self._names[context] for context in sorted(shown))


def _follows(entry: _Entry, words: Sequence[str], place: int) -> bool:
    """Whether the rest of `entry` stands in `words` from `place` on."""
    last = place + len(entry.rest)
    if last > len(words):
        return False
    for expected, word in zip(entry.rest, words[place:last], strict=True):
        form = word if entry.cased else word.lower()
        if form != expected and not (entry.stem and expected is entry.rest[-1] and form.startswith(expected)):
            return False
    return True
