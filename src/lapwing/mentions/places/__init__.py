"""Places: spans of a report resolved to the gazetteer, and the place of an event."""

from lapwing.mentions.places.atlas import Atlas

__all__ = ["Atlas"]
