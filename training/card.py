"""Writes a model's card from the figures that the evaluation scripts print as JSON.

python -m training.card src/lapwing/models/en --name en-1 --language language.json --events events.json --seed 1 --note "…"
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

DATA = (
    ("UD English EWT (train)", "CC BY-SA 4.0", "tags, dependencies, sentences"),
    (
        "UD English GUM (train; news, interviews, biographies, speeches, travel, academic, letters)",
        "CC BY(-SA) 4.0",
        "the same; names among its mentions (entity head); "
        "which earlier mention a pronoun stands for (weights of the actors, from GUM's coreference: news, biographies, "
        "speeches, court, travel, interviews, textbooks, essays)",
    ),
    ("UNER English EWT (train, and dev for the entity head)", "CC BY-SA 4.0", "entities PER, ORG, LOC"),
    ("Worldwide newswire entities (95 % of 828 articles)", "unstated; Stanford, EMNLP 2023", "entities, nine types"),
    ("PolNeAR (train, 840 articles)", "research corpus, unstated", "sources, cues and contents of attributions"),
    ("Coded Wikinews reports (96, and 97 of our corpus)", "text CC BY 2.5", "events; codes and sectors of actors"),
    ("Coded Voice of America sentences", "text public domain", "events; codes and sectors of actors"),
    ("Our own sentences and reports", "CC BY 4.0, in this repository", "events; codes and sectors of actors"),
    ("PLV (train, 1,050 pairs)", "unstated; ACL 2024", "relation between two spans"),
)

TEMPLATE = """# {name}

One encoder, many heads: sentences, part of speech, dependencies, entities, parts of attributions, event triggers, types, modes, status
and roles of English news text.

- **Architecture**: MiniLM-L6-H384 (22 M parameters; starting weights `all-MiniLM-L6-v2`, Apache-2.0, sha256
  `53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db`) with embeddings for the casing of a word and for marked words,
  and linear, two-layer and biaffine heads.
- **Form**: ONNX, weights int8 (dynamic quantisation, per channel), {size:.1f} MB; sha256 of the graph `{digest}`.
- **Made by**: `make train-language`, `make train-events`, `make train-entities`, `make export-model`, `make calibrate-model`; seed {seed}. {note}

## Trained on

| set | licence | for |
|---|---|---|
{data}

## Figures

Language (`python -m evaluation.language`; UD EWT and GUM test with gold tokens and sentences; entities on UNER-EWT test, exact spans):

| figure | value |
|---|---|
{language}

Events (`python -m evaluation.events`; the whole way from text to record on the development gold: 37 Wikinews reports, 470 records).
The gold was coded by language models following the codebook, each document read twice; it is consistent, but not human gold.

| figure | value | 95 % interval |
|---|---|---|
{events}

## Thresholds

{thresholds}, chosen on the development gold together.

## Limits

English only. Written news of 2002–2026; headlines and spoken text are weaker. Rare types (COOPERATE, AID, MOBILIZE) rest on few
examples. What the model says of real people is what it read in a report, right or wrong: check the quoted words before acting on a record.
"""


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("folder", type=Path)
    a.add_argument("--name", default="en-1")
    a.add_argument("--language", type=Path, required=True, help="output of evaluation.language --json")
    a.add_argument("--events", type=Path, required=True, help="output of score.py --json")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--note", default="")
    o = a.parse_args()
    language = json.loads(o.language.read_text(encoding="utf-8"))
    events = json.loads(o.events.read_text(encoding="utf-8"))["figures"]
    graph = o.folder / "model.onnx"
    card = TEMPLATE.format(
        name=o.name, size=graph.stat().st_size / 1e6, digest=hashlib.sha256(graph.read_bytes()).hexdigest(), seed=o.seed,
        note=o.note, data="\n".join(f"| {' | '.join(row)} |" for row in DATA),
        language="\n".join(f"| {k} | {v:.3f} |" for k, v in language.items()),
        events="\n".join(f"| {k} | {v['value']:.3f} | {v['low']:.3f} – {v['high']:.3f} |" for k, v in events.items()),
        thresholds=", ".join(f"{k} {v}" for k, v in json.loads((o.folder / "thresholds.json").read_text()).items()),
    )  # fmt: skip
    (o.folder / "card.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
