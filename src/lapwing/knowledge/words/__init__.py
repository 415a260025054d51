"""The words of a paragraph as keys that related forms share, and how rare each is in news."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from pathlib import Path

from lapwing.core.errors import KnowledgeError

_FILE = Path(__file__).with_name("frequencies.tsv")
KEY_LENGTH = 5
"""Words are compared by their first five letters: "Libya", "Libyan", "Libyans"; "attack", "attackers"."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*")
_STOP_WORDS = """
a an the of in on at to for from by with and or but as is are was were be been has have had it its he his she her
they their them this that these those who which what when where will would could may might should can not no said
says say told also after before during about into over under against between than then there here new more most
other some all one two three first last year years day days week month time people i we you our your my us if so up
out off down just only very own same such both each many much because while until since through
"""
_STOP = frozenset(_STOP_WORDS.split())


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """What a word is compared by; empty for function words and single letters."""
    plain = word.lower().replace("’", "'").removesuffix("'s").replace(".", "")
    return "" if len(plain) < 2 or plain in _STOP else plain[:KEY_LENGTH]


def keys(text: str) -> list[tuple[str, bool]]:
    """The keys of a text in order, each with whether its word is a name by its form: a capital letter that no sentence
    start explains.
    """
    found: list[tuple[str, bool]] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if not (name := key(word)):
            continue
        before = text[max(0, match.start() - 2) : match.start()].strip()
        initial = match.start() == 0 or before[-1:] in '.!?"“\n:'
        found.append((name, word[0].isupper() and (not initial or (word.isupper() and len(word) > 1))))
    return found


@cache
def _frequencies() -> tuple[int, dict[str, int]]:
    lines = [line for line in _FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    try:
        rows = dict(line.split("\t") for line in lines)
        return int(rows.pop("TOTAL")), {name: int(count) for name, count in rows.items()}
    except (KeyError, ValueError) as error:
        raise KnowledgeError("a line is not a key, a tab and a number", str(_FILE)) from error


@lru_cache(maxsize=65536)
def rarity(name: str) -> float:
    """Negative logarithm of the share of news sentences that hold a word with this key: 2 to 3 for "government", 6 for
    "Libya", 10 for a word never seen.
    """
    total, counts = _frequencies()
    return math.log((total + 1) / (counts.get(name, 0) + 1))
