"""Word pieces of BERT's uncased vocabulary, in plain Python.

The tokenizers library does the same, and brings 36 MB with it (a download client among them). Words come to us already
apart and are remembered, so that speed does not matter: a report in five hundred words has about three hundred new ones
at first, and few later. Tested against that library piece by piece.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

_LONGEST = 100
"""Characters; longer runs are one unknown piece, as BERT has it."""

_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
"""Each ideograph is a word of its own. (The range from 2B920 is printed so in the library that BERT's users share.)"""


class WordPieces:
    """Splits words into the longest pieces that the vocabulary knows.

    Args:
        vocabulary: piece → id; a piece that goes on within a word begins with `##`.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._ids = vocabulary
        self._unknown = vocabulary["[UNK]"]

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """Reads the vocabulary of a `tokenizer.json`."""
        return cls(msgspec.json.decode(path.read_bytes(), type=_File).model.vocab)

    def ids(self, text: str) -> list[int]:
        """The ids of all pieces of a text."""
        return [i for run in _runs(_plain(text)) for i in self._pieces(run)]

    def _pieces(self, run: str) -> list[int]:
        if len(run) > _LONGEST:
            return [self._unknown]
        pieces: list[int] = []
        start = 0
        while start < len(run):
            for end in range(len(run), start, -1):
                known = self._ids.get(run[start:end] if start == 0 else f"##{run[start:end]}")
                if known is not None:
                    break
            else:
                return [self._unknown]  # one part that is not known makes the whole run unknown
            pieces.append(known)
            start = end
        return pieces


class _Model(msgspec.Struct):
    vocab: dict[str, int]


class _File(msgspec.Struct):
    model: _Model


def _plain(text: str) -> str:
    """Lower case, without accents and control characters, ideographs apart."""
    if text.isascii() and text.isalnum():  # nearly every word
        return text.lower()
    kept = []
    for c in text:
        if c in "\t\n\r" or unicodedata.category(c) == "Zs":
            kept.append(" ")
        elif c == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(c) in ("Cc", "Cf", "Co"):
            continue
        elif any(first <= ord(c) <= last for first, last in _IDEOGRAPHS):
            kept.append(f" {c} ")
        else:
            kept.append(c)
    decomposed = unicodedata.normalize("NFD", "".join(kept))
    # letter by letter, as the library does it: a whole word's lower case has another sigma at its end
    return "".join(c.lower() for c in decomposed if unicodedata.category(c) != "Mn")


def _runs(text: str) -> Iterator[str]:
    """Stretches without white space or punctuation, and each punctuation mark."""
    run = ""
    for c in text:
        if c.isspace():
            if run:
                yield run
            run = ""
        elif _is_punctuation(c):
            if run:
                yield run
            yield c
            run = ""
        else:
            run += c
    if run:
        yield run


def _is_punctuation(c: str) -> bool:
    """Unicode's punctuation, and all that is neither letter nor digit in ASCII."""
    return unicodedata.category(c)[0] == "P" if c > "\x7f" else not c.isalnum() and c > " "
