"""UTF-16 that does not say so."""

from __future__ import annotations

from typing import Literal

_LOOKED_AT = 4096
"""Bytes looked at: the first page of a text settles it."""
_MOST, _FEW = 0.7, 0.05
"""Shares of zeros in the high and in the low bytes of a Latin text: its letters have a zero above them, typographic
quotation marks and dashes have not; a zero below is U+0100, U+0200 …, which hardly occur."""


def utf16_order(content: bytes) -> Literal["", "utf-16-le", "utf-16-be"]:
    """The encoding of bytes that are UTF-16 without a byte-order mark: every other byte is zero, as in any Latin text.

    Empty when they are not.
    """
    head = content[:_LOOKED_AT]
    if len(head) < 8 or b"\x00" not in head:
        return ""
    even, odd = head[0::2], head[1::2]
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_odd > _MOST and zeros_even < _FEW:
        return "utf-16-le"
    if zeros_even > _MOST and zeros_odd < _FEW:
        return "utf-16-be"
    return ""
