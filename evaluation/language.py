"""Language figures: tags and dependencies on UD EWT test with gold tokens, entities on UNER-EWT test, sentences, "US" against "us".

    python -m evaluation.language --data ../shared/data [--part test] [--json FILE]

Coarse entities: our nine types are mapped to UNER's three (FAC counts as LOC, the rest as none). F1 is over exact spans.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

from lapwing.language import Annotator
from lapwing.models.load import load
from training.data import conllu, worldwide

COARSE = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC"}
CASES = Path(__file__).parents[1] / "tests/cases/casing.toml"


def f1(hit: int, gold: int, found: int) -> float:
    """F1 from counts."""
    return 2 * hit / (gold + found) if gold + found else 0.0


def spans(tags: Iterable[str], coarse: bool) -> set[tuple[int, int, str]]:
    """(start, end, type) of IOB2 tags, types mapped to UNER's three if `coarse`."""
    out, start, kind = set(), 0, ""
    tags = list(tags)
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag == "O" or tag[0] == "B" or tag[2:] != kind):
            name = COARSE.get(kind, "") if coarse else kind
            if name:
                out.add((start, i, name))
            kind = ""
        if tag != "O" and (tag[0] == "B" or not kind):
            start, kind = i, tag[2:]
    return out


def syntax(annotator: Annotator, sentences: list[conllu.Sentence]) -> dict[str, float]:
    """UPOS, XPOS, lemma, UAS, LAS and entity F1 with gold tokens and sentences. Punctuation counts in UAS and LAS."""
    n = upos = xpos = lem = uas = las = 0
    hit = gold = found = 0
    for s in sentences:
        doc = annotator.read_words(s.words)
        for i, t in enumerate(doc):
            n += 1
            upos += t.pos_ == s.upos[i]
            xpos += t.tag_ == s.xpos[i]
            lem += t.lemma_.lower() == s.lemmas[i].lower()
            head = -1 if t.head.i == i else t.head.i
            right = head == s.heads[i]
            uas += right
            las += right and t.dep_.replace("ROOT", "root") == s.deps[i]
        if s.entities is not None:
            ours = spans(
                (f"{t.ent_iob_}-{t.ent_type_}" if t.ent_iob_ in "BI" and t.ent_type_ else "O" for t in doc), True
            )
            theirs = spans(s.entities, True)
            hit, gold, found = hit + len(ours & theirs), gold + len(theirs), found + len(ours)
    return {
        "upos": upos / n, "xpos": xpos / n, "lemma": lem / n, "uas": uas / n, "las": las / n, "entity_f1": f1(hit, gold, found),
    }  # fmt: skip


def newswire(annotator: Annotator, articles: list[list[tuple[list[str], list[str]]]]) -> float:
    """Entity F1 over nine types on newswire paragraphs kept out of training."""
    hit = gold = found = 0
    for article in articles:
        for words, tags in article:
            doc = annotator.read_words(words)
            ours = spans(
                (f"{t.ent_iob_}-{t.ent_type_}" if t.ent_iob_ in "BI" and t.ent_type_ else "O" for t in doc), False
            )
            theirs = spans(tags, False)
            hit, gold, found = hit + len(ours & theirs), gold + len(theirs), found + len(ours)
    return f1(hit, gold, found)


def segmentation(annotator: Annotator, sentences: list[conllu.Sentence]) -> float:
    """F1 of sentence starts on raw text, document by document (sentences joined by spaces)."""
    hit = gold = found = 0
    docs: dict[str, list[conllu.Sentence]] = {}
    for s in sentences:
        docs.setdefault(s.doc, []).append(s)
    for group in docs.values():
        text, starts = "", set[int]()
        for s in group:
            text += " " if text else ""
            starts.add(len(text))
            text += s.text
        ours = {s.start_char for s in annotator.annotate_text(text).sents}
        hit, gold, found = hit + len(ours & starts), gold + len(starts), found + len(ours)
    return f1(hit, gold, found)


def casing(annotator: Annotator) -> tuple[int, int]:
    """How many of our sentences with "US" and "us" are told apart: the country is an entity or proper noun, the pronoun is neither."""
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    right = 0
    for case in cases:
        doc = annotator.annotate_text(case["text"])
        token = next(t for t in doc if t.text == case["word"])
        country = token.ent_type_ == "LOC" or (token.pos_ == "PROPN" and token.ent_type_ not in ("PER",))
        right += country == case["country"]
    return right, len(cases)


def measure(data: Path, part: str = "test", model: str = "en-1") -> dict[str, float]:
    """All language figures of a part of the treebanks."""
    annotator = Annotator(load(model))
    ewt = conllu.read(
        data / f"syntax/ewt/en_ewt-ud-{part}.conllu", data / f"entities/uner_ewt/en_ewt-ud-{part}.iob2"
    )
    gum = conllu.read(data / f"syntax/gum/en_gum-{part}.conllu")
    figures = {f"ewt_{k}": v for k, v in syntax(annotator, ewt).items()}
    figures |= {f"gum_{k}": v for k, v in syntax(annotator, gum).items() if k != "entity_f1"}
    figures["ewt_sentences_f1"] = segmentation(annotator, ewt)
    figures["gum_sentences_f1"] = segmentation(annotator, gum)
    articles = worldwide.read(data / "entities/worldwide")
    figures["newswire_entity_f1"] = newswire(annotator, articles[len(articles) * 19 // 20 :])
    right, cases = casing(annotator)
    figures["us_told_from_us"] = right / cases
    return figures


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", type=Path, default=Path("../shared/data"))
    a.add_argument("--part", default="test")
    a.add_argument("--model", default="en-1")
    a.add_argument("--json", type=Path)
    o = a.parse_args()
    figures = measure(o.data, o.part, o.model)
    for k, v in figures.items():
        print(f"{k:24s} {v:.4f}")
    if o.json:
        o.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
