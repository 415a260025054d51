"""How well copies of a report are found: copies are built from Wikinews reports as newspapers make them.

Run: python -m evaluation.duplicates [--data DIR] [--hard N]

Each report of `text/wikinews_2019_2020.jsonl` is copied in six ways, all drawn with a fixed seed; every pair of one report
and its copies counts as a pair that must be found, every other pair as one that must not. Among the others are hard ones:
two reports that run two of the same paragraphs (a long quotation), and reports of one series.

With `--hard N`, prints the N pairs of `stories/near_duplicates` nearest to the rule's edge, to look at.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import itertools
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

from lapwing.records.article import Article, Paragraph
from lapwing.stories.duplicates import Index, compare, content, copies, is_copy, sketch

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_AGENCIES = ("Reuters", "AP", "AFP", "dpa", "Xinhua", "TASS", "EFE", "ANSA")
_CITIES = ("LONDON", "NEW YORK", "PARIS", "MOSCOW", "BEIJING", "CAIRO", "DELHI", "NAIROBI")
_TAILS = (
    "Reporting by our correspondents; Editing by the desk. Our standards: the trust principles.",
    "Copyright 2020 The Associated Press. All rights reserved. This material may not be published or redistributed.",
    "Read more in our world section, and subscribe to our newsletter for the latest headlines every morning.",
    "This article was originally published by our partner and is republished with permission.",
)
_LEADS = (
    "In what observers describe as a significant development,",
    "Officials and residents were still taking in the news that",
    "It emerged this week, according to people familiar with the matter, that",
    "Here is what is known so far after reports that",
)
_SYNONYMS = {
    "said": "stated", "also": "in addition", "after": "following", "people": "persons", "about": "around", "but": "yet",
    "began": "started", "killed": "slain", "told": "informed", "however": "nevertheless", "many": "numerous", "big": "large",
    "many of": "most of", "while": "as", "because": "since", "will": "is going to", "including": "among them", "two": "2",
    "three": "3", "according to": "as per", "announced": "declared", "government": "authorities", "several": "a number of",
    "police": "officers", "reported": "related", "first": "initial", "was": "had been", "the": "this", "in": "within",
}  # fmt: skip


def article(id: str, title: str, text: str, published: str) -> Article:
    """An article of a headline and paragraphs, as extraction makes it."""
    whole = f"{title}\n{text}"
    paragraphs, at = [], 0
    for n, line in enumerate(whole.split("\n")):
        if line:
            paragraphs.append(Paragraph(start=at, end=at + len(line), kind="body" if n else "headline"))
        at += len(line) + 1
    return Article(
        id=id,
        text=whole,
        title=None,
        paragraphs=tuple(paragraphs),
        published=None if not published else dt.date.fromisoformat(published),
        published_basis="given",
        published_reason="given",
        dates=(),
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
    )


def trimmed(paragraphs: list[str], draw: random.Random) -> list[str]:
    """Without three tenths of the sentences: half the time the last ones, as an editor cuts, else any."""
    sentences = [(n, s) for n, p in enumerate(paragraphs) for s in _SENTENCE.split(p)]
    keep = max(1, round(len(sentences) * 0.7))
    if draw.random() < 0.5:
        sentences = sentences[:keep]
    else:
        chosen = sorted(draw.sample(range(len(sentences)), keep))
        sentences = [sentences[i] for i in chosen]
    return [" ".join(s for _, s in group) for _, group in itertools.groupby(sentences, key=lambda s: s[0])]


def new_lead(paragraphs: list[str], draw: random.Random) -> list[str]:
    """The first sentence is told in other words: its content words in another order, after a phrase of the desk's own."""
    first, *rest = _SENTENCE.split(paragraphs[0], maxsplit=1)
    kept = [w for w in first.split() if draw.random() < 0.8]
    draw.shuffle(kept)
    return [" ".join((draw.choice(_LEADS), *kept, *rest)), *paragraphs[1:]]


def boilerplate(paragraphs: list[str], draw: random.Random) -> list[str]:
    """A dateline before the lead, a standing paragraph or two at the end."""
    head = f"{draw.choice(_CITIES)} ({draw.choice(_AGENCIES)}) — {paragraphs[0]}"
    return [head, *paragraphs[1:], *draw.sample(_TAILS, draw.randint(1, 2))]


def rewritten(paragraphs: list[str], draw: random.Random) -> list[str]:
    """One word in twelve replaced by another, two in three of them common ones."""
    out = []
    for paragraph in paragraphs:
        tokens = paragraph.split(" ")
        for i, token in enumerate(tokens):
            if token.lower() in _SYNONYMS and draw.random() < 0.3:
                tokens[i] = _SYNONYMS[token.lower()]
            elif draw.random() < 0.03:
                tokens[i] = draw.choice(("reportedly", "the", "area", "new", "local", "recent"))
        out.append(" ".join(tokens))
    return out


KINDS = {
    "trimmed": (trimmed,),
    "lead": (new_lead,),
    "boilerplate": (boilerplate,),
    "all": (trimmed, new_lead, boilerplate),
    "rewritten": (rewritten,),
    "rewritten, all": (rewritten, trimmed, new_lead, boilerplate),
}
"""The ways of copying. Each gets the headline of another report as well, except `trimmed`."""


def built(path: Path) -> tuple[list[Article], dict[str, tuple[str, str]]]:
    """The reports with their copies; and for each id the report it is and how it was made."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [r for r in rows if len(r["text"].split()) >= 60]
    articles, of = [], {}
    for n, row in enumerate(rows):
        draw = random.Random(f"{row['id']} copies")
        articles.append(article(row["id"], row["title"], row["text"], row["published"]))
        of[row["id"]] = (row["id"], "original")
        for kind, steps in KINDS.items():
            paragraphs = [p for p in row["text"].split("\n") if p.strip()]
            for step in steps:
                paragraphs = step(paragraphs, draw)
            title = row["title"] if kind == "trimmed" else rows[(n + 97) % len(rows)]["title"]
            name = f"{row['id']} {kind}"
            articles.append(article(name, title, "\n".join(paragraphs), row["published"]))
            of[name] = (row["id"], kind)
        # Hard: the next report with two paragraphs of this one in it, less than half its length, is its own text still.
        other = [p for p in rows[(n + 1) % len(rows)]["text"].split("\n") if p.strip()]
        quoted = " ".join(" ".join(p for p in row["text"].split("\n")[1:]).split()[:60])
        if sum(len(p.split()) for p in other) >= 150:
            name = f"{row['id']} quoted"
            articles.append(article(name, f"What we know of {row['title']}", "\n".join([*mixed(other), quoted]), ""))
            of[name] = (name, "quoted")
    return articles, of


def mixed(paragraphs: list[str]) -> list[str]:
    """A text that has the words of another but not its sequences: every sentence backwards."""
    return [" ".join(reversed(p.split(" "))) for p in paragraphs]


def main() -> None:
    """Prints recall by the way of copying, precision over all pairs, and where the errors are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--hard", type=int, default=0, metavar="N")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="missed pairs to print")
    options = parser.parse_args()
    if options.hard:
        hard(options.data / "stories/near_duplicates/data/helsinki_articles.csv", options.hard)
        return
    articles, of = built(options.data / "text/wikinews_2019_2020.jsonl")
    contents = {a.id: content(a) for a in articles}
    sketches = {a.id: sketch(a, contents[a.id]) for a in articles}
    index, candidates = Index(), set()
    for a in articles:
        candidates.update((other, a.id) for other in index.candidates(sketches[a.id]))
        index.add(sketches[a.id])
    pairs = {pair for pair in candidates if is_copy(compare(contents[pair[0]], contents[pair[1]]))}
    true, found, seen = Counter[str](), Counter[str](), Counter[str]()
    groups: dict[str, list[str]] = {}
    for id, (base, _) in of.items():
        groups.setdefault(base, []).append(id)
    for members in groups.values():
        for a, b in itertools.combinations(members, 2):
            kind = of[b][1] if of[a][1] == "original" else "two copies"
            true[kind] += 1
            found[kind] += (a, b) in pairs
            seen[kind] += (a, b) in candidates
    right = sum(found.values())
    print(f"{len(articles)} texts, {len(candidates)} pairs compared of {len(articles) * (len(articles) - 1) // 2}")
    for kind, n in true.items():
        print(f"  {kind:<16} recall {found[kind] / n:.4f}   (candidates {seen[kind] / n:.4f}, {n} pairs)")
    direct = [k for k in true if k != "two copies"]
    print(f"recall, report and copy  {sum(found[k] for k in direct) / sum(true[k] for k in direct):.4f}")
    print(f"recall, all pairs        {right / sum(true.values()):.4f}")
    print(f"precision, all pairs     {right / len(pairs):.4f}")
    for missed in [(a, b) for m in groups.values() for a, b in itertools.combinations(m, 2) if (a, b) not in pairs][
        : options.show
    ]:
        print(f"  missed: {missed} {compare(contents[missed[0]], contents[missed[1]])}")
    for a, b in sorted(p for p in pairs if of[p[0]][0] != of[p[1]][0])[:10]:
        print(f"  wrong: {a} | {b}  {compare(contents[a], contents[b])}")
    grouped = copies(articles)
    together = {(a, b) for g in grouped for a, b in itertools.permutations((g.original, *g.copies), 2)}
    good = sum((a, b) in together for m in groups.values() for a, b in itertools.combinations(m, 2))
    print(f"after grouping: recall {good / sum(true.values()):.4f}, precision {2 * good / len(together):.4f}")


def hard(path: Path, n: int) -> None:
    """Prints the pairs of news pages whose likeness is nearest to the rule's edge."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = {
        r["id"]: (r["publisher"], content(article(r["id"], "", r["text"].replace(" ### ", "\n"), ""))) for r in rows
    }
    likenesses = []
    for (a, (_, x)), (b, (_, y)) in itertools.combinations(texts.items(), 2):
        both = compare(x, y)
        if both.contained >= 0.15:
            likenesses.append((both.contained, both.jaccard, both.names, a, b))
    bins = Counter(int(c * 10) for c, *_ in likenesses)
    print("contained, pairs:", {f"{k / 10:.1f}": bins[k] for k in sorted(bins)})
    for c, j, names, a, b in sorted(likenesses, key=lambda x: abs(x[0] - 0.5))[:n]:
        print(f"{c:.2f} {j:.2f} {names:.2f} {a} {texts[a][0]} | {b} {texts[b][0]}")


if __name__ == "__main__":
    main()
