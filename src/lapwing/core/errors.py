"""The one tree of errors.

::

    LapwingError
    ├── InputError      a document or option that cannot be used
    ├── FetchError      a page that could not be had
    ├── ModelError      a trained file that is missing, damaged or of another version
    ├── KnowledgeError  a knowledge file that breaks its schema
    └── ArchiveError    an archive that cannot be opened, written or trusted

Each says what went wrong, where, and what to do about it.
"""


class LapwingError(Exception):
    """Base of every error that Lapwing raises on purpose.

    Args:
        what: what is wrong, in one sentence without a final full stop.
        where: the file, document, URL or option concerned.
        remedy: what the user can do.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.remedy}" if self.remedy else head


class InputError(LapwingError):
    """A document, file or option that cannot be used."""


class FetchError(LapwingError):
    """A page that could not be fetched."""


class ModelError(LapwingError):
    """A trained file that is missing, damaged, or made for another version."""


class KnowledgeError(LapwingError):
    """A knowledge file that breaks its schema."""


class ArchiveError(LapwingError):
    """An archive that cannot be opened, written or trusted."""
