"""ECB+: events that several reports tell, with the participants, times and places around them (Cybulska and Vossen 2014).

Read from `stories/ecbplus` (topics 1–35; annotations CC BY 3.0). Only the sentences that its authors selected for
coreference are read (`ECBplus_coreference_sentences.csv`): others hold mentions that were never linked.
"""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mention:
    """Words that mention an action, participant, time or place."""

    id: str
    tag: str
    """As annotated: `ACTION_OCCURRENCE`, `NEG_ACTION_STATE`, `HUMAN_PART_PER`, `TIME_DATE`, `LOC_GEO` …"""
    start: int
    end: int
    """Characters in the document's text, from the first to the last word of the mention."""
    sentence: int
    chain: str
    """Mentions of one happening or thing have the same; one that stands alone has its own."""


@dataclass(frozen=True)
class Document:
    """One report: its words joined by blanks, one sentence a line."""

    id: str
    topic: str
    """Number and layer: `12ecb` and `12ecbplus` are about two happenings of one kind."""
    text: str
    sentences: dict[int, tuple[int, int]]
    """Character range of each selected sentence, by its number."""
    mentions: tuple[Mention, ...]


def documents(folder: Path) -> Iterator[Document]:
    """All documents with at least one selected sentence, in the order of topics and names."""
    selected: dict[tuple[str, str], set[int]] = defaultdict(set)
    with (folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            selected[row["Topic"], row["File"]].add(int(row["Sentence Number"]))
    for (topic, name), sentences in sorted(selected.items(), key=lambda item: (int(item[0][0]), item[0][1])):
        path = folder / topic / f"{topic}_{name}.xml"
        if path.exists():
            yield _read(path, topic, name, sentences)


def _read(path: Path, topic: str, name: str, selected: set[int]) -> Document:
    root = ET.parse(path).getroot()
    place: dict[str, tuple[int, int, int]] = {}
    lines: dict[int, list[str]] = defaultdict(list)
    layer = name.lstrip("0123456789")
    at, last = 0, -1
    for token in root.findall("token"):
        sentence, word = int(token.attrib["sentence"]), token.text or ""
        if layer == "ecbplus" and sentence == 0:
            continue  # the address of the page
        if last >= 0:
            at += 1
        lines[sentence].append(word)
        place[token.attrib["t_id"]] = (at, at + len(word), sentence)
        at += len(word)
        last = sentence
    text = "\n".join(" ".join(words) for words in lines.values())
    ranges: dict[int, tuple[int, int]] = {}
    for start, end, sentence in place.values():
        low, high = ranges.get(sentence, (start, end))
        ranges[sentence] = (min(low, start), max(high, end))
    chains = _chains(root, f"{topic}_{name}")
    mentions = []
    for mark in root.find("Markables") or ():
        words = [place[a.attrib["t_id"]] for a in mark.findall("token_anchor") if a.attrib["t_id"] in place]
        if not words or words[0][2] not in selected:
            continue
        id = mark.attrib["m_id"]
        chain = chains.get(id, f"{topic}_{name}:{id}")
        start, end = min(w[0] for w in words), max(w[1] for w in words)
        mentions.append(Mention(id, mark.tag, start, end, words[0][2], chain))
    mentions.sort(key=lambda m: (m.start, m.end, m.id))
    kept = {n: r for n, r in ranges.items() if n in selected}
    return Document(f"{topic}_{name}", f"{topic}{layer}", text, kept, tuple(mentions))


def _chains(root: ET.Element, document: str) -> dict[str, str]:
    chains: dict[str, str] = {}
    for link in root.find("Relations") or ():
        target = link.find("target")
        if target is None:
            continue
        chain = link.attrib.get("note") if link.tag == "CROSS_DOC_COREF" else f"{document}>{target.attrib['m_id']}"
        for source in link.findall("source"):
            chains[source.attrib["m_id"]] = chain or f"{document}>{target.attrib['m_id']}"
    return chains
