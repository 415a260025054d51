"""How well records of one happening become one event: on ECB+, and on events of our own over Wikinews reports.

Run: python -m evaluation.reconcile [--data DIR] [--gold DIR] [--only ecb|wikinews]

**ECB+**, topics 1–35, all documents in one run, no topic given: gold mentions of political actions (those whose words the
frame lexicon has), with the participants, places and dates that ECB+ annotates around them (`evaluation/readers/told.py`).
CoNLL F1 (mean of MUC, B³, CEAF-e), mentions that stand alone included. Beside it, mentions with the same lemma: over
everything, and within the gold topic.

**Wikinews**: `evaluation/sets/wikinews_events.jsonl` tells which coded records of a crisis are one event (stand-off: report,
trigger, type); records it does not name stand alone. Precision, recall and F1 over pairs of records; the halves `tune` and
`check` (alternate crises) show how far the points were fitted to what they are measured on.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path

from evaluation.coreference import b_cubed, ceaf_e, conll, muc, pairwise
from evaluation.readers.told import coded, ecb_records, record_id
from lapwing.records.event import EventRecord
from lapwing.stories.facts import stems
from lapwing.stories.reconcile import reconcile

SET = Path(__file__).parent / "sets" / "wikinews_events.jsonl"


def grouped(of: Mapping[str, Hashable]) -> list[list[str]]:
    """Names with the same value together."""
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for name, value in of.items():
        groups[value].append(name)
    return list(groups.values())


def ours(records: Iterable[EventRecord]) -> list[list[str]]:
    """The records of each event."""
    return [list(event.records) for event in reconcile(records)]


def show(name: str, key: list[list[str]], response: list[list[str]]) -> None:
    """One line of figures."""
    parts = (
        f"MUC {muc(key, response).f1:.3f}  B³ {b_cubed(key, response).f1:.3f}  CEAF-e {ceaf_e(key, response).f1:.3f}"
    )
    pairs = "{:.3f} {:.3f} {:.3f}".format(*pairwise(key, response))
    print(f"{name:<28} CoNLL F1 {conll(key, response):.3f}  ({parts})  pairs P R F1 {pairs}")


def on_ecb(folder: Path) -> None:
    """Prints the figures on ECB+."""
    records, chains, topics = ecb_records(folder)
    key = grouped(chains)
    print(f"ECB+: {len(records)} mentions, {len(key)} happenings, {len(topics)} documents")
    lemma = {r.id: tuple(sorted(stems(r.trigger.text))) for r in records}
    show("same lemma", key, grouped(lemma))
    show("same lemma in a gold topic", key, grouped({r.id: (lemma[r.id], topics[r.report.id]) for r in records}))
    show("reconcile", key, ours(records))


def on_wikinews(gold: Path) -> None:
    """Prints the figures on our own events."""
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    reports = {report: digest for row in rows for report, digest in row["reports"].items()}
    records = list(coded([gold / "dev.jsonl", gold / "train_wikinews.jsonl"], reports))
    event: dict[str, Hashable] = {r.id: r.id for r in records}
    for n, row in enumerate(rows):
        for m, mentions in enumerate(row["events"]):
            for mention in mentions:
                name = record_id(*mention)
                if name not in event:
                    raise ValueError(f"{SET}: no coded record {name}")
                event[name] = (n, m)
    told = sum(len(row["events"]) for row in rows)
    print(f"Wikinews: {len(reports)} reports, {len(records)} records, {told} events of several records")
    part = {report: row["part"] for row in rows for report in row["reports"]}
    everything = ours(records)
    show("all", grouped(event), everything)
    for name in ("tune", "check"):
        inside = {r.id for r in records if part[r.report.id] == name}
        response = [kept for group in everything if (kept := [r for r in group if r in inside])]
        show(name, grouped({r: e for r, e in event.items() if r in inside}), response)
    # The largest crises hold most pairs: the mean over crises counts each alike.
    scores = []
    for row in rows:
        inside = {r.id for r in records if r.report.id in row["reports"]}
        response = [kept for group in everything if (kept := [r for r in group if r in inside])]
        score = pairwise(grouped({r: e for r, e in event.items() if r in inside}), response)
        if row["events"]:
            scores.append(score.f1)
    print(f"mean pairwise F1 over {len(scores)} crises {sum(scores) / len(scores):.3f}")


def main() -> None:
    """Prints all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--only", choices=("ecb", "wikinews"))
    options = parser.parse_args()
    if options.only != "ecb":
        on_wikinews(options.gold)
    if options.only != "wikinews":
        on_ecb(options.data / "stories/ecbplus")


if __name__ == "__main__":
    main()
