"""Names of persons in a form that can be compared: without marks, particles and the vagaries of transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from lapwing.knowledge.tables import read_table, split_list

PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "ad",
        "ed",
        "ar",
        "er",
        "as",
        "es",
        "an",
        "ash",
        "at",
        "az",
        "bin",
        "ibn",
        "ben",
        "bint",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "of",
        "the",
        "y",
        "e",
    ]
)
"""Words inside names that reports write, drop and join at will."""

JOINED = re.compile(r"^(?:al|el|ul|ad|ar|as|ash|an|at|az)-")
WORDS = re.compile(r"[a-z0-9]+")

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "lord",
        "lady",
        "dame",
        "president",
        "vice",
        "prime",
        "minister",
        "premier",
        "chancellor",
        "king",
        "queen",
        "prince",
        "princess",
        "sheikh",
        "shaikh",
        "sheik",
        "emir",
        "sultan",
        "ayatollah",
        "grand",
        "mullah",
        "imam",
        "general",
        "gen",
        "colonel",
        "col",
        "lieutenant",
        "lt",
        "major",
        "maj",
        "captain",
        "capt",
        "brigadier",
        "admiral",
        "marshal",
        "field",
        "sergeant",
        "sgt",
        "corporal",
        "private",
        "senator",
        "sen",
        "representative",
        "rep",
        "congressman",
        "congresswoman",
        "governor",
        "gov",
        "mayor",
        "secretary",
        "state",
        "foreign",
        "defense",
        "defence",
        "interior",
        "ambassador",
        "judge",
        "justice",
        "chief",
        "speaker",
        "leader",
        "professor",
        "prof",
        "reverend",
        "rev",
        "father",
        "bishop",
        "archbishop",
        "cardinal",
        "pope",
        "saint",
        "deputy",
        "acting",
        "former",
        "ex",
        "hon",
        "honorable",
        "honourable",
        "comrade",
        "hajji",
        "haji",
        "maulana",
        "maulvi",
        "mufti",
        "attorney",
        "lawmaker",
        "spokesman",
        "spokeswoman",
        "commissioner",
        "candidate",
    ]
)
"""Words before a name that are no part of it."""


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """`text` in lower case ASCII letters: marks stripped, ligatures and apostrophes resolved."""
    text = text.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L").replace("ı", "i")
    text = (
        text.replace("ß", "ss")
        .replace("đ", "d")
        .replace("Đ", "D")
        .replace("æ", "ae")
        .replace("Æ", "Ae")
        .replace("ə", "a")
    )
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    for mark in "'’‘`ʿʾ":
        text = text.replace(mark, "")
    return text.lower()


@lru_cache(maxsize=65536)
def name_tokens(name: str) -> tuple[str, ...]:
    """The words of a name that tell persons apart, plain and without particles ("Nuri al-Maliki" → nuri, maliki)."""
    words = []
    for word in plain(name).split():
        if "." in word and len(word) > 2:  # initials written together: J.R.
            word = word.replace(".", " ").strip()
        word = JOINED.sub("", word)
        words += [w for w in WORDS.findall(word) if w not in PARTICLES]
    return tuple(words)


FOLDS = (
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("dzh", "j"),
    ("zh", "j"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("qu", "k"), ("q", "k"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ch", "c"),
    ("sh", "s"), ("ck", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("h", ""),
)  # fmt: skip


SERVANT = frozenset(("abd", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdil", "abdu", "abdur"))
"""Spellings of the first part of "Abd al-…"."""


@lru_cache(maxsize=65536)
def skeleton(token: str) -> str:
    """The consonants of a plain word after folding spellings that transliterations mix.

    Mohammed, Muhammad and Mohamed fold to one skeleton, as do Abdel and Abdul, Yushchenko and Iushchenko.
    """
    if token in SERVANT:  # Abdul-Mahdi, Abdel Mahdi, Abd al-Mahdi; not Abadi
        return "0"
    for a, b in FOLDS:
        if a in token:
            token = token.replace(a, b)
    if not token:
        return ""
    first = token[0] if token[0] not in "aeiou" else "a"
    body = "".join(c for c in token[1:] if c not in "aeiou")
    out = [first]
    for c in body:
        if c != out[-1]:
            out.append(c)
    return "".join(out)


@cache
def given_names() -> dict[str, str]:
    """`woman` or `man` for given names, plain, that tell.

    Raises:
        KnowledgeError: the table breaks its schema.
    """
    table = read_table(Path(__file__).parent / "given_names.tsv", ("gender", "names"))
    return {name: gender for gender, names in table for name in split_list(names)}
