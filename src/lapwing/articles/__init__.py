"""From pages to articles: the text of a report, its headline and bylines, its publication date, foreign paragraphs.

`extract` is the way in.
"""

from lapwing.articles.extract import MAX_CHARACTERS, extract

__all__ = ["MAX_CHARACTERS", "extract"]
