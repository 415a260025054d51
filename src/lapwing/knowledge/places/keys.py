"""How place names are made comparable: one key for all spellings that differ only in accents, case, hyphens, dots."""

from __future__ import annotations

import functools
import re
import unicodedata

_SILENT = re.compile("['\u2018\u2019\u02bb\u02bc\u02bf\u02be`\u00b4\u2032.\"\u201c\u201d]")
_BREAKS = re.compile("[\\s\\-\u2010-\u2015_/,()&\u00b7]+")
_LETTERS = str.maketrans(
    {
        "\u00f8": "o",
        "\u0142": "l",
        "\u0111": "d",
        "\u00f0": "d",
        "\u00fe": "th",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0131": "i",
        "\u0259": "a",
    }
)
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


@functools.lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """The key of a name: lower case, no accents, apostrophes or dots, single spaces; "St." and "Mt." are spelled out.

    An empty string when nothing is left.
    """
    text = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = _BREAKS.sub(" ", _SILENT.sub("", text)).split()
    if len(words) > 1 and words[0] in _SHORT:
        words[0] = _SHORT[words[0]]
    return " ".join(words)


def capitals(name: str) -> str:
    """The key of a name in capitals ("U.S." → "US"), which keeps it apart from a word in small letters; else `""`."""
    bare = name.replace(".", "").replace(" ", "")
    return bare if 2 <= len(bare) <= 5 and bare.isupper() and bare.isalpha() else ""
