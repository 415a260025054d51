"""Annotations to training windows: what a head may learn from each set."""

from __future__ import annotations

from training import event_windows, windows
from training.data import polnear
from training.event_windows import CodedSentence


def test_uner_settles_its_own_types() -> None:
    words = ("Dana", "met", "Apple", "in", "Rome")
    tags = ("B-PER", "O", "B-ORG", "O", "B-LOC")
    assert windows.from_uner(words, tags)[0] == ("B-PER",)
    assert windows.from_uner(words, tags)[4] == ("B-LOC",)


def test_uner_leaves_dates_open_and_works_only_with_a_capital() -> None:
    lower, upper = windows.from_uner(("may", "May"), ("O", "O"))
    assert {"O", "B-DATE", "B-MONEY"} <= set(lower)
    assert "B-MISC" in upper
    assert "B-MISC" not in lower
    assert not any(t.endswith(("FAC", "PER", "ORG", "LOC", "NORP")) for t in (*lower, *upper))


def test_other_is_never_nothing() -> None:
    (tags,) = windows.from_uner(("Syrian",), ("B-OTH",))
    assert "B-NORP" in tags
    assert "O" not in tags


def test_attribution_windows_are_cut_at_sentence_ends_and_lose_nothing() -> None:
    words = ["He", "said", "it", "."] * 60
    tags = ["B-source", "B-cue", "B-content", "O"] * 60
    found = windows.attribution([(words, tags)], longest=110)
    assert [w for f in found for w in f.words] == words
    assert [t for f in found for t in f.attributions or ()] == tags
    assert all(len(f.words) <= 110 and f.words[-1] == "." for f in found)


def test_polnear_spans_become_tags_by_paragraph() -> None:
    text = "The mayor said the road is closed.\nNobody spoke.\n"
    spans = [("source", 0, 9), ("cue", 10, 14), ("content", 15, 33)]
    first, second = polnear.tagged(text, spans)
    assert first[1] == ["B-source", "I-source", "B-cue", "B-content", "I-content", "I-content", "I-content", "O"]
    assert set(second[1]) == {"O"}


def coded(kind: str, actor: tuple[int, int], recipient: tuple[int, int]) -> CodedSentence:
    """Six words with one record."""
    record = ((2, 3), {"type": kind, "status": "actual"}, (("actor", actor), ("recipient", recipient)))
    return CodedSentence("d", 0, ("A", "x", "hit", "B", "y", "C"), (record,))


def test_pairs_are_told_in_one_direction_only() -> None:
    found = {w.marks: w.relation for w in event_windows.pair_windows([coded("ASSAULT", (0, 1), (3, 4))])}
    assert found == {(2, 0, 0, 3, 0, 0): ("ASSAULT",), (3, 0, 0, 2, 0, 0): ("NONE",)}


def test_participants_that_overlap_make_no_pair() -> None:
    assert event_windows.pair_windows([coded("ASSAULT", (0, 2), (1, 2))]) == []


def test_gums_names_have_the_type_of_the_mention_around_them() -> None:
    words = ("The", "University", "of", "Porto", "hired", "Ana", "Lima", "in", "Spring")
    upos = ("DET", "PROPN", "ADP", "PROPN", "VERB", "PROPN", "PROPN", "ADP", "PROPN")
    tags = windows.from_gum(words, upos, [(0, 4, "organization"), (3, 4, "place"), (5, 7, "person"), (8, 9, "time")])
    assert set(tags[1]) == {"B-ORG", "I-ORG"}
    assert {"I-ORG", "O"} <= set(tags[2])
    assert {"B-ORG", "I-ORG", "B-LOC", "I-LOC"} <= set(tags[3])
    assert set(tags[5]) == {"B-PER", "I-PER"}
    assert not any(t.endswith(("PER", "ORG", "LOC")) for t in (*tags[4], *tags[8]))
