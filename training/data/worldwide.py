"""The worldwide newswire entity set: nine types over news of all regions."""

from __future__ import annotations

from pathlib import Path

LABELS = {
    "Person": "PER", "Organization": "ORG", "Location": "LOC", "NORP": "NORP", "Facility": "FAC",
    "Date": "DATE", "Money": "MONEY", "Misc": "MISC", "Product": "PRODUCT",
}  # fmt: skip


def read(folder: Path) -> list[list[tuple[list[str], list[str]]]]:
    """Articles, each a list of (words, IOB2 tags) by sentence.

    The first line of a file is its URL; lines with two labels keep the first; sentences with left-over RTF commands are dropped.
    """
    articles = []
    for path in sorted(folder.glob("*.tsv")):
        sentences, words, tags = [], list[str](), list[str]()
        for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
            cells = line.split("\t")
            if len(cells) < 2 or not cells[0].strip():
                if len(words) > 1 and not any("\\" in w or w in "{}" for w in words):
                    sentences.append((words, tags))
                words, tags = [], []
                continue
            if cells[0].startswith("http"):
                continue
            label = cells[1].strip()
            prefix, _, name = label.partition("-")
            words.append(cells[0].strip().replace(" ", ""))
            tags.append(f"{prefix}-{LABELS[name]}" if name in LABELS else "O")
        if sentences:
            articles.append(sentences)
    return articles
