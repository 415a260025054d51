"""When: date expressions, the days they name, and which of them dates which event."""

from lapwing.mentions.times.choose import at_span, choose
from lapwing.mentions.times.compose import COMPOSED
from lapwing.mentions.times.find import find

__all__ = ["COMPOSED", "at_span", "choose", "find"]
