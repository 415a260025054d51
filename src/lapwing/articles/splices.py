"""Paragraphs that belong to another story.

Pages that are put together by machines mix stories: a paragraph or two of another report stand in the middle of one.
Such a run of paragraphs shares few of its rarer words and names with the headline and with the rest, and often opens
with a headline of its own. Every run of up to five paragraphs is weighed by these signs. The weights are those of a
logistic regression over 228 Wikinews reports of 2019–2020 with runs of other reports put in, half of them from the most
similar of twenty (`evaluation/articles.py --fit` fits and prints them, and measures on 37 other reports).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from lapwing.articles.lines import Line, looks_like_headline
from lapwing.knowledge.words import keys, rarity

MIN_PARAGRAPHS = 5
"""A report of fewer paragraphs has too little of its own to tell what does not belong to it."""
MAX_RUN = 5
MAX_SHARE = 0.5
"""Foreign paragraphs are fewer than half; otherwise it is open which story is the report's."""
THRESHOLD = 0.25
"""Log odds from which a run is foreign; chosen for a precision of 0.95 on reports with runs of similar ones."""
MAX_SHARED = 0.6
"""Share of words occurring elsewhere above which a run is not weighed at all."""
_RARE = 5.5
"""Rarity from which a word says something of the story: in fewer than 1 of 250 sentences."""
_FREQUENT = 3

_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "his", "her", "their", "its", "this", "these", "those", "him", "them"}
)
_FIRST_WORD = re.compile(r"[A-Za-z]+")

WEIGHTS = {
    "bias": -2.50,
    "rare words shared": -4.16,
    "rare words": -2.43,
    "words shared": -4.21,
    "names shared": -4.98,
    "no names": 1.41,
    "words": 3.09,
    "headline told": -4.53,
    "main names": -2.05,
    "lead told": -3.44,
    "opens like a headline": 2.20,
    "opens with a pronoun": -0.10,
    "neighbours shared": -5.09,
    "holds together": 5.06,
    "three or more": -1.37,
    "opens the report": -1.28,
    "short": -2.19,
}


class Run(msgspec.Struct, frozen=True):
    """Consecutive body paragraphs, `start` to `end` (exclusive), weighed."""

    odds: float
    start: int
    end: int
    reason: str


def find_foreign(lines: Sequence[Line]) -> dict[int, str]:
    """Indices of the lines that belong to another story, each with the reason."""
    body = [index for index, line in enumerate(lines) if line.kind == "body"]
    if len(body) < MIN_PARAGRAPHS:
        return {}
    report = Report([lines[i].text for i in body], " ".join(line.text for line in lines if line.kind == "headline"))
    foreign: dict[int, str] = {}
    for run in sorted(report.runs(), key=lambda run: -run.odds):
        if run.odds < THRESHOLD:
            break
        taken = any(body[i] in foreign for i in range(run.start, run.end))
        if not taken and len(foreign) + run.end - run.start <= MAX_SHARE * len(body):
            foreign.update((body[i], run.reason) for i in range(run.start, run.end))
    return foreign


class Report:
    """The words of a report, paragraph by paragraph.

    Args:
        paragraphs: the paragraphs of its story.
        headline: its headline, or an empty string.
    """

    def __init__(self, paragraphs: Sequence[str], headline: str) -> None:
        self.texts = paragraphs
        self.keys = [keys(text) for text in paragraphs]
        self.ordered = [list(dict.fromkeys(name for name, _ in row)) for row in self.keys]
        self.sets = [set(row) for row in self.ordered]
        self.names = [{name for name, capital in row if capital} for row in self.keys]
        self.headline = {name for name, _ in keys(headline)}
        self.counts = Counter(name for row in self.sets for name in row)
        named = set().union(*self.names, {name for name, capital in keys(headline) if capital})
        self.frequent = {name for name in named if self.counts[name] >= _FREQUENT}

    def runs(self) -> Iterator[Run]:
        """The runs of paragraphs that might be foreign, weighed."""
        number = len(self.keys)
        for start in range(number):
            for end in self._strange(start, min(number, start + MAX_RUN, start + int(MAX_SHARE * number))):
                signs = self.signs(start, end)
                odds = sum(WEIGHTS.get(name, 0.0) * value for name, value in signs.items())
                yield Run(odds, start, end, self._reason(start, end) if odds >= THRESHOLD else "")

    def _strange(self, start: int, last: int) -> Iterator[int]:
        """Ends of the runs from `start` of which few enough words occur elsewhere; a sieve before the weighing."""
        inside: Counter[str] = Counter()
        whole = shared = 0.0
        for end in range(start + 1, last + 1):
            for name in self.ordered[end - 1]:
                weight = rarity(name)
                inside[name] += 1
                elsewhere = self.counts[name] > inside[name] or name in self.headline
                if inside[name] == 1:
                    whole += weight
                    shared += weight if elsewhere else 0.0
                elif not elsewhere:
                    shared -= weight
            if whole and shared <= MAX_SHARED * whole:
                yield end

    def _inside(self, start: int, end: int) -> tuple[Counter[str], set[str]]:
        """Number of the run's paragraphs that hold each word, and the words that stand outside the run as well."""
        inside = Counter(name for row in self.sets[start:end] for name in row)
        return inside, {n for n, c in inside.items() if self.counts[n] > c or n in self.headline}

    def signs(self, start: int, end: int) -> dict[str, float]:
        """What the weights are applied to."""
        inside, shared = self._inside(start, end)
        names = set().union(*self.names[start:end])
        rare = {name for name in inside if rarity(name) >= _RARE}
        around = set().union(*self.sets[max(0, start - 1) : start], *self.sets[end : end + 1])
        core = {n for n in self.frequent if self.counts[n] - inside.get(n, 0) >= _FREQUENT}
        lead = self.sets[0] if start > 0 else set()
        first = _FIRST_WORD.search(self.texts[start])
        words = sum(len(row) for row in self.keys[start:end])
        opening = self.texts[start]
        return {
            "bias": 1.0,
            "rare words shared": _share(rare & shared, rare, 0.5),
            "rare words": math.log1p(len(rare)),
            "words shared": _share(shared, set(inside), 0.5),
            "names shared": _share(names & shared, names, 0.5),
            "no names": float(not names),
            "words": math.log(len(inside)),
            "headline told": _share(self.headline & inside.keys(), self.headline, 0.0),
            "main names": len(core & inside.keys()) / len(core) if core else 0.3,
            "lead told": _share(lead & inside.keys(), lead, 0.0),
            "opens like a headline": float(looks_like_headline(opening) and len(opening.split()) >= 5),
            "opens with a pronoun": float(bool(first) and first[0].lower() in _PRONOUNS) if first else 0.0,
            "neighbours shared": _share(inside.keys() & around, set(inside), 0.0),
            "holds together": _share({n for n, c in inside.items() if c > 1}, set(inside), 0.0) * (end - start > 1),
            "three or more": float(end - start > 2),
            "opens the report": float(start == 0),
            "short": float(words < 15),
        }

    def _reason(self, start: int, end: int) -> str:
        inside, shared = self._inside(start, end)
        rare = {name for name in inside if rarity(name) >= _RARE}
        names = set().union(*self.names[start:end])
        reason = f"of its {len(rare)} rarer words {len(rare & shared)} occur elsewhere in the report, and of its "
        reason += f"{len(names)} names {len(names & shared)}"
        if looks_like_headline(self.texts[start]):
            reason += "; it opens with a headline of its own"
        return reason


def _share(part: set[str], whole: set[str], none: float) -> float:
    """Share of words, each counted by its rarity; `none` when there are none."""
    total = math.fsum(map(rarity, whole))  # exact, and so the same in whatever order a set comes
    return math.fsum(map(rarity, part)) / total if total else none
