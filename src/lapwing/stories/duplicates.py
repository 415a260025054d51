"""Near-duplicates: which reports are one text, syndicated, trimmed or lightly rewritten.

Two steps. MinHash bands (rensa) find candidates cheaply at a low threshold; then the two texts are compared exactly, by
their three-word sequences and by the names and numbers in them, and the rule in `rules.toml`, part `[copies]`, decides.
Two texts that share a long quotation but are mostly their own words are no copies, nor are two that fill one template with
different names.

`copies` does it for a batch. An archive keeps the `Sketch` of each report, asks for those that share bands with a new
one, and calls `compare`, `is_copy` and `group` itself; the result is the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from rensa import RMinHash

from lapwing.records.article import Article
from lapwing.records.story import CopyGroup
from lapwing.stories.clusters import average_linkage, connected
from lapwing.stories.rules import CopyRule, load

PERMUTATIONS = 128
ROWS = 2
"""Hash values in a band: 64 bands of two."""
MIN_SHARED_BANDS = 2
"""Bands that two texts must share to be compared. Of pairs whose sets are alike by 0.30, 1.8 % are missed, by 0.40 under
0.02 %; of unrelated pairs (alike by 0.01), one in 50,000 is compared in vain. (Binomial, 64 bands of two.)"""
SHINGLE = 3
"""Words in a sequence: longer ones break at every changed word, pairs of words are shared by any two reports."""
SCHEME = f"rensa R{RMinHash.ALGORITHM_VERSION}/{PERMUTATIONS}/{ROWS}/{SHINGLE}"
"""Names how bands are made: sketches of different schemes do not compare."""

_SEED = 1
_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a report to find its copies."""

    report: str
    published: dt.date | None
    words: int
    bands: tuple[int, ...]
    """Signed 64-bit keys; empty for a text too short to be compared."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What of a text is compared exactly."""

    words: int
    sequences: frozenset[str]
    """The different three-word sequences, lower case."""
    names: frozenset[str]
    """The different words with a capital and numbers."""


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How much two texts share."""

    shared: int
    """Three-word sequences that both have."""
    smaller: int
    """Sequences of the text that has fewer."""
    union: int
    names: float
    """Share of the names and numbers of that text which the other has too, 0 … 1."""

    @property
    def contained(self) -> float:
        """Share of the smaller text that stands in the other, 0 … 1."""
        return self.shared / self.smaller if self.smaller else 0.0

    @property
    def jaccard(self) -> float:
        """Shared sequences among all of both, 0 … 1."""
        return self.shared / self.union if self.union else 0.0


def content(article: Article) -> Content:
    """What is compared: headline and body; not bylines, and no paragraphs of another story."""
    parts = [article.text[p.start : p.end] for p in article.paragraphs if p.kind != "byline" and not p.foreign]
    found = [w for part in parts for w in _WORD.findall(part.replace("’", "'"))]
    low = [w.lower() for w in found]
    return Content(
        words=len(low),
        sequences=frozenset(" ".join(low[i : i + SHINGLE]) for i in range(len(low) - SHINGLE + 1)),
        names=frozenset(w for w in found if not w[0].islower()),
    )


def sketch(article: Article, of: Content | None = None) -> Sketch:
    """The sketch of a report; the same text gives the same on every machine.

    Args:
        article: the report.
        of: its content, where it is known already.
    """
    of = of or content(article)
    bands: tuple[int, ...] = ()
    if of.sequences:
        minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
        minhash.update(sorted(of.sequences))
        values = minhash.digest()
        bands = tuple(_band(i, values[i : i + ROWS]) for i in range(0, PERMUTATIONS, ROWS))
    return Sketch(report=article.id, published=article.published, words=of.words, bands=bands)


def _band(number: int, values: Sequence[int]) -> int:
    plain = b"".join(v.to_bytes(8, "little") for v in (number, *values))
    return int.from_bytes(hashlib.blake2b(plain, digest_size=8).digest(), "little", signed=True)


class Index:
    """Sketches by their bands, in memory."""

    def __init__(self) -> None:
        self._by_band: dict[int, list[str]] = defaultdict(list)

    def candidates(self, new: Sketch) -> list[str]:
        """Ids of the reports added so far that share enough bands with `new`, sorted."""
        shared = Counter(report for band in new.bands for report in self._by_band.get(band, ()))
        return sorted(report for report, n in shared.items() if n >= MIN_SHARED_BANDS and report != new.report)

    def add(self, new: Sketch) -> None:
        """Adds a sketch; a report is to be added once."""
        for band in new.bands:
            self._by_band[band].append(new.report)


def compare(a: Content, b: Content) -> Likeness:
    """Compares two texts exactly; the order of the two does not matter."""
    if (len(b.sequences), len(b.names), sorted(b.names)) < (len(a.sequences), len(a.names), sorted(a.names)):
        a, b = b, a
    shared = len(a.sequences & b.sequences)
    return Likeness(
        shared=shared,
        smaller=len(a.sequences),
        union=len(a.sequences) + len(b.sequences) - shared,
        names=len(a.names & b.names) / len(a.names) if a.names else 1.0,
    )


def is_copy(likeness: Likeness, rule: CopyRule | None = None) -> bool:
    """Whether two texts are one, by the rule (default: the one that comes with the package)."""
    rule = rule or load().copies
    return (
        likeness.smaller >= rule.min_sequences
        and likeness.contained >= rule.contained
        and likeness.jaccard >= rule.jaccard
        and likeness.names >= rule.names
    )


def copies(articles: Iterable[Article], rule: CopyRule | None = None) -> tuple[CopyGroup, ...]:
    """Groups the reports that are one text; reports without a copy are in no group.

    Args:
        articles: any order; articles with the same id are one report.
        rule: when two texts are copies.

    Returns:
        the groups, sorted by their original's id; see `group`.
    """
    rule = rule or load().copies
    index = Index()
    sketches: dict[str, Sketch] = {}
    contents: dict[str, Content] = {}
    pairs: list[tuple[str, str]] = []
    for article in articles:
        if article.id in sketches:
            continue
        own = content(article)
        new = sketch(article, own)
        for known in index.candidates(new):
            if is_copy(compare(own, contents[known]), rule):
                pairs.append((known, article.id))
        index.add(new)
        sketches[article.id], contents[article.id] = new, own
    return group(pairs, sketches)


def group(pairs: Iterable[tuple[str, str]], sketches: Mapping[str, Sketch]) -> tuple[CopyGroup, ...]:
    """Groups out of pairs of copies: any two groups are joined while at least half of the pairs between them are copies.

    Args:
        pairs: ids of two reports that are copies of one another.
        sketches: those of all reports in `pairs`, to know which is the original.
    """
    known = {(a, b) if a < b else (b, a) for a, b in pairs}

    def vote(a: str, b: str) -> int:
        return 1 if (a, b) in known else -1

    groups = []
    for part in connected(known):
        for reports in average_linkage(part, vote):
            if len(reports) > 1:
                first = min(reports, key=lambda r: _rank(sketches[r]))
                groups.append(CopyGroup(original=first, copies=tuple(sorted(r for r in reports if r != first))))
    return tuple(sorted(groups, key=lambda g: g.original))


def _rank(own: Sketch) -> tuple[dt.date, int, str]:
    """The earliest report comes first, then the longest, then by id; a report without a date comes last."""
    return own.published or dt.date.max, -own.words, own.report
