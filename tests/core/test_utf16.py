"""UTF-16 without a mark is told from other bytes."""

from __future__ import annotations

import pytest

from lapwing.core.utf16 import utf16_order

TEXT = "The minister said: “We will not” — in Besançon and Málaga."


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_the_byte_order_is_found(encoding: str) -> None:
    assert utf16_order(TEXT.encode(encoding)) == encoding


@pytest.mark.parametrize(
    "content",
    [b"", b"I\0r\0", TEXT.encode(), bytes(100), bytes(range(256)), TEXT.encode("utf-32-le"), b"Iran" * 20 + b"\0"],
    ids=["empty", "too short", "UTF-8", "zeros", "binary", "UTF-32", "one zero"],
)
def test_other_bytes_are_not_utf16(content: bytes) -> None:
    assert utf16_order(content) == ""
