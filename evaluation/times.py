"""Measures dates: expressions and values on TimeML, days of expressions and of events on the coded reports.

    python -m evaluation.times [--data DIR] [--gold DIR] [--blank] [--errors N]

- **TimeML** (`DIR/time/tbaq`, TimeBank and AQUAINT, creation date given): F1 of expressions, relaxed (they overlap) and strict
  (same characters); F1 of values (relaxed, and the TIMEX3 value is the same string); accuracy on bare weekdays. The odd half of the
  documents, by name, was read while the rules were written; the even half was not.
- **Recognizers** (`DIR/time/recognizers`): share of the date cases whose days are those of either reading given there. Its
  conventions are a chat assistant's; where they differ from the codebook, ours follow the codebook.
- **Coded reports** (`GOLD`): share of the gold's date spans that are read to the gold's days; and, given a gold event,
  the share of events with the right date or rightly none: by syntax alone, by the gold's span, and by the role that the
  trained head proposes for a trigger it found. The gold was coded by language models after the codebook: consistent, but
  not human gold.
- words a second of `find`, on one thread.

`--blank` leaves out the language model (no tags, no parse). All figures are deterministic but the speed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.tokens import Doc

from evaluation.events import page
from evaluation.readers import timeml
from lapwing import articles
from lapwing.core.spans import Span, overlap
from lapwing.events import detect
from lapwing.language import load
from lapwing.mentions import times
from lapwing.records.mention import EventMention, RoleSpan, TimeMention

Annotate = Callable[[str], Doc]
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


class Tally(NamedTuple):
    """Counts over documents."""

    gold: int
    ours: int
    relaxed: int
    strict: int
    value: int
    weekdays: int
    weekdays_right: int


def f1(hits: int, gold: int, ours: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * hits / (gold + ours) if gold + ours else 0.0


def tally(documents: Iterable[timeml.TimeDocument], annotate: Annotate, errors: int) -> Tally:
    """Matches each gold expression with the free one of ours that shares most characters."""
    c: Counter[str] = Counter()
    for document in documents:
        found = times.find(annotate(document.text), document.created)
        ours = [mention for mention in found if mention.rule not in times.COMPOSED]
        c["gold"] += len(document.expressions)
        c["ours"] += len(ours)
        free = set(range(len(ours)))
        for gold in document.expressions:
            shared = {i: min(gold.end, ours[i].span.end) - max(gold.start, ours[i].span.start) for i in free}
            best = max(shared, key=lambda i: shared[i], default=None)
            words = document.text[gold.start : gold.end]
            if best is None or shared[best] <= 0:
                continue
            free.discard(best)
            mention = ours[best]
            right = mention.value == gold.value
            c["relaxed"] += 1
            c["strict"] += (mention.span.start, mention.span.end) == (gold.start, gold.end)
            c["value"] += right
            if words.strip().lower() in WEEKDAYS and mention.rule == "weekday" and len(gold.value) >= 10:
                c["weekdays"] += 1
                c["weekdays_right"] += mention.value[:10] == gold.value[:10]
            if not right and c["shown"] < errors:
                c["shown"] += 1
                print(
                    f"    {document.name} {document.created}: {words!r} is {gold.value}, ours {mention.value} ({mention.rule})"
                )
    return Tally(*(c[name] for name in Tally._fields))


def show_timeml(data: Path, annotate: Annotate, errors: int) -> None:
    """Prints the figures on TimeBank and AQUAINT, by half and together."""
    documents = list(timeml.read(data / "time/tbaq"))
    halves = {"odd half (read)": documents[::2], "even half (unread)": documents[1::2]}
    total = Counter[str]()
    for name, part in halves.items():
        result = tally(part, annotate, errors if "odd" in name else 0)
        total.update(result._asdict())
        _print_tally(name, len(part), result)
    _print_tally("all", len(documents), Tally(**total))


def measure(data: Path, annotate: Annotate) -> dict[str, float]:
    """F1 of expressions (relaxed) and of values, and the accuracy on bare weekdays, on TimeBank and AQUAINT together."""
    t = tally(timeml.read(data / "time/tbaq"), annotate, 0)
    return {
        "expressions": f1(t.relaxed, t.gold, t.ours),
        "values": f1(t.value, t.gold, t.ours),
        "weekdays": t.weekdays_right / max(1, t.weekdays),
    }


def _print_tally(name: str, size: int, t: Tally) -> None:
    relaxed, strict, value = (f1(hits, t.gold, t.ours) for hits in (t.relaxed, t.strict, t.value))
    weekdays = t.weekdays_right / t.weekdays if t.weekdays else 0.0
    print(
        f"  {name:19s} {size:3d} documents, {t.gold} gold, {t.ours} ours: relaxed {relaxed:.3f}  strict {strict:.3f}  "
        f"value {value:.3f}  (P {t.relaxed / t.ours:.3f} R {t.relaxed / t.gold:.3f})  bare weekdays {weekdays:.3f} of {t.weekdays}"
    )


def show_recognizers(data: Path) -> None:
    """Prints the share of dates, and of periods, that come out as one of the two readings given."""
    nlp = spacy.blank("en")
    for name in ("DateParser", "DatePeriodParser"):
        right = total = 0
        for case in json.loads((data / f"time/recognizers/{name}.json").read_text(encoding="utf-8-sig")):
            if "Context" not in case:
                continue
            reference = dt.date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
            found = times.find(nlp.make_doc(case["Input"]), reference)
            for result in case["Results"]:
                value, start = result["Value"], result["Start"]
                span = Span(start, start + result["Length"], "")
                accepted = {days for side in ("FutureResolution", "PastResolution") for days in _resolved(value[side])}
                mine = {_days(m) for m in found if m.interval is not None and overlap(m.span, span)}
                total += 1
                right += bool(mine & accepted)
        print(f"  {name:17s} {right / total:.3f} of {total}")


def _resolved(side: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The days of a reading; its ends of periods lie one day after the last."""
    if "date" in side:
        yield side["date"], side["date"]
    if "startDate" in side and "endDate" in side:
        last = dt.date.fromisoformat(side["endDate"])
        yield side["startDate"], side["endDate"]
        if last > dt.date.min:
            yield side["startDate"], (last - dt.timedelta(1)).isoformat()


def _days(mention: TimeMention | None) -> tuple[str, str] | None:
    if mention is None or mention.interval is None:
        return None
    return mention.interval.start.isoformat(), mention.interval.end.isoformat()


def _gold_days(when: dict[str, Any] | None) -> tuple[str, str] | None:
    return (when["start"], when["end"]) if when and when.get("span") else None


def show_reports(gold: Path, annotate: Annotate, parsed: bool, errors: int) -> None:
    """Prints the figures on the coded reports; `dev` is measured only, never read."""
    for part in ("train_wikinews", "dev"):
        c: Counter[str] = Counter()
        for line in (gold / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            text, published = document["text"], dt.date.fromisoformat(document["published"])
            doc = annotate(text)
            found = times.find(doc, published)
            article = articles.extract(page(document, part))
            events = detect.detect(doc, article) if parsed and article.text == text else ()
            for record in document["records"]:
                _count(c, doc, found, events, record, shown=errors if part != "dev" else 0)
        print(f"  {part:15s} days of the gold's span {c['span'] / c['spans']:.3f} of {c['spans']}")
        if parsed:
            print(
                f"  {'':15s} date of a gold event: by syntax alone {c['syntax'] / c['events']:.3f}, by the gold's span"
                f" {c['given'] / c['events']:.3f} of {c['events']}; as detected {c['detected'] / c['found']:.3f} of {c['found']}"
                f" (always none: {c['none'] / c['events']:.3f})"
            )


def _count(
    c: Counter[str],
    doc: Doc,
    found: tuple[TimeMention, ...],
    events: tuple[EventMention, ...],
    record: dict[str, Any],
    shown: int,
) -> None:
    when, trigger = record.get("when"), record["trigger"]
    right = _gold_days(when)
    span = Span(when["span"]["start"], when["span"]["end"], "") if right and when else None
    c["events"] += 1
    c["none"] += right is None
    if span is not None:
        mine = times.at_span(span, found)
        c["spans"] += 1
        c["span"] += _days(mine) == right
        if _days(mine) != right and c["shown"] < shown:
            c["shown"] += 1
            print(
                f"    {doc.text[span.start : span.end]!r} is {right}, ours {_days(mine)} ({mine.rule if mine else None})"
            )
    event = _event(doc, trigger, span)
    bare = _event(doc, trigger, None)
    if event is None or bare is None:
        return
    c["syntax"] += _days(times.choose(bare, doc, found)) == right
    c["given"] += (_days(times.choose(event, doc, found)) if span else None) == right
    same = [
        e for e in events if e.type == record["type"] and overlap(e.trigger, Span(trigger["start"], trigger["end"], ""))
    ]
    if same:
        c["found"] += 1
        c["detected"] += _days(times.choose(same[0], doc, found)) == right


def _event(doc: Doc, trigger: dict[str, int], when: Span | None) -> EventMention | None:
    sentences = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]
    sentence = next((s for s in sentences if s.start_char <= trigger["start"] < s.end_char), None)
    if sentence is None:
        return None
    # Words that are no date leave the choice to syntax, over all its ways.
    words = when or Span.of(doc.text, trigger["start"], trigger["end"])
    roles = (RoleSpan(role="when", span=words, score=1.0, by="gold"),)
    return EventMention(
        sentence=Span.of(doc.text, sentence.start_char, sentence.end_char),
        trigger=Span.of(doc.text, trigger["start"], trigger["end"]),
        type="",
        mode=None,
        status="actual",
        roles=roles,
        detect_score=1.0,
        type_score=1.0,
        mode_score=1.0,
        status_score=1.0,
    )


def show_speed(gold: Path) -> None:
    """Prints words a second of `find` over the coded reports."""
    nlp = spacy.blank("en")
    documents = [json.loads(line) for line in (gold / "train_wikinews.jsonl").read_text(encoding="utf-8").splitlines()]
    work = [(nlp.make_doc(d["text"]), dt.date.fromisoformat(d["published"])) for d in documents]
    words = sum(len(d["text"].split()) for d in documents)
    times.find(*work[0])
    start = time.process_time()
    for doc, published in work:
        times.find(doc, published)
    print(f"  {words / (time.process_time() - start):,.0f} words a second over {words:,} words")


def main() -> None:
    """Prints all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold", type=Path, default=None, help="the coded reports (default: DATA/../gold)")
    parser.add_argument("--blank", action="store_true", help="without the language model")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of the parts that may be read")
    options = parser.parse_args()
    gold = options.gold or options.data.parent / "gold"
    nlp = spacy.blank("en")
    nlp.max_length = 10**8
    annotate: Annotate = nlp.make_doc if options.blank else load().annotate_text
    print("TimeML (TimeBank and AQUAINT)")
    show_timeml(options.data, annotate, options.errors)
    print("Recognizers")
    show_recognizers(options.data)
    print("Coded reports")
    show_reports(gold, annotate, not options.blank, options.errors)
    print("Speed of find, one thread, without a parse")
    show_speed(gold)


if __name__ == "__main__":
    main()
