"""UD treebanks (CoNLL-U), with UNER entities joined by sentence id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Sentence:
    """A treebank sentence. `heads` are 0-based word indexes, −1 for the root; `entities` are IOB2 tags or None."""

    id: str
    doc: str
    text: str
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    space_after: tuple[bool, ...]
    entities: tuple[str, ...] | None = None


@dataclass
class _Building:
    id: str = ""
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


def read(path: Path, entities: Path | None = None) -> list[Sentence]:
    """All sentences of a CoNLL-U file, in order; multiword-token and empty-node lines are left out."""
    tags = dict(_entities(entities)) if entities else {}
    out, doc, cur = [], "", _Building()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id"):
            doc = line.split("=", 1)[1].strip()
        elif line.startswith("# sent_id"):
            cur.id = line.split("=", 1)[1].strip()
        elif line.startswith("# text ="):
            cur.text = line.split("=", 1)[1].strip()
        elif line and line[0].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                cur.rows.append(cells)
        elif not line and cur.rows:
            out.append(_sentence(cur, doc, tags))
            cur = _Building()
    if cur.rows:
        out.append(_sentence(cur, doc, tags))
    return out


def _sentence(cur: _Building, doc: str, tags: dict[str, tuple[str, ...]]) -> Sentence:
    rows = cur.rows
    found = tags.get(cur.id)
    return Sentence(
        id=cur.id, doc=doc, text=cur.text,
        words=tuple(r[1] for r in rows), lemmas=tuple(r[2] for r in rows),
        upos=tuple(r[3] for r in rows), xpos=tuple(r[4] for r in rows),
        heads=tuple(int(r[6]) - 1 for r in rows), deps=tuple(r[7] for r in rows),
        space_after=tuple("SpaceAfter=No" not in r[9] for r in rows),
        entities=found if found and len(found) == len(rows) else None,
    )  # fmt: skip


def _entities(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sentence id and IOB2 tags from a UNER file."""
    sent, tags = "", list[str]()
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# sent_id"):
            sent = line.split("=", 1)[1].strip()
        elif line and line[0].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                tags.append(cells[2])
        elif not line and tags:
            yield sent, tuple(tags)
            tags = []
