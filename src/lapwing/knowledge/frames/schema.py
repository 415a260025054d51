"""Records of the frame lexicon: patterns, conditions, senses, entries, matches and readings.

The types and modes are those of the codebook, section 2. All records are frozen; all positions in matches and readings are
token positions in the document, ends exclusive.
"""

from __future__ import annotations

import msgspec

from lapwing.knowledge import ontology

MODES: dict[str, tuple[str, ...]] = {kind: ontology.modes(kind) for kind in ontology.TYPES}
"""Modes of each type, in the codebook's order."""

TYPES = ontology.TYPES

FUTURE: dict[str, str] = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
}  # fmt: skip
"""What an announced, not yet done, action of a type is coded as (codebook, section 2)."""

POS: dict[str, str] = {
    "V": "verb", "N": "noun", "A": "adjective or participle", "I": "idiom", "L": "light verb with noun",
}  # fmt: skip
"""Parts of speech of entries."""

FLAGS: dict[str, str] = {
    "neg": "it is negated",
    "fut": "it lies in the future or is announced",
    "pass": "it is passive",
    "own": "what follows is in the speaker's own power",
    "tr": "it has an object",
    "intr": "it has no object",
    "plural": "it is plural",
}
"""Conditions without a value."""

KEYS: dict[str, str] = {
    "o": "what is acted on is {}",
    "s": "the subject is {}",
    "a": "it is modified by {}",
    "c": "it takes a complement of the kind {}",
    "x": "what follows speaks of {}",
    "w": "the sentence speaks of {}",
}
"""Conditions with values; any preposition is a key as well ("from:troops")."""

PREPOSITIONS: frozenset[str] = frozenset(
    "about against along among at before behind between by down for from in inside into of off on onto out over to toward "
    "towards under up upon with within without as near across amid after through back away aside apart around forward".split()
)


class Condition(msgspec.Struct, frozen=True, array_like=True):
    """One test on the words around a trigger."""

    key: str
    """A flag, a key of `KEYS`, or a preposition."""
    values: tuple[str, ...] = ()
    """Names of word classes, or words; `any` for presence. Empty for a flag."""
    negated: bool = False

    @property
    def sentence(self) -> str:
        """The test in words."""
        if self.key in FLAGS:
            text = FLAGS[self.key]
        else:
            values = " or ".join("anything" if v == "any" else v for v in self.values)
            text = KEYS.get(self.key, f'"{self.key}" introduces {{}}').format(values)
        return f"not: {text}" if self.negated else text


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """Where actor and recipient stand around a trigger, as Universal Dependencies relations.

    A relation is a label (`nsubj`), a label with its case word (`obl:with`, `nmod:of`), a path (`ccomp>nsubj`), or `self` for the
    trigger's own token. The first relation that finds a token wins; with `mutual`, all that are found are actors.
    """

    about: str
    speech: bool = False
    mutual: bool = False
    actor: tuple[str, ...]
    recipient: tuple[str, ...] = ()
    passive_actor: tuple[str, ...] = ("obl:by", "obl:agent")
    passive_recipient: tuple[str, ...] = ("nsubj:pass",)
    nominal_actor: tuple[str, ...] = ("nmod:poss", "nmod:by", "amod", "compound")
    nominal_recipient: tuple[str, ...] = ("nmod:of", "nmod:on", "nmod:against")
    light_actor: tuple[str, ...] = ("nsubj",)
    light_recipient: tuple[str, ...] = ("nmod:on", "nmod:against", "obl:on", "obl:against", "iobj", "obl:to")


class Sense(msgspec.Struct, frozen=True, array_like=True):
    """One reading of an entry: a type with its mode, and when it holds."""

    type: str
    mode: str
    """A mode of the type, `""` for none, `*` when the words around decide it."""
    when: tuple[Condition, ...]
    """All must hold; empty for the default reading."""
    pattern: str
    speech: bool

    @property
    def modes(self) -> tuple[str, ...]:
        """Every mode the sense can express."""
        return MODES[self.type] if self.mode == "*" else (self.mode,) if self.mode else ()

    @property
    def condition(self) -> str:
        """What decides for this sense, as one English sentence."""
        return "; ".join(c.sentence for c in self.when) if self.when else "by default"


class Group(msgspec.Struct, frozen=True, array_like=True):
    """What entries written on one line share: their senses, best first, and what they are not."""

    senses: tuple[Sense, ...]
    near: tuple[tuple[Condition, ...], ...] = ()
    """Near-misses: where all conditions of one hold, the words name no event."""
    examples: tuple[str, ...] = ()
    """Sentences with words of the group that are no event."""


class Entry(msgspec.Struct, frozen=True):
    """A word or phrase with its senses."""

    lemma: str
    """As looked up: `pull out of`, `airstrike`, `carry out + attack` for a light verb with its noun."""
    pos: str
    group: Group

    @property
    def senses(self) -> tuple[Sense, ...]:
        """The senses, the one to prefer first."""
        return self.group.senses

    @property
    def near(self) -> tuple[tuple[Condition, ...], ...]:
        """The near-misses."""
        return self.group.near

    @property
    def examples(self) -> tuple[str, ...]:
        """Sentences with words of the entry's line that are no event."""
        return self.group.examples

    @property
    def types(self) -> tuple[str, ...]:
        """Every type the entry can express, also by being still to come; in order, each once."""
        plain = [s.type for s in self.senses]
        return tuple(dict.fromkeys(plain + [FUTURE[t] for t in plain if t in FUTURE]))


class Row(msgspec.Struct, frozen=True, array_like=True):
    """An entry in the compiled file."""

    lemma: str
    pos: str
    group: int


class Match(msgspec.Struct, frozen=True):
    """An entry found in a document."""

    start: int
    end: int
    head: int
    """The token whose inflection and relations count."""
    entry: Entry


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry means where it stands."""

    start: int
    end: int
    head: int
    lemma: str
    pos: str
    type: str
    mode: str
    """`""` when nothing decides it."""
    actors: tuple[int, ...]
    """Head tokens of the actors; empty without a parse."""
    recipients: tuple[int, ...]
    speech: bool
    sense: int
    """Place of the chosen sense in its entry."""
    trace: tuple[str, ...]
    """Which condition, shift and relation decided."""


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """The lexicon as one file: made by `compile.py`, read at start."""

    patterns: dict[str, Pattern]
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    phrases: dict[str, tuple[int, ...]]
    """Inflected form, tokens joined by one space, → the rows it is a form of. `~` stands for one to four tokens."""
    light: dict[str, dict[str, int]]
    """Noun lemma → light verb lemma → row."""
    light_forms: dict[str, str]
    """Inflected form of a light verb → its lemma."""
    noun_forms: dict[str, str]
    """Inflected form of a noun with light verbs → its lemma."""
    classes: dict[str, tuple[str, ...]]
    """Word form → names of the classes that it is in."""
    resolvers: dict[str, tuple[tuple[str, str], ...]]
    """Type → (mode, class) pairs, first hit wins where positions tie."""
