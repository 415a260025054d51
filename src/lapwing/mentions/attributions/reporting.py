"""The reporting words of `reporting.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from lapwing.core.errors import KnowledgeError
from lapwing.knowledge.forms import verb

Stance = Literal["asserts", "denies", "doubts"]
_FILE = Path(__file__).with_name("reporting.toml")


class Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Reporting verbs of one kind."""

    takes: Literal["clause", "noun"]
    """`clause`: what follows is a clause or a quotation; `noun`: a noun for the action will do."""
    stance: Stance
    lemmas: tuple[str, ...]


class Hearsay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that report without a speaker."""

    asserts: frozenset[str]
    doubts: frozenset[str]

    def stance(self, word: str) -> Stance | None:
        """The stance the word takes; None when it is no such word."""
        return "doubts" if word in self.doubts else "asserts" if word in self.asserts else None


class Unnamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for speakers without a name."""

    people: frozenset[str]
    """Anonymous whenever they head the speaker's phrase."""
    offices: frozenset[str]
    """Known by the office ("the governor"); anonymous only with an indefinite article or in the plural."""


class Reporting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    verbs: tuple[Verbs, ...]
    hearsay: Hearsay
    suspect: Hearsay
    passive: Hearsay
    unnamed: Unnamed
    opinion: frozenset[str]
    """Verbs of thinking; inside reported speech the reporting verb above them counts."""
    charge: frozenset[str]
    """Verbs that report a deed behind "of" or "for"."""
    bodies: frozenset[str]
    """Nouns for institutions that speak in headlines ("Police: …")."""
    titles: frozenset[str]
    """Words of titles and offices that stand right before a person's name."""
    documents: frozenset[str]
    """Nouns for what is issued to say something; the issuer is the speaker."""

    def clause(self, lemma: str) -> Stance | None:
        """The stance of a verb that reports a clause; verbs that report nouns report clauses as well."""
        return self._of(lemma, ("clause", "noun"))

    def noun(self, lemma: str) -> Stance | None:
        """The stance of a verb that reports a noun ("announced the arrest")."""
        return self._of(lemma, ("noun",))

    def _of(self, lemma: str, kinds: tuple[str, ...]) -> Stance | None:
        return next((row.stance for row in self.verbs if row.takes in kinds and lemma in row.lemmas), None)


@cache
def reporting() -> Reporting:
    """The reporting words, read once.

    Raises:
        KnowledgeError: the file breaks its schema.
    """
    try:
        return msgspec.convert(tomllib.loads(_FILE.read_text("utf-8")), Reporting)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(str(error), str(_FILE)) from error


@cache
def forms() -> dict[str, str]:
    """Inflected form → lemma of every reporting verb, for documents without lemmas."""
    return {form: lemma for row in reporting().verbs for lemma in row.lemmas for form in verb(lemma)}
