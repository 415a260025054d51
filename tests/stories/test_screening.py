"""Many records at once are compared as two are: every line, every level, whatever the points."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import msgspec
import pytest

from lapwing.core.intervals import Interval
from lapwing.stories.evidence import Context, findings, total
from lapwing.stories.facts import Facts, Party
from lapwing.stories.rules import EventRule, load
from lapwing.stories.screening import Screen

WORDS = {"harbour": 4.5, "convoy": 6.0, "market": 3.0, "bridge": 5.5, "troops": 2.5, "ferry": 7.0}
DAY = dt.date(2024, 5, 1)


def records(number: int, seed: int) -> list[Facts]:
    """Records that have much in common, so that all levels of all lines are found among them."""
    random_ = random.Random(seed)

    def parties() -> tuple[Party, ...]:
        def party() -> Party:
            names = frozenset(random_.sample(("orlov", "maran", "velt"), random_.choice((0, 0, 1))))
            words = frozenset(random_.sample(("soldiers", "court"), random_.randrange(2))) | names
            return Party(
                random_.choice(("", "UKR", "SYR")), random_.choice(("", "GOV", "MIL")), names, words, bool(names)
            )

        return tuple(party() for _ in range(random_.randrange(3)))

    def day(span: int) -> dt.date:
        return DAY + dt.timedelta(days=random_.choice((0, 0, 0, 1, 2, span)))

    def made(n: int) -> Facts:
        start, words = day(9), dict(random_.sample(sorted(WORDS.items()), random_.randrange(5)))
        return Facts(
            id=f"r{n:03}", report=f"p{random_.randrange(number // 4)}", published=random_.choice((None, day(30), day(30))),
            type=random_.choice(("ASSAULT", "ASSAULT", "COERCE", "ACCUSE", "")), mode=random_.choice(("", "", "air", "raid")),
            status=random_.choice(("actual", "actual", "denied")), sentence=(9 * (n % 4), 9 * (n % 4) + 8), trigger=(n, n + 1),
            stems=frozenset({random_.choice(("bomb", "bombing", "raid", "accuse"))}), actors=parties(), recipients=parties(),
            when=random_.choice((None, Interval(start, start + dt.timedelta(days=random_.randrange(3))))),
            place=random_.choice(("", "velt", "marsk")), country=random_.choice(("", "UKR", "SYR")),
            point=random_.choice((None, (50.0, 30.0), (50.1, 30.0), (52.0, 31.0))),
            killed=random_.choice((None, (3, 3), (2, 5), (8, 8))), wounded=random_.choice((None, None, (10, 10))),
            words=words, weight=sum(words.values()), headline=n % 4 == 0,
        )  # fmt: skip

    return [made(n) for n in range(number)]


def known(of: Sequence[Facts]) -> Context:
    context = Context({"p1": "p0", "p3": "p0"})
    # One report is not known.
    words = sorted(WORDS.items())
    context.add({report: dict(words[hash_of(report) :]) for report in {f.report for f in of} - {"p5"}})
    return context


def hash_of(report: str) -> int:
    return int(report[1:]) % len(WORDS)


def scattered(rule: EventRule, seed: int) -> EventRule:
    """A rule with other points: which line rules out what is not known beforehand."""
    random_ = random.Random(seed)
    points = {line: {level: random_.randint(-40, 25) for level in levels} for line, levels in rule.points.items()}
    return msgspec.structs.replace(rule, points=points, needed=random_.randint(-30, 10))


@pytest.mark.parametrize("seed", range(6))
def test_screened_as_compared(seed: int) -> None:
    rule = load().events if seed < 2 else scattered(load().events, seed)
    of = records(120, seed)
    context, screen = known(of), Screen(rule)
    rows = [screen.add(f) for f in of]
    linked = 0
    for a in rows:
        others = [b for b in rows if b != a]
        points = [total(findings(of[a], of[b], context, rule)) for b in others]
        assert screen.scores(a, others, context) == points
        wanted = [b for b, value in zip(others, points, strict=True) if value >= rule.needed]
        assert screen.linked(a, screen.possible(a, others), context) == wanted
        linked += len(wanted)
    assert linked > 20, "records that are linked were among them"


def test_rows_may_come_after_others_were_compared() -> None:
    rule = load().events
    of = records(80, 3)
    context, screen, whole = known(of), Screen(rule), Screen(rule)
    for f in of:
        whole.add(f)
    for n, f in enumerate(of):
        row = screen.add(f)
        assert row == n
        assert screen.scores(row, range(row), context) == whole.scores(row, range(row), context)


def test_many_different_values_are_compared_alike() -> None:
    """Beyond some hundred values a line keeps no points, and works them out again."""
    rule = load().events
    base = records(40, 4)
    of = [msgspec.structs.replace(base[n % 40], id=f"x{n}", stems=frozenset({f"stem{n}"})) for n in range(700)]
    context, screen = known(of), Screen(rule)
    for f in of:
        screen.add(f)
    for a in (0, 350, 699):
        others = [b for b in range(700) if b != a]
        assert screen.scores(a, others, context) == [total(findings(of[a], of[b], context, rule)) for b in others]


def test_nothing_to_compare_with() -> None:
    screen = Screen(load().events)
    row = screen.add(records(8, 5)[0])
    assert screen.possible(row, []) == []
    assert screen.scores(row, [], Context({})) == []
