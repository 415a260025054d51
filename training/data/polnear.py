"""PolNeAR: attributions in political news. Each word has at most one part: source, cue, content or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import spacy

PARTS = {"Source": "source", "Cue": "cue", "Content": "content"}
NLP = spacy.blank("en")
"""The tokenizer that runs at coding time, too."""

Spans = list[tuple[str, int, int]]
"""(part, start, end) in characters of the text."""


def documents(folder: Path) -> Iterator[tuple[str, str, Spans]]:
    """Each article of a part (`polnear_train`): name, text and the annotated spans, in file order.

    An article that several annotators read (the name ends in the annotator) comes once, by the first of them.
    """
    seen = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        if name in seen:
            continue
        seen.add(name)
        text = (folder / "text" / f"{name}.txt").read_text(encoding="utf-8")
        yield name, text, list(_spans(path))


def _spans(path: Path) -> Iterator[tuple[str, int, int]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) < 2 or not cells[0].startswith("T"):  # relations, and texts that go on over a line
            continue
        name, _, ranges = cells[1].partition(" ")
        if name in PARTS:
            for piece in ranges.split(";"):  # a span in several pieces
                start, end = map(int, piece.split())
                yield PARTS[name], start, end


def tagged(text: str, spans: Spans) -> Iterator[tuple[list[str], list[str]]]:
    """(words, IOB2 tags) of each paragraph of a text."""
    for line, at in _lines(text):
        doc = NLP.make_doc(line)
        tags = ["O"] * len(doc)
        for part, start, end in spans:
            inside = [t.i for t in doc if at + t.idx < end and at + t.idx + len(t.text) > start and not t.is_space]
            if inside and tags[inside[0]] == "O":
                tags[inside[0] : inside[-1] + 1] = [f"B-{part}"] + [f"I-{part}"] * (inside[-1] - inside[0])
        kept = [t.i for t in doc if not t.is_space]
        if kept:
            yield [doc[i].text for i in kept], [tags[i] for i in kept]


def _lines(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield line, at
        at += len(line)
