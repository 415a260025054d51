"""Language: text to an annotated spaCy `Doc`, with one encoder and the heads that Lapwing trains."""

from lapwing.language.annotate import Annotator, annotate, load
from lapwing.models.labels import TRIGGERS

__all__ = ["TRIGGERS", "Annotator", "annotate", "load"]
