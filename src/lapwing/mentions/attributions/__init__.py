"""Attributions: according to whom something happened. `attribute` is the way in."""

from lapwing.mentions.attributions.attribute import attribute

__all__ = ["attribute"]
