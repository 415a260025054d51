"""The lexicon as its users see it: loading, look-up, matching and reading."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec
from spacy.tokens import Doc

from lapwing.core.errors import KnowledgeError
from lapwing.knowledge.frames import reading
from lapwing.knowledge.frames.matching import COMPILED, Matcher
from lapwing.knowledge.frames.schema import Compiled, Reading


class Lexicon(Matcher):
    """The senses of political action, made once by `load()`."""

    def read(self, doc: Doc, i: int) -> Reading | None:
        """The type, mode and participants of the words that start at token `i`, with the trace of what decided.

        None when no entry stands there, or when what stands there is no event. Participants need a dependency parse.
        """
        return reading.read(self, doc, i)


@functools.cache
def load(path: Path = COMPILED) -> Lexicon:
    """The lexicon, read once; raises KnowledgeError when the compiled file is missing or damaged."""
    try:
        compiled = msgspec.json.decode(path.read_bytes(), type=Compiled)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError(
            f"the frame lexicon cannot be read: {error}", str(path), "Run `python -m lapwing.knowledge.frames.compile`."
        ) from error
    return Lexicon(compiled)
