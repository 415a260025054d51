"""`lapwing relate`: what a document says that one participant does to another."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from lapwing.core.settings import Settings
from lapwing.pipeline.standard import load, relate
from lapwing.records.relation import Relation
from lapwing.views.cli.options import one_page, published
from lapwing.views.cli.words import one_line

LEAST = 0.005
"""Probabilities that would be printed as 0.00 are left out."""


def command(options: argparse.Namespace) -> int:
    """Prints the probability of each type between two participants of one document."""
    settings = Settings(published=published(options), media=options.media)
    article = load(settings).stages.extract(one_page(options, settings))
    for line in lines(relate(article.text, actor=options.actor, recipient=options.recipient)):
        print(line)
    return 0


def lines(relation: Relation) -> Iterator[str]:
    """The sentence, the two, then the types with their probabilities, the most probable first; `none` is one of them."""
    yield f"# {one_line(relation.sentence.text)}"
    yield f"# actor {one_line(relation.actor.text)}, recipient {one_line(relation.recipient.text)}"
    shown = sorted(({"none": relation.none} | relation.types).items(), key=lambda pair: -pair[1])
    for name, probability in shown:
        if probability >= LEAST:
            yield f"{name:10s}{probability:.2f}"
