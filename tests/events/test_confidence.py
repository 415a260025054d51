"""Confidence: the features of a record, and how weights make probabilities of them."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.core.spans import Span
from lapwing.events.confidence import confidence, participant_features, record_features, type_features
from lapwing.knowledge import ontology
from lapwing.models.calibration import LIMIT, UNCALIBRATED, Calibration, Weights, logit
from lapwing.models.load import calibration
from lapwing.records.event import Participant
from lapwing.records.mention import EventMention, Role, RoleSpan

TEXT = "Norway condemned Peru over Lima."


def role(name: Role, words: str, score: float, by: str = "head") -> RoleSpan:
    at = TEXT.index(words)
    return RoleSpan(role=name, span=Span.of(TEXT, at, at + len(words)), score=score, by=by)


def participant(why: str, code: str = "NOR") -> Participant:
    return Participant(start=0, end=6, text="Norway", code=code, sector="GOV", name=None, why=why)


def event(*roles: RoleSpan, lexicon: str = "", detect: float = 0.8, type_score: float = 0.6) -> EventMention:
    return EventMention(
        sentence=Span.of(TEXT, 0, len(TEXT)), trigger=Span.of(TEXT, 7, 16), type="ACCUSE", mode=None, status="actual", roles=roles,
        detect_score=detect, type_score=type_score, mode_score=0.9, status_score=0.9, no_actor=0.2, no_recipient=0.9, lexicon=lexicon,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lexicon", "agrees", "differs"), [("", 0.0, 0.0), ("ACCUSE", 1.0, 0.0), ("ASSAULT", 0.0, 1.0)]
)
def test_the_type_goes_by_both_scores_the_lexicon_and_the_type(lexicon: str, agrees: float, differs: float) -> None:
    assert type_features(event(lexicon=lexicon)) == {
        "event": pytest.approx(math.log(4)), "type": pytest.approx(math.log(1.5)), "lexicon agrees": agrees, "lexicon differs": differs,
        "is ACCUSE": 1.0,
    }  # fmt: skip


def test_a_side_goes_by_its_least_sure_participant() -> None:
    read = event(role("actor", "Norway", 0.9), role("actor", "Peru", 0.6), role("recipient", "Lima", 0.1))
    made = participant_features(read, "actor", [participant("country"), participant("office")])
    assert made["score"] == pytest.approx(logit(0.6))
    assert (made["more"], made["office"], made["guessed"], made["lexicon"], made["recipient"]) == (1, 0, 0, 0, 0)
    assert "none" not in made


def test_of_an_empty_side_counts_how_sure_the_head_is_that_nobody_is_there() -> None:
    actor, recipient = (participant_features(event(), side, []) for side in ("actor", "recipient"))
    assert (actor["none"], actor["nobody"], actor["recipient"]) == (1, pytest.approx(logit(0.2)), 0)
    assert (recipient["none"], recipient["nobody"], recipient["recipient"]) == (1, pytest.approx(logit(0.9)), 1)
    assert actor["office"] == actor["guessed"] == actor["more"] == actor["score"] == 0


@pytest.mark.parametrize(
    ("found", "office", "guessed"),
    [
        ([participant("office")], 1, 0),
        ([participant("place")], 0, 1),
        ([participant("person")], 0, 1),
        ([participant("role noun", code="")], 0, 1),
        ([participant("office"), participant("place")], 0, 1),
    ],
)
def test_a_side_goes_by_how_its_participants_were_resolved(found: list[Participant], office: int, guessed: int) -> None:
    made = participant_features(event(role("actor", "Norway", 0.9)), "actor", found)
    assert (made["office"], made["guessed"]) == (office, guessed)


def test_a_participant_of_the_lexicon_has_no_score_of_the_head() -> None:
    made = participant_features(event(role("actor", "Norway", 0.6, by="frame")), "actor", [participant("country")])
    assert (made["lexicon"], made["score"]) == (1, 0)


def test_weights_add_up_to_log_odds() -> None:
    weights = Weights(0.5, {"a": 2.0, "b": -1.0, "not there": 9.0})
    assert weights.probability({"a": 1.0, "b": 0.25, "not weighed": 7.0}) == pytest.approx(1 / (1 + math.exp(-2.25)))


def test_the_record_is_made_of_its_parts() -> None:
    made = confidence(event(role("actor", "Norway", 0.9)), [participant("country")], [], UNCALIBRATED)
    assert (made.type, made.actors, made.recipients) == (0.8, 0.9, 0.9)
    assert made.record == pytest.approx(0.8 * 0.9 * 0.9, abs=1e-4)
    halved = Calibration(type=UNCALIBRATED.type, participants=UNCALIBRATED.participants, record=Weights(-1.0, {"parts": 0.5}))
    changed = confidence(event(role("actor", "Norway", 0.9)), [participant("country")], [], halved)
    expected = -1.0 + 0.5 * record_features(0.8, 0.9, 0.9)["parts"]
    assert changed == msgspec.structs.replace(made, record=round(1 / (1 + math.exp(-expected)), 4))


@given(st.floats(0, 1))
def test_log_odds_are_cut(p: float) -> None:
    assert -LIMIT <= logit(p) <= LIMIT
    assert logit(p) == pytest.approx(-logit(1 - p), abs=1e-6)


def test_the_packaged_weights_are_those_of_features_that_there_are() -> None:
    packaged = calibration()
    one, none = event(role("actor", "Norway", 0.9)), event()
    sides = [participant_features(one, "actor", [participant("office")]), participant_features(none, "recipient", [])]
    kinds = {f"is {t}" for t in ontology.TYPES}
    assert set(packaged.type.features) <= {*type_features(one), *kinds}
    assert set(packaged.participants.features) <= set[str]().union(*sides)
    assert set(packaged.record.features) == {"parts"}
    assert packaged.record.features["parts"] > 0
    assert packaged.type.features["event"] > 0
