"""Pronouns with their antecedents from the coreference layer of the GUM corpus (CC BY-SA by document), as decisions to learn from.

Each document becomes an annotated text; a candidate mention is right when it holds the head of an earlier mention of the pronoun's
entity. Pronouns whose antecedent is no candidate (no person, body or role) are left out: when to leave a pronoun open is learned
from the coded reports.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, Span

GENRES = ("news", "bio", "speech", "court", "voyage", "interview", "textbook", "essay")
"""Genres near to reports; fiction and letters address their reader."""

NLP = spacy.blank("en")


class Mention:
    """One mention: token range, head token, entity."""

    def __init__(self, start: int, entity: str, kind: str, head: int) -> None:
        self.start, self.entity, self.kind, self.head = start, entity, kind, head
        self.end = start + 1


def documents(path: Path, genres: Collection[str] = GENRES) -> Iterator[tuple[str, Doc, list[Mention]]]:
    """Each document's name, its annotated text and its mentions.

    Args:
        path: a CoNLL-U file of GUM.
        genres: those to read; empty for all.
    """
    for block in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name = block.split("\n", 1)[0].strip()
        if genres and name.split("_")[1] not in genres:
            continue
        words: list[str] = []
        spaces: list[bool] = []
        pos: list[str] = []
        deps: list[str] = []
        heads: list[int] = []
        starts: list[bool] = []
        mentions: list[Mention] = []
        open_mentions: dict[str, list[Mention]] = {}
        for sentence in block.split("\n\n"):
            rows = [line.split("\t") for line in sentence.split("\n") if re.match(r"\d+\t", line)]
            base = len(words)
            for k, row in enumerate(rows):
                i = len(words)
                words.append(row[1])
                spaces.append("SpaceAfter=No" not in row[9])
                pos.append(row[3])
                deps.append(row[7])
                heads.append(base + int(row[6]) - 1 if row[6] != "0" else i)
                starts.append(k == 0)
                layer = re.search(r"Entity=([^|]+)", row[9])
                for opened, fields, closed in re.findall(r"(\()([^()]+)|([^()]+)\)", layer[1] if layer else ""):
                    if opened:
                        parts = fields.split("-")
                        minimal = next((p for p in parts[5:6] if re.match(r"\d", p)), "1")
                        mention = Mention(i, parts[0], parts[1] if len(parts) > 1 else "", i + int(minimal.split(",")[0]) - 1)
                        mentions.append(mention)
                        open_mentions.setdefault(parts[0], []).append(mention)
                    elif closed and open_mentions.get(closed.split("-")[0]):
                        open_mentions[closed.split("-")[0]].pop().end = i + 1
                for _, fields in re.findall(r"(\()([^()]+)\)", layer[1] if layer else ""):
                    stack = open_mentions.get(fields.split("-")[0])
                    if stack and stack[-1].start == i:
                        stack.pop().end = i + 1
        doc = Doc(NLP.vocab, words=words, spaces=spaces, pos=pos, deps=deps, heads=heads, sent_starts=starts)
        spans: list[Any] = []
        last = 0
        for m in sorted((m for m in mentions if m.kind == "person"), key=lambda m: m.start):
            i = max(m.start, last)
            while i < m.end:
                j = i
                while j < m.end and pos[j] == "PROPN":
                    j += 1
                if j > i:
                    spans.append(Span(doc, i, j, label="PER"))
                    last = j
                    break
                i += 1
        doc.set_ents(spacy.util.filter_spans(spans))
        yield name, doc, mentions
