"""`lapwing annotate`: what the language model reads."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from lapwing.core.settings import Settings
from lapwing.pipeline.standard import load
from lapwing.views.cli.options import one_page, published
from lapwing.views.cli.words import one_line

_COLUMNS: tuple[str, ...] = ("#", "word", "lemma", "pos", "tag", "relation", "head", "entity")


def command(options: argparse.Namespace) -> int:
    """Prints the words of one document."""
    settings = Settings(published=published(options), media=options.media)
    doc = load(settings).annotate(one_page(options, settings))
    for line in lines(doc):
        print(line)
    return 0


def lines(doc: Doc) -> Iterator[str]:
    """Each sentence, then its words one a line.

    The columns are number, word, lemma, part of speech (universal, Penn), relation to which head, and entity (B- begins
    one, I- goes on).
    """
    for number, sentence in enumerate(doc.sents if doc.has_annotation("SENT_START") else [doc[:]]):
        yield f"{chr(10) if number else ''}# {number}  {one_line(sentence.text)}"
        rows = [_COLUMNS, *(_cells(token, sentence.start) for token in sentence if not token.is_space)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cells(token: Token, start: int) -> tuple[str, ...]:
    head = f"{token.head.i - start} {token.head.text}" if token.head.i != token.i else ""
    entity = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else ""
    cells = (str(token.i - start), token.text, token.lemma_, token.pos_, token.tag_, token.dep_, head, entity)
    return tuple(map(one_line, cells))
