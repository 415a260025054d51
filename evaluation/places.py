"""Measures place resolution on toponyms whose spans are given.

    python evaluation/places.py [--data DIR] [--set TR-News GeoVirus LGL] [--errors N] [--blank]

For TR-News, GeoVirus and LGL (`DIR/places`): the share of toponyms resolved, and of the resolved the share in the
right country and the share within 161 km (100 miles) of the gold coordinates, once more without names of countries. The
gold country is GeoNames' where the set gives it (TR-News, LGL), else that of the nearest city of the gazetteer
(GeoVirus); toponyms over several countries, or over 200 km from any city, have none and are left out of the country
figure. Toponyms without gold coordinates are left out. With `--events`, the places of coded events instead.
"""

from __future__ import annotations

import argparse
import bisect
import json
import math
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import spacy
from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.knowledge.places import Gazetteer, load
from lapwing.language import load as load_language
from lapwing.mentions.places import Atlas
from lapwing.records.mention import EventMention


class Toponym(NamedTuple):
    """A gold toponym."""

    start: int
    end: int
    lat: float
    lon: float
    country: str


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


class Nearest:
    """The country of the nearest city."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Takes all cities."""
        places = [p for i in range(len(gazetteer)) if (p := gazetteer.place(i)).kind == "city" and p.population > 2000]
        self.codes = [p.country for p in places]
        rad = np.radians(np.array([(p.lat, p.lon) for p in places]))
        self.points = self._points(rad[:, 0], rad[:, 1])

    @staticmethod
    def _points(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
        return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)

    def country(self, lat: float, lon: float) -> str:
        """Its code; `""` when the nearest city is over 200 km away."""
        point = self._points(np.radians([lat]), np.radians([lon]))[0]
        cosines = self.points @ point
        best = int(np.argmax(cosines))
        return self.codes[best] if 6371 * math.acos(min(1.0, float(cosines[best]))) < 200 else ""


def tagged(path: Path, by_id: dict[int, str], nearest: Nearest) -> Iterator[tuple[str, list[Toponym]]]:
    """TR-News and LGL."""
    for article in ET.parse(path).getroot():
        text = article.findtext("text") or ""
        found = []
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            if tag is None or not tag.findtext("lat"):
                continue
            country = tag.find("country")
            own = by_id.get(int(tag.get("geonameid") or 0), "")
            code = by_id.get(int(country.get("geonameid") or 0), "") if country is not None else own
            start, end = int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)
            if text[start:end] == toponym.findtext("phrase"):
                found.append(
                    Toponym(start, end, float(tag.findtext("lat") or 0), float(tag.findtext("lon") or 0), code)
                )
        yield text, found


def virus(path: Path, nearest: Nearest, gazetteer: Gazetteer) -> Iterator[tuple[str, list[Toponym]]]:
    """GeoVirus; its offsets count from 1."""
    for article in ET.parse(path).getroot():
        text = article.findtext("text") or ""
        found = []
        for location in article.iter("location"):
            name = location.findtext("name") or ""
            start, end = int(location.findtext("start") or 0), int(location.findtext("end") or 0)
            shift = next((s for s in (0, -1, 1, -2, 2) if text[start + s : end + s] == name), None)
            lat, lon = location.findtext("lat"), location.findtext("lon")
            if shift is None or not lat or not lon:
                continue
            code = nearest.country(float(lat), float(lon)) or gazetteer.countries.named(name)
            found.append(Toponym(start + shift, end + shift, float(lat), float(lon), code))
        yield text, found


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--set", nargs="+", default=["TR-News", "GeoVirus", "LGL"])
    parser.add_argument("--events", nargs="+", help="places of the events in these gold files instead")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong ones of each set")
    parser.add_argument("--blank", action="store_true", help="without the language model")
    options = parser.parse_args()
    annotate = spacy.blank("en").make_doc if options.blank else load_language().annotate_text
    if options.events:
        for name in options.events:
            events(options.data.parent / "gold" / f"{name}.jsonl", annotate, options.errors)
        return
    print(
        "set        toponyms  resolved  country  within 161 km (of resolved)  within 161 km (of all)"
        "  within 161 km (no countries)"
    )
    gazetteer = load()
    sets = articles_of(options.data / "places", gazetteer)
    for name in options.set:
        report(name, sets[name], annotate, options.errors, gazetteer)


def articles_of(folder: Path, gazetteer: Gazetteer) -> dict[str, Iterator[tuple[str, list[Toponym]]]]:
    """Each set's articles with their toponyms, read when they are asked for."""
    nearest = Nearest(gazetteer)
    by_id = {
        p.geonames: p.country
        for i in range(len(gazetteer))
        if (p := gazetteer.place(i)).kind == "country" and p.geonames
    }
    return {
        "TR-News": tagged(folder / "TR-News.xml", by_id, nearest),
        "GeoVirus": virus(folder / "GeoVirus.xml", nearest, gazetteer),
        "LGL": tagged(folder / "lgl.xml", by_id, nearest),
    }


def measure(data: Path, annotate: Callable[[str], Doc]) -> dict[str, float]:
    """Country and distance of the toponyms resolved, on TR-News and GeoVirus."""
    gazetteer = load()
    out = {}
    for name, articles in articles_of(data / "places", gazetteer).items():
        if name != "LGL":
            c = count(articles, annotate, gazetteer, [])
            out[f"{name}_country"] = c["country"] / max(1, c["countries"])
            out[f"{name}_within_161_km"] = c["near"] / max(1, c["resolved"])
    return out


def events(path: Path, annotate: Callable[[str], Doc], errors: int) -> None:
    """Prints how often the place of gold events is right: found by rule alone, and the country given the gold span."""
    c: Counter[str] = Counter()
    wrong: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if not document["records"]:
            continue
        text = document["text"]
        doc = annotate(text)
        atlas = Atlas(doc)
        for record in document["records"]:
            event = mention(text, doc, record)
            sentence = event.sentence.text.strip()
            got, gold = atlas.choose(event), record["where"]
            span = gold["span"] if gold else None
            hit = bool(got and span and got.span.start < span["end"] and span["start"] < got.span.end)
            c["all"] += 1
            c["gold"] += span is not None
            c["got"] += got is not None
            c["hit"] += hit
            c["right"] += hit or (span is None and got is None)
            if not hit and (span or got):
                told = text[span["start"] : span["end"]] if span else None
                wrong.append(f"gold {told!r} got {got and got.span.text!r} [{event.trigger.text}]: {sentence}")
            if span and gold["country"]:
                found = atlas.resolve(Span.of(text, span["start"], span["end"]))
                c["countries"] += 1
                c["country"] += found.country == gold["country"]
                if found.country != gold["country"]:
                    wrong.append(
                        f"{found.span.text!r} {gold['country']} not {found.country} ({found.trace}): {sentence}"
                    )
    precision, recall = c["hit"] / (c["got"] or 1), c["hit"] / (c["gold"] or 1)
    print(
        f"{path.stem:16s} {c['all']} records, {c['gold']} with a place; by rule alone: "
        f"right {c['right'] / c['all']:.3f}, precision {precision:.3f}, recall {recall:.3f}; "
        f"country given the span {c['country'] / (c['countries'] or 1):.3f}"
    )
    show(wrong, errors)


def show(wrong: list[str], errors: int) -> None:
    """Prints so many of the wrong ones, evenly spread."""
    if errors:
        for line in wrong[:: max(1, len(wrong) // errors)][:errors]:
            print("   ", line)


def mention(text: str, doc: Doc, record: dict[str, Any]) -> EventMention:
    """A gold record as the heads would give it, without role spans."""
    trigger = Span.of(text, record["trigger"]["start"], record["trigger"]["end"])
    bounds = [0, *(t.idx for t in doc if t.i and t.is_sent_start), len(text)]
    at = bisect.bisect_right(bounds, trigger.start) - 1
    return EventMention(
        sentence=Span.of(text, bounds[at], bounds[at + 1]), trigger=trigger, type=record["type"], mode=record["mode"],
        status=record["status"], roles=(), detect_score=1, type_score=1, mode_score=1, status_score=1,
    )  # fmt: skip


def count(
    articles: Iterator[tuple[str, list[Toponym]]], annotate: Callable[[str], Doc], gazetteer: Gazetteer, wrong: list[str]
) -> Counter[str]:
    """Counts over the toponyms of some articles; what is wrong or unresolved is told in `wrong`."""
    c: Counter[str] = Counter()
    for text, toponyms in articles:
        if not toponyms:
            continue
        atlas = Atlas(annotate(text))
        for t in toponyms:
            c["all"] += 1
            found = atlas.resolve(Span.of(text, t.start, t.end))
            note = (
                f"{text[t.start : t.end]!r} gold {t.country} {t.lat:.2f} {t.lon:.2f} "
                f"got {found.name} {found.country} {found.lat} {found.lon} [{found.kind}] {found.trace}"
            )
            if found.lat is None or found.lon is None:
                wrong.append("unresolved " + note)
                continue
            c["resolved"] += 1
            if t.country and found.country:
                c["countries"] += 1
                c["country"] += found.country == t.country
            if gazetteer.countries.named(found.span.text.removeprefix("the ")) == "" and found.kind != "country":
                c["local"] += 1
                c["local near"] += kilometres(t.lat, t.lon, found.lat, found.lon) <= 161
            near = kilometres(t.lat, t.lon, found.lat, found.lon) <= 161
            c["near"] += near
            if not near or (t.country and found.country and found.country != t.country):
                wrong.append(note)
    return c


def report(
    name: str, articles: Iterator[tuple[str, list[Toponym]]], annotate: Callable[[str], Doc], errors: int, gazetteer: Gazetteer
) -> None:
    """Prints one set's line."""
    wrong: list[str] = []
    c = count(articles, annotate, gazetteer, wrong)
    resolved = c["resolved"] or 1
    print(
        f"{name:10s} {c['all']:8d}  {c['resolved'] / c['all']:8.3f}  {c['country'] / (c['countries'] or 1):7.3f}"
        f"  {c['near'] / resolved:15.3f}{'':12s}  {c['near'] / c['all']:12.3f}{'':11s}  "
        f"{c['local near'] / (c['local'] or 1):.3f}"
    )
    show(wrong, errors)


if __name__ == "__main__":
    main()
