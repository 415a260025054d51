"""Quantities: numbers of killed and wounded, found in a report and given to its events."""

from lapwing.mentions.quantities.choose import choose
from lapwing.mentions.quantities.find import find

__all__ = ["choose", "find"]
