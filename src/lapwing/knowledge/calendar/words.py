"""Words of the calendar, read from `words.toml`."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from lapwing.core.errors import KnowledgeError

Value = int | str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which class each word of time belongs to, and its value."""

    capitals: frozenset[str]
    """Words that are classed only where they begin with a capital."""
    dotted: frozenset[str]
    """Abbreviations that need a full stop or a number beside them."""
    abbreviations: frozenset[str]
    """Words that take the full stop after them along."""
    valued: dict[str, dict[str, Value]]
    """Class → word → value (month number, weekday from Monday 0, TIMEX3 unit …)."""
    plain: dict[str, tuple[str, ...]]
    """Class → words without a value."""

    def table(self) -> dict[str, tuple[str, Value | None]]:
        """Word → (class, value).

        Raises:
            KnowledgeError: a word stands in two classes.
        """
        out: dict[str, tuple[str, Value | None]] = {}
        entries: list[tuple[str, str, Value | None]] = [
            (word, name, value) for name, group in self.valued.items() for word, value in group.items()
        ]
        entries += [(word, name, None) for name, group in self.plain.items() for word in group]
        for word, name, value in entries:
            if word in out:
                raise KnowledgeError(
                    f"{word!r} stands in {out[word][0]} and {name}", "words.toml", "Keep one of the two"
                )
            out[word] = (name, value)
        return out


@cache
def words() -> Words:
    """The table of the package.

    Raises:
        KnowledgeError: the file breaks its schema.
    """
    data = resources.files(__package__).joinpath("words.toml").read_bytes()
    try:
        return msgspec.toml.decode(data, type=Words)
    except msgspec.MsgspecError as error:
        raise KnowledgeError(str(error), "words.toml", "Reinstall lapwing") from error
