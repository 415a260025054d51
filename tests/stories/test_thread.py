"""Stories: what a text gives as cause, which events are near, and what holds together."""

from __future__ import annotations

import random
import tomllib
from typing import Any

import pytest
from told import CASES, crisis, event, record

from lapwing.core.errors import KnowledgeError
from lapwing.records.event import EventRecord
from lapwing.records.story import Event
from lapwing.stories import thread_rules
from lapwing.stories.thread import stories
from lapwing.stories.thread_links import links, stem
from lapwing.stories.thread_near import sides

REPORTS = tomllib.loads((CASES / "thread_links.toml").read_text(encoding="utf-8"))["reports"]


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case["name"])
def test_words_of_cause(case: dict[str, Any]) -> None:
    starts, at = [], 0
    for sentence in case["sentences"]:
        starts.append(at)
        at += len(sentence) + 1
    records = []
    for number, (sentence, trigger, type_, actor, recipient, *day) in enumerate(case["events"]):
        records.append(
            record(
                str(number),
                case["sentences"][sentence],
                trigger=trigger,
                type=type_,
                report="r",
                at=starts[sentence],
                actors=[["x", actor, "GOV", ""]],
                recipients=[["y", recipient, "GOV", ""]],
                when=(day[0], day[0]) if day else (),
            )
        )
    groups = case.get("same", []) + [[n] for n in range(len(records)) if not any(n in g for g in case.get("same", []))]
    events = [event([records[n] for n in group]) for group in groups]
    first = {e.id: group[0] for e, group in zip(events, groups, strict=True)}
    found = [(first[n.cause], first[n.effect], n.words.text) for n in links(events, {r.id: r for r in records})]
    assert found == [tuple(told) for told in case["links"]]
    text = " ".join(case["sentences"])
    for link in links(events, {r.id: r for r in records}):
        assert text[link.words.start : link.words.end] == link.words.text


def test_the_order_that_more_reports_give_stands() -> None:
    def told(name: str, words: str, cause: str, effect: str) -> list[EventRecord]:
        fields: dict[str, Any] = {"type": "ASSAULT", "report": name, "actors": [["it", "SYR", "GOV", ""]]}
        return [record(f"{name}-{t}", words, trigger=t, **fields) for t in sorted((cause, effect))]

    one = "The raid came in response to the siege."
    other = "The siege came in response to the raid."
    a, b = told("a", one, "siege", "raid"), told("b", other, "raid", "siege")
    for third, expected in ((told("c", one, "siege", "raid"), ["siege"]), ([], [])):
        records = [*a, *b, *third]
        raid = event([r for r in records if r.trigger.text == "raid"])
        siege = event([r for r in records if r.trigger.text == "siege"])
        found = links([raid, siege], {r.id: r for r in records})
        assert sorted({"siege" if n.cause == siege.id else "raid" for n in found}) == expected


def test_stems() -> None:
    assert stem("shelled") == stem("shelling") == "shell"
    assert stem("attacks") == stem("attacked") == "attack"
    assert stem("led") == "led"


def test_the_example_crisis_is_one_story_with_its_course() -> None:
    records, events = crisis()
    names = {e.id: name for name, e in events.items()}
    (story,) = stories(events.values(), records)
    assert story.title == "Turkey says Syrian planes killed 33 Turkish soldiers in Idlib"
    assert [p.code for p in story.actors[:3]] == ["TUR", "RUS", "SYR"]
    assert (str(story.start), str(story.end)) == ("2020-02-27", "2020-03-01")
    course = [names[e] for e in story.events]
    assert course[0] == "strike"
    assert {"blame", "call", "demand", "offer", "shelling", "border"} < set(course)
    assert set(names.values()) - set(course) == {"nato", "gas"}, (
        "no text ties them to it, and they share no side with it"
    )
    told = {(names[n.cause], names[n.effect], n.words.text) for n in story.links}
    assert told == {
        ("strike", "shelling", "in retaliation"),
        ("strike", "shelling", "in retaliation for"),
        ("strike", "border", "After"),
        ("strike", "condemnation", "attack"),
    }


def test_any_order_of_events_gives_the_same_stories() -> None:
    records, events = crisis()
    every = [*events.values(), *_years()[1]]
    known = records | _years()[0]
    expected = stories(every, known)
    for seed in range(5):
        shuffled = [*every]
        random.Random(seed).shuffle(shuffled)
        assert stories(shuffled, known) == expected


def one(name: str, day: str, *codes: str, type: str = "ACCUSE", **fields: Any) -> tuple[EventRecord, Event]:
    people = [[code.lower(), code, "GOV", ""] for code in codes]
    made = record(
        name,
        "Somebody spoke.",
        trigger="spoke",
        type=type,
        actors=people[:1],
        recipients=people[1:],
        when=(day, day),
        **fields,
    )
    return made, event([made])


def _years() -> tuple[dict[str, EventRecord], list[Event]]:
    """Two countries that quarrel every fifth day for a year, with a pause of six days in the middle."""
    days = [f"2019-{m:02}-{d:02}" for m in range(1, 13) for d in (1, 6, 11, 16, 21, 26)]
    made = [one(f"y{n}", day, "IRN", "SAU") for n, day in enumerate(days)]
    return {r.id: r for r, _ in made}, [e for _, e in made]


def test_a_quarrel_without_end_is_cut_into_phases() -> None:
    records, events = _years()
    found = stories(events, records)
    assert len(found) > 1
    assert sum(len(s.events) for s in found) == len(events)
    assert all(s.start and s.end and (s.end - s.start).days <= thread_rules.load().longest_days for s in found)


def course(*made: tuple[EventRecord, Event]) -> list[list[str]]:
    records = {r.id: r for r, _ in made}
    by_event = {e.id: r.id for r, e in made}
    return [[by_event[name] for name in s.events] for s in stories([e for _, e in made], records)]


def test_the_same_two_sides_within_a_week_make_a_story() -> None:
    a, b, c = (
        one("a", "2020-03-01", "IRN", "SAU"),
        one("b", "2020-03-08", "SAU", "IRN"),
        one("c", "2020-03-16", "IRN", "SAU"),
    )
    assert course(a, b, c) == [["a", "b"]], "eight days are too long"
    assert course(a, one("d", "2020-03-02", "IRN", "ISR")) == []


def test_one_country_in_common_does_not_join_two_stories_of_one_report() -> None:
    iran = [one(f"i{n}", f"2020-03-0{n}", "USA", "IRN", report="r") for n in (1, 2, 3)]
    china = [one(f"c{n}", f"2020-03-0{n}", "USA", "CHN", report="r") for n in (1, 2, 3)]
    assert course(*iran, *china) == [["i1", "i2", "i3"], ["c1", "c2", "c3"]] or course(*iran, *china) == [
        ["c1", "c2", "c3"],
        ["i1", "i2", "i3"],
    ]


def test_a_single_event_told_with_a_story_is_part_of_it_unless_it_is_of_another_story_on_the_page() -> None:
    told = [one(f"i{n}", f"2020-03-0{n}", "USA", "IRN", report="r") for n in (1, 2, 3)]
    assert course(*told, one("x", "2020-03-02", "IRN", report="r")) == [["i1", "i2", "x", "i3"]]
    assert course(*told, one("x", "2020-03-02", "IRN", report="r", foreign=True)) == [["i1", "i2", "i3"]]
    assert course(*told, one("x", "2020-03-02", "IRN", report="other")) == [["i1", "i2", "i3"]]


def test_organisations_are_told_apart_by_name() -> None:
    nato, _ = one("a", "2020-03-01", "IGO"), None
    assert sides(nato[1]) == {"IGO:igo"}
    unresolved = one("b", "2020-03-01", "")
    assert sides(unresolved[1]) == frozenset()


def test_a_story_without_headline_is_described() -> None:
    a = one("a", "2020-03-01", "IRN", "SAU", type="ASSAULT", mode="drone")
    b = one("b", "2020-03-02", "SAU", "IRN")
    (story,) = stories([a[1], b[1]], {"a": a[0], "b": b[0]})
    assert story.title == "Iran, Saudi Arabia: drone"


def test_events_without_days_tie_by_cause_alone() -> None:
    a = record("a", "Iran accused Iraq.", trigger="accused", type="ACCUSE", published=None, report="r")
    assert stories([event([a])], {"a": a}, least=1)[0].start is None


def test_a_bad_file_is_named(tmp_path: Any) -> None:
    bad = tmp_path / "thread.toml"
    bad.write_text("gap_days = 'x'", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="Compare it with the one"):
        thread_rules.load(bad)
