"""Numbers of killed and wounded in a report."""

from __future__ import annotations

from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.mentions.quantities.casualties import casualties
from lapwing.records.mention import QuantityMention


def find(doc: Doc) -> tuple[QuantityMention, ...]:
    """The numbers of killed and wounded, in the order of the text; each span covers the number and its cue word.

    Reads along the parse where the document has one, by the order of words where it has none. "At least 20" is 20,
    "dozens" 24 to 99 (section 9 of the codebook); victims that are joined are added up.
    """
    text = doc.text
    found = []
    for item in casualties(doc):
        first, last = min(item.cue, item.first), max(item.cue + 1, item.last)
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        found.append(
            QuantityMention(
                span=Span.of(text, start, end),
                kind=item.kind,
                low=item.low,
                high=item.high,
                rule=item.rule,
                trace=f"{doc[item.cue].text}: {item.low} to {item.high}",
            )
        )
    return tuple(found)
