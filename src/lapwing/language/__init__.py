"""Language: text to an annotated spaCy `Doc`, with one encoder and the heads that Lapwing trains."""

from lapwing.language.annotate import TRIGGERS, Annotator, annotate, load

__all__ = ["TRIGGERS", "Annotator", "annotate", "load"]
