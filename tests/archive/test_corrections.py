"""Corrections: applied on every read, kept when a newer version codes the report, taken back, exported as gold."""

from __future__ import annotations

import json

import pytest
from archive.conftest import fresh
from archive.reports import DAY, batch, document, loaded

from lapwing.archive.analyst import Analyst, corrected_reports, every, take_in
from lapwing.archive.check import check
from lapwing.archive.store import Archive
from lapwing.core.errors import InputError
from lapwing.knowledge import ontology
from lapwing.records.event import EventRecord
from lapwing.views.export import gold

TEXT = "Iraq attacked Iran in Basra, killing 3. France accused Iran. Egypt aided Syria. The ministry said no more."


def by_type(archive: Archive, kind: str) -> EventRecord:
    return next(r for r in archive.records() if r.type == kind)


def recoded(archive: Archive, text: str = TEXT) -> None:
    archive.put([document(text, version="2")], archive.begin("recode", "test 2"))


def sound(archive: Archive) -> bool:
    return list(check(archive.database, deep=True)) == []


@pytest.fixture
def analyst(archive: Archive) -> Analyst:
    loaded(archive, [document(TEXT)])
    return Analyst(archive.database, "A. Analyst", "checked against the text")


def test_a_change_holds_in_records_and_in_the_event(archive: Archive, analyst: Analyst) -> None:
    before = by_type(archive, "ASSAULT")
    analyst.change_record(before.id, [("killed", "4"), ("actors[0].code", "IRN"), ("mode", "aerial")])
    after = archive.record(before.id)
    assert (after.killed, after.actors[0].code, after.mode) == ((4, 4), "IRN", "aerial")
    assert after.trace[-1] == "mode: corrected by A. Analyst"
    assert before.killed == (3, 3)
    event = archive.event_of(before.id)
    assert event
    assert (event.mode, event.actors[0].code) == ("aerial", "IRN")
    assert sound(archive)


def test_what_follows_from_the_type_follows(archive: Archive, analyst: Analyst) -> None:
    record = by_type(archive, "ASSAULT")
    analyst.change_record(record.id, [("mode", "aerial"), ("type", "COERCE")])
    after = archive.record(record.id)
    assert (after.quad, after.mode) == ("material conflict", None), "COERCE knows no aerial mode"
    assert (after.score, after.cameo) == (ontology.score("COERCE"), ontology.cameo("COERCE", None, record.contexts))
    assert after.score != record.score


def test_a_rejected_record_is_out_of_all_answers(archive: Archive, analyst: Analyst) -> None:
    record = by_type(archive, "ASSAULT")
    analyst.reject_record(record.id)
    assert "ASSAULT" not in {r.type for r in archive.records()} | {e.type for e in archive.events()}
    assert archive.event_of(record.id) is None
    assert archive.stats().rejected == 1
    assert sound(archive)


def test_a_correction_can_be_taken_back_and_that_too(archive: Archive, analyst: Analyst) -> None:
    before = archive.stats().digest, list(archive.events())
    record = by_type(archive, "ASSAULT")
    (made,) = analyst.change_record(record.id, [("killed", "9")])
    undone = analyst.withdraw(made.id)
    assert archive.record(record.id) == record
    assert list(archive.events()) == before[1]
    analyst.withdraw(undone.id)
    assert archive.record(record.id).killed == (9, 9)
    assert next((c.kind, holds) for c, holds, _ in every(archive.database)) == ("change", True)
    assert sound(archive)


def test_corrections_survive_another_version_whatever_type_it_gives(archive: Archive, analyst: Analyst) -> None:
    """The newer version takes the accusation for a threat, and does not see the aid."""
    accusation, aid = by_type(archive, "ACCUSE"), by_type(archive, "AID")
    analyst.change_record(accusation.id, [("recipients[0].sector", "MIL")])
    analyst.change_record(aid.id, [("status", "planned")])
    recoded(archive)
    (threat,) = (r for r in archive.records() if r.trigger == accusation.trigger)
    assert threat.type == "THREATEN"
    assert threat.id != accusation.id
    assert threat.recipients[0].sector == "MIL"
    assert archive.record(aid.id).status == "planned", "a corrected record is kept though it is no longer coded"
    assert archive.record(aid.id).versions.model == "1"
    assert sound(archive)
    analyst.change_record(threat.id, [("mode", "violence")])
    recoded(archive)
    (again,) = (r for r in archive.records() if r.trigger == accusation.trigger)
    assert (again.mode, again.recipients[0].sector) == ("violence", "MIL")
    assert sound(archive)


def test_a_type_that_was_corrected_stays(archive: Archive, analyst: Analyst) -> None:
    accusation = by_type(archive, "ACCUSE")
    analyst.change_record(accusation.id, [("type", "REQUEST")])
    recoded(archive)
    assert [r.type for r in archive.records() if r.trigger == accusation.trigger] == ["REQUEST"]


def test_a_rejected_record_stays_rejected(archive: Archive, analyst: Analyst) -> None:
    analyst.reject_record(by_type(archive, "ACCUSE").id)
    recoded(archive)
    assert {r.type for r in archive.records()} == {"ASSAULT"}
    assert sound(archive)


def test_events_are_merged_and_split_and_stay_so(archive: Archive, analyst: Analyst) -> None:
    one, other, third = (by_type(archive, kind) for kind in ("ASSAULT", "ACCUSE", "AID"))
    names = [event.id for r in (one, other, third) if (event := archive.event_of(r.id))]
    analyst.merge(names)
    (event,) = archive.events()
    assert set(event.records) == {one.id, other.id, third.id}
    assert archive.revisions(event.id)[0].before == tuple(sorted(names))
    analyst.split(event.id, [third.id])
    assert sorted(len(e.records) for e in archive.events()) == [1, 2]
    loaded(archive, [document("Again: Iraq attacked Iran in Basra, killing 3.")])
    assert archive.event_of(one.id) == archive.event_of(other.id) != archive.event_of(third.id)
    assert sound(archive)


def test_an_event_is_changed_whatever_its_id_becomes(archive: Archive, analyst: Analyst) -> None:
    record = by_type(archive, "ASSAULT")
    event = archive.event_of(record.id)
    assert event
    analyst.change_event(event.id, [("when", "2020-01-10..2020-01-11"), ("status", "planned")])
    loaded(archive, [document("Again: Iraq attacked Iran in Basra, killing 3.")])
    now = archive.event_of(record.id)
    assert now
    assert now.id != event.id
    assert len(now.records) == 2
    assert now.when
    assert (now.when.start, now.when.end, now.status) == (DAY.replace(day=10), DAY.replace(day=11), "planned")
    analyst.reject_event(now.id)
    assert now.id not in {e.id for e in archive.events()}
    assert archive.record(record.id).killed == (3, 3), "its records stay"
    assert sound(archive)


def test_another_archive_takes_corrections_in_before_or_after_the_report(
    archive: Archive, analyst: Analyst, where: str, tmp_path: object
) -> None:
    analyst.change_record(by_type(archive, "ASSAULT").id, [("killed", "5")])
    given = [c for c, _, _ in every(archive.database)]
    for order in ("before", "after"):
        with Archive.create(fresh(where, tmp_path)) as other:  # type: ignore[arg-type]
            if order == "after":
                loaded(other, [document(TEXT)])
            assert take_in(other.database, given) == 1
            if order == "before":
                loaded(other, [document(TEXT)])
            assert other.stats().digest == archive.stats().digest
            assert take_in(other.database, given) == 0


def test_corrected_reports_are_gold(archive: Archive, analyst: Analyst) -> None:
    loaded(archive, batch(2))
    assert corrected_reports(archive.database) == []
    record = by_type(archive, "AID")
    analyst.change_record(record.id, [("recipients", '[{"text": "The ministry", "code": "SYR", "sector": "GOV"}]')])
    (name,) = corrected_reports(archive.database)
    article = archive.article(name)
    line = json.loads(gold.document(article, archive.records_of_report(name)))
    assert line["text"] == TEXT
    aid = next(r for r in line["records"] if r["type"] == "AID")
    (recipient,) = aid["recipients"]
    assert TEXT[recipient["start"] : recipient["end"]] == "The ministry"
    assert (recipient["code"], recipient["sector"]) == ("SYR", "GOV")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("type", "WAR", "'WAR' is no type"),
        ("mode", "aerial", "is no mode of ACCUSE"),
        ("status", "maybe", "is no value of it"),
        ("actors[3].code", "IRN", "it has no 3"),
        ("actors[0].code", "Iran", "'Iran' is no code"),
        ("actors[0].sector", "ARMY", "'ARMY' is no sector"),
        ("actors[0].text", "Iraq", "words are corrected with their offsets"),
        ("actors", '[{"text": "Atlantis"}]', "these words are not in the report"),
        ("actors", "Iran", "this is no value of the field"),
        ("killed", "many", "Write a number"),
        ("killed", "9-3", "a range needs its lower number first"),
        ("when", "Friday", "Write a day"),
        ("contexts", "war,legal", "'war' is no context"),
        ("id", "1", "this field cannot be corrected"),
        ("a b", "1", "this is no field"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    archive: Archive, analyst: Analyst, field: str, value: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        analyst.change_record(by_type(archive, "ACCUSE").id, [("status", "planned"), (field, value)])
    assert every(archive.database) == []
    assert by_type(archive, "ACCUSE").status == "actual"


def test_an_analyst_needs_a_name(archive: Archive, analyst: Analyst) -> None:
    with pytest.raises(InputError, match="a correction needs a name"):
        Analyst(archive.database, " ").reject_record(by_type(archive, "AID").id)
