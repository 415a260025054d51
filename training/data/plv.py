"""PLV: sentences with a marked source and target and the PLOVER root of what the one does to the other."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from training.event_windows import NLP
from training.windows import Window

_MARK = re.compile(r"</?[st]>")


def read(path: Path) -> list[Window]:
    """One window a pair; YIELD stands for CONCEDE and RETREAT, so both are allowed there."""
    out = []
    with path.open(encoding="utf-8") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            window = pair(row["marked_sentence"], row["gold_root"])
            if window:
                out.append(window)
    return out


def pair(marked: str, root: str) -> Window | None:
    """The window of `… <s>source</s> … <t>target</t> …`; None when a mark is missing."""
    text, spans, at, opened = "", dict[str, tuple[int, int]](), 0, 0
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        if m.group()[1] != "/":
            opened = len(text)
        else:
            spans[m.group()[2]] = (opened, len(text))
    text += marked[at:]
    if set(spans) != {"s", "t"}:
        return None
    doc = NLP.make_doc(text)
    marks = [0] * len(doc)
    for mark, (a, b) in ((2, spans["s"]), (3, spans["t"])):
        for t in doc:
            if t.idx < b and t.idx + len(t.text) > a:
                marks[t.i] = mark
    types = ("CONCEDE", "RETREAT") if root == "YIELD" else (root,)
    return Window(words=tuple(t.text for t in doc), marks=tuple(marks), relation=types)
