"""Documents with a parse written by hand, one token a line: form, part of speech, head, relation and, where it has one, entity."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("en").vocab


def parsed(table: str) -> Doc:
    """The document of a table; heads count from 1, 0 is the root, entities are `B-PER`, `I-PER` …"""
    rows = [line.split() for line in table.strip().splitlines()]
    heads = [int(row[2]) for row in rows]
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        pos=[row[1] for row in rows],
        heads=[head - 1 if head else i for i, head in enumerate(heads)],
        deps=[row[3] if head else "ROOT" for row, head in zip(rows, heads, strict=True)],
        ents=[row[4] if len(row) > 4 else "O" for row in rows],
    )
