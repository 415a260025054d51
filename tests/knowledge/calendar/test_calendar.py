"""The calendar's data files: every entry is checked, and holidays fall where almanacs put them."""

import datetime as dt

import pytest

from lapwing.core.errors import KnowledgeError
from lapwing.knowledge.calendar import Words, cue_lists, cues, holiday_days, holidays, words

BY_NAME = {name: holiday for holiday in holidays() for name in holiday.names}
LENGTHS = {
    "fixed": 2, "nth": 3, "easter": 1, "orthodox": 1, "hebrew": 2, "islamic": 2, "table": 0, "after": 3, "election": 0,
}  # fmt: skip


def test_every_word_stands_in_one_class() -> None:
    table = words().table()
    assert len(table) > 300
    assert all(word == word.lower() and word.strip() for word in table)
    assert words().capitals <= set(table)
    assert words().dotted <= words().capitals


def test_a_word_in_two_classes_is_an_error() -> None:
    twice = Words(
        capitals=frozenset(), dotted=frozenset(), abbreviations=frozenset(), valued={"A": {"x": 1}}, plain={"B": ("x",)}
    )
    with pytest.raises(KnowledgeError, match="'x' stands in A and B"):
        twice.table()


@pytest.mark.parametrize("name", list(cue_lists()))
def test_cue_lists_are_filled(name: str) -> None:
    assert cues(name)
    assert all(word.strip() == word != "" for word in cues(name))


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="no list"):
        cues("no such list")


def test_names_of_holidays_are_unique() -> None:
    names = [name for holiday in holidays() for name in holiday.names]
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in names)


@pytest.mark.parametrize("holiday", holidays(), ids=lambda holiday: holiday.names[0])
def test_every_holiday_falls_somewhere(holiday: object) -> None:
    entry = next(h for h in holidays() if h is holiday)
    assert len(entry.at) == LENGTHS[entry.kind]
    assert entry.days >= 1
    for year in range(2000, 2027):
        for days in holiday_days(entry, year):
            assert days.start.year == year
            assert days.days == entry.days
    assert any(holiday_days(entry, year) for year in (2019, 2020))


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2019, "2019-04-21"),
        ("easter", 2024, "2024-03-31"),
        ("orthodox easter", 2020, "2020-04-19"),
        ("rosh hashanah", 2023, "2023-09-16"),
        ("yom kippur", 1973, "1973-10-06"),
        ("passover", 2020, "2020-04-09"),
        ("hanukkah", 2023, "2023-12-08"),
        ("purim", 2024, "2024-03-24"),
        ("ramadan", 2020, "2020-04-24"),
        ("eid al-fitr", 2020, "2020-05-24"),
        ("lunar new year", 2020, "2020-01-25"),
        ("thanksgiving", 1999, "1999-11-25"),
        ("election day", 2020, "2020-11-03"),
        ("black friday", 2019, "2019-11-29"),
        ("memorial day", 2020, "2020-05-25"),
    ],
)
def test_known_days(name: str, year: int, day: str) -> None:
    assert holiday_days(BY_NAME[name], year)[0].start == dt.date.fromisoformat(day)


def test_a_lunar_day_may_fall_twice_in_a_year() -> None:
    assert len(holiday_days(BY_NAME["ramadan"], 2030)) == 2
