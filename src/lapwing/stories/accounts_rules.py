"""The rule by which accounts are compared: `accounts.toml`, read and checked."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import msgspec

from lapwing.core.errors import KnowledgeError


class _Silence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before: tuple[str, ...]
    after: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    near_km: float
    reach: int
    mutual: frozenset[str]
    traces: frozenset[str]
    kinds: dict[str, tuple[str, ...]]
    silence: _Silence


@dataclass(frozen=True, kw_only=True)
class AccountRules:
    """How accounts are compared; the file tells what each value means and how it was chosen."""

    near_km: float
    reach: int
    mutual: frozenset[str]
    traces: frozenset[str]
    kinds: Mapping[str, str]
    """Kind of participant by sector."""
    before: re.Pattern[str]
    """Words that stand before what they say is not mentioned."""
    after: re.Pattern[str]
    """Words that stand after it."""

    def kind(self, sector: str) -> str:
        """The kind of participant that a sector is of; the sector itself where no row has it."""
        return self.kinds.get(sector, sector)

    def unsaid(self, sentence: str, start: int, end: int) -> bool:
        """Whether a sentence says of its characters `start` to `end` that somebody does not mention them."""
        head, tail = _CLAUSE.split(sentence[:start])[-1], _CLAUSE.split(sentence[end:])[0]
        return bool(self.before.search(head) or self.after.search(tail))


_CLAUSE = re.compile(r"[;:]|, (?:and|but|while|whereas)\b")
"""Where a clause ends, beyond which such words do not reach."""


@functools.lru_cache(maxsize=4)
def load(path: Path | None = None) -> AccountRules:
    """The rule of the package, or that of another file of the same form.

    Raises:
        KnowledgeError: the file is missing or breaks its schema.
    """
    source = path or resources.files(__package__).joinpath("accounts.toml")
    try:
        file = msgspec.toml.decode(source.read_bytes(), type=_File)
        return AccountRules(
            near_km=file.near_km,
            reach=file.reach,
            mutual=file.mutual,
            traces=file.traces,
            kinds={sector: kind for kind, sectors in file.kinds.items() for sector in sectors},
            before=_any_of(file.silence.before),
            after=_any_of(file.silence.after),
        )
    except (OSError, msgspec.MsgspecError, re.error) as error:
        where = str(path or "stories/accounts.toml")
        raise KnowledgeError(str(error), where, "Compare it with the one of the package") from error


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all; one that finds nothing when there are none."""
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)
