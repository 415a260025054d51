"""From bytes to characters."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from lapwing.core.errors import InputError
from lapwing.core.utf16 import utf16_order

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LATIN1 = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"}
"""Names under which pages are in truth written in Windows-1252 (WHATWG Encoding Standard, section 4.2)."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.02
"""As in `sources.media`: texts have no control characters, a damaged one a few; of random bytes they are 11 %."""
_GUESSED_BYTES = 64 * 1024
"""How much of an undeclared document the guess of its encoding looks at; more changes no guess and costs seconds."""


def decode(content: bytes, *, declared: str | None = None, markup: bool = False, where: str = "") -> tuple[str, str]:
    """The characters of `content` and a note for the user when they are a guess (else an empty string).

    The order of trust: UTF-8 that is declared and holds (U+FEFF is then a character like others), byte-order mark, UTF-8
    (bytes that are valid UTF-8 and not plain ASCII are hardly ever anything else, whatever a page says of itself), the
    transport's or the page's own declaration, a guess by charset-normalizer, Windows-1252.

    Raises:
        InputError: the bytes hold no text.
    """
    if not content.strip():
        raise InputError("the document is empty", where)
    text, note = _decode(content, declared, markup)
    sample = text[:20_000]
    if len(_CONTROLS.findall(sample)) > _MAX_CONTROL_SHARE * len(sample):
        raise InputError("the document is binary data, not text", where)
    return text, note


def _decode(content: bytes, declared: str | None, markup: bool) -> tuple[str, str]:
    if declared and _is_utf8(declared):
        try:
            return content.decode("utf-8"), ""
        except UnicodeDecodeError:
            pass
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace"), ""
    if wide := utf16_order(content):
        return content.decode(wide, "replace"), ""
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    names = [declared]
    if markup and (found := _META.search(content[:4096])):
        names.append(found[1].decode("ascii"))
    for name in filter(None, names):
        if _is_utf8(name):
            continue
        try:
            return content.decode("cp1252" if name.lower() in _LATIN1 else name), ""
        except (LookupError, ValueError):
            continue
    lenient = content.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if sum(c > "\x7f" for c in lenient) - broken > 4 * broken:
        return lenient, f"{broken} damaged characters: the text is UTF-8 with errors"
    try:
        return content.decode("cp1252"), "the encoding is not stated: read as Windows-1252"
    except UnicodeDecodeError:
        best = from_bytes(content[:_GUESSED_BYTES]).best()
    if best is not None:
        return content.decode(best.encoding, "replace"), f"the encoding is not stated: read as {best.encoding}"
    return content.decode("cp1252", "replace"), "the encoding is not stated: read as Windows-1252"


def _is_utf8(name: str) -> bool:
    return name.lower().replace("_", "-") in ("utf-8", "utf8")
