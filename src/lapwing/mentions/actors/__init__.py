"""Actors: who the words of a participant or speaker stand for, as a code, a sector and a name."""

from lapwing.mentions.actors.cast import Cast

__all__ = ["Cast"]
