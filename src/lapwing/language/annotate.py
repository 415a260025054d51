"""Text to spaCy `Doc`: sentences, tags, dependencies, lemmas, entities, and the scores that the event heads gave in the same pass."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from lapwing.language.lemmas import lemma
from lapwing.language.parse import tree
from lapwing.language.tagging import Tagger
from lapwing.language.windows import cut
from lapwing.models.labels import TRIGGERS
from lapwing.models.load import Model
from lapwing.models.load import load as load_model
from lapwing.records.article import Article

Floats = NDArray[np.float32]

FIRST_PASS = ("starts", "upos", "xpos", "entities", "arcs", "label_dep", "label_head", "attributions", "triggers")


class Annotator:
    """Reads texts. Safe to share within a thread; each process loads its own.

    Args:
        model: a loaded model.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.pieces = model.pieces
        self._entities = Tagger(model.labels.entities)
        self._attributions = Tagger(model.labels.attributions)
        self.nlp: Language = spacy.blank("en")
        self.nlp.max_length = 100_000_000  # the length is bounded where inputs are read

    def annotate(self, article: Article) -> Doc:
        """The article's text as a `Doc`; `doc.text == article.text`. Paragraph ends are sentence ends."""
        return self.read(article.text, [(p.start, p.end) for p in article.paragraphs])

    def annotate_text(self, text: str) -> Doc:
        """Any text as a `Doc`; line ends are sentence ends."""
        spans, at = [], 0
        for line in text.splitlines(keepends=True):
            spans.append((at, at + len(line)))
            at += len(line)
        return self.read(text, spans)

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> Doc:
        """A text whose paragraphs are known. Tokens outside all paragraphs form their own."""
        plain = self.nlp.make_doc(text)
        words = [t.text for t in plain]
        groups: list[list[int]] = [[]]
        bounds = iter(sorted(paragraphs))
        start, end = next(bounds, (len(text), len(text)))
        for t in plain:
            while t.idx >= end and end < len(text):
                start, end = next(bounds, (len(text), len(text)))
                groups.append([])
            if t.idx < start and groups[-1] and plain[groups[-1][-1]].idx >= start:
                groups.append([])
            if not t.is_space:
                groups[-1].append(t.i)
        return self._fill(plain, words, [g for g in groups if g])

    def read_words(self, words: Sequence[str]) -> Doc:
        """One sentence of given tokens, joined by single spaces (for text that is already tokenised)."""
        plain = Doc(self.nlp.vocab, words=list(words))
        return self._fill(plain, list(words), [list(range(len(words)))], whole=True)

    def _fill(self, plain: Doc, words: list[str], groups: list[list[int]], whole: bool = False) -> Doc:
        labels = self.model.labels
        n = len(words)
        heads, deps = list(range(n)), ["dep"] * n
        upos, xpos, lemmas, ents = ["SPACE"] * n, ["_SP"] * n, list(words), ["O"] * n
        said = ["O"] * n
        triggers = np.full((n, len(labels.triggers)), -np.inf, np.float32)
        triggers[:, 0] = 0.0
        for window in cut(words, groups, self.pieces):
            scores, tokens = self.model.read(FIRST_PASS, window.row), window.tokens
            if whole:
                scores["starts"] = np.full_like(scores["starts"], -1.0)
            self._window(tokens, scores, heads, deps, upos, xpos, ents)
            for k, tag in zip(tokens, self._attributions.read(scores["attributions"]), strict=True):
                said[k] = tag
            triggers[list(tokens)] = _log_softmax(scores["triggers"])
        for i in range(n):
            if upos[i] != "SPACE":
                lemmas[i] = lemma(words[i], upos[i], xpos[i], self.model.lemmas)
            elif i:
                heads[i], deps[i] = i - 1, "dep"
        doc = Doc(
            plain.vocab, words=words, spaces=[bool(t.whitespace_) for t in plain], tags=xpos, pos=upos, lemmas=lemmas,
            heads=heads, deps=deps, ents=ents,
        )  # fmt: skip
        doc.user_data[TRIGGERS] = triggers
        for part, found in _runs(said).items():
            doc.spans[part] = [doc[a:b] for a, b in found]
        return doc

    def _window(
        self, tokens: Sequence[int], out: dict[str, Floats], heads: list[int], deps: list[str],
        upos: list[str], xpos: list[str], ents: list[str],
    ) -> None:  # fmt: skip
        labels = self.model.labels
        n = len(tokens)
        for k, (u, x) in enumerate(zip(out["upos"].argmax(1), out["xpos"].argmax(1), strict=True)):
            upos[tokens[k]], xpos[tokens[k]] = labels.upos[u], labels.xpos[x]
        for k, tag in zip(tokens, self._entities.read(out["entities"]), strict=True):
            ents[k] = tag
        begins = [0, *(k for k in range(1, n) if out["starts"][k, 0] > 0), n]
        found = np.zeros(n, np.int64)
        for a, b in pairwise(begins):
            if a < b:
                found[a:b] = a + np.asarray(tree(out["arcs"][a:b, a:b]))
        scores = self.model.dependency_labels(out["label_dep"], out["label_head"][found])
        root = labels.deps.index("root")
        scores[found != np.arange(n), root] = -np.inf
        names = scores.argmax(1)
        for k in range(n):
            heads[tokens[k]] = tokens[int(found[k])]
            deps[tokens[k]] = "ROOT" if found[k] == k else labels.deps[names[k]]


def _runs(tags: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """The token ranges of each part of attributions; white space within one is part of it."""
    out: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    last = ""
    for i, tag in enumerate(tags):
        prefix, _, part = tag.partition("-")
        if prefix == "I" and part == last:
            out[part][-1] = (out[part][-1][0], i + 1)
        elif part:
            out[part].append((i, i + 1))
        last = part
    return out


def _log_softmax(x: Floats) -> Floats:
    top = x.max(-1, keepdims=True)
    out: Floats = x - top - np.log(np.exp(x - top).sum(-1, keepdims=True))
    return out


@lru_cache(maxsize=1)
def load() -> Annotator:
    """The annotator with the packaged model, loaded once a process.

    Raises:
        ModelError: the model's files are missing or damaged.
    """
    return Annotator(load_model())


def annotate(text: str) -> Doc:
    """Sentences, Universal Dependencies, lemmas and entities of an English text, as a spaCy `Doc`."""
    return load().annotate_text(text)
