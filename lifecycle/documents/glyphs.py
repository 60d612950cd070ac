"""The signs that our faces hold: a paper shows every other one as one and the same sign, and says no nonsense."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
UNKNOWN = "\ufffd"
"""What stands for a sign that no face of ours holds, as on any screen."""
SPACES = {"\u202f", "\u2009", "\u00a0", "\u200b"}
"""Spaces that the setter of the page makes itself."""
_BREAKS = re.compile(r"[\t\r\n]+")
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
"""Sorts of signs that are nothing to see, and may turn the direction of what follows."""


def shown(text: str) -> str:
    """A text as our faces can set it: composed, on one line, a sign they lack as :data:`UNKNOWN`."""
    return "".join(map(_shown, _BREAKS.sub(" ", unicodedata.normalize("NFC", text))))


def _shown(sign: str) -> str:
    if sign in SPACES:
        return sign
    if unicodedata.category(sign) in UNSEEN:
        return UNKNOWN
    return sign if ord(sign) in held() else UNKNOWN


@cache
def held() -> frozenset[int]:
    """The signs that all our faces hold: any text may be set in any of them."""
    faces = [frozenset(_signs(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*faces)


def _signs(font: bytes) -> Iterator[int]:
    """The signs in a font's table "cmap", of the formats 4 and 12, as the OpenType specification lays it out."""
    tables = {
        font[at : at + 4]: struct.unpack(">I", font[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * struct.unpack(">H", font[4:6])[0], 16)
    }
    start = tables[b"cmap"]
    (count,) = struct.unpack(">H", font[start + 2 : start + 4])
    for record in range(count):
        (offset,) = struct.unpack(">I", font[start + 8 + 8 * record : start + 12 + 8 * record])
        yield from _of_subtable(font, start + offset)


def _of_subtable(font: bytes, start: int) -> Iterator[int]:
    (format,) = struct.unpack(">H", font[start : start + 2])
    if format == 12:
        (groups,) = struct.unpack(">I", font[start + 12 : start + 16])
        for first, last, _glyph in struct.iter_unpack(">III", font[start + 16 : start + 16 + 12 * groups]):
            yield from range(first, last + 1)
    elif format == 4:
        (doubled,) = struct.unpack(">H", font[start + 6 : start + 8])
        ends = struct.iter_unpack(">H", font[start + 14 : start + 14 + doubled])
        begins = struct.iter_unpack(">H", font[start + 16 + doubled : start + 16 + 2 * doubled])
        for (last,), (first,) in zip(ends, begins, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
