"""A file to read: its bytes, its text whatever the encoding, and a name that can be printed."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from charset_normalizer import from_bytes

HEAD_BYTES = 64 * 1024
MOST_BYTES = 256 * 1024 * 1024
"""Past this a file is no machine file and no spreadsheet; it is refused before it fills the memory."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD_FRENCH = ("cp1252", "mac_roman", "cp850", "utf_16_le", "utf_16_be", "shift_jis")


@dataclass(frozen=True)
class Source:
    """A file as the person named it."""

    path: Path
    named: bool = False
    """A person named the file itself, not a folder above it."""

    @cached_property
    def name(self) -> str:
        """The path as given, printable even where it is not valid UTF-8."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")

    @cached_property
    def head(self) -> bytes:
        """The first bytes, enough to tell a format."""
        with self.path.open("rb") as stream:
            return stream.read(HEAD_BYTES)

    @cached_property
    def content(self) -> bytes:
        """All bytes."""
        return self.path.read_bytes()

    @property
    def too_large(self) -> bool:
        """True for a file that no format read here can need."""
        return self.path.stat().st_size > MOST_BYTES

    @cached_property
    def text(self) -> str | None:
        """The whole text, or None where no encoding fits."""
        return decoded(self.content)

    @cached_property
    def looks_like_text(self) -> bool:
        """True where its beginning is text without control signs other than tabs and ends of lines."""
        opening = decoded(self.head[:4096], cut=True)
        return opening is not None and all(sign.isprintable() or sign.isspace() for sign in opening)

    @cached_property
    def looks_like_json(self) -> bool:
        """True where the first sign, after any warning of the tool, opens an object or a list."""
        opening = decoded(self.head[:4096], cut=True) or ""
        lines = (line for line in opening.splitlines() if line.strip() and not line.startswith("WARNING"))
        return next(lines, "").lstrip()[:1] in ("{", "[")


def decoded(content: bytes, *, cut: bool = False) -> str | None:
    """The text of bytes: by their mark, else UTF-8, else what French computers wrote, else None.

    ``cut`` = the bytes may end in the middle of a sign.
    """
    marked = next((name for mark, name in _BOMS if content.startswith(mark)), None)
    for encoding in filter(None, (marked, _unmarked_utf16(content), "utf-8")):
        try:
            return codecs.getincrementaldecoder(encoding)().decode(content, final=not cut)
        except UnicodeDecodeError:
            continue
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        guess = from_bytes(content[:HEAD_BYTES], cp_isolation=list(_OLD_FRENCH)).best()
    try:
        return content.decode(guess.encoding, "replace" if cut else "strict") if guess else None
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark shows as a NUL in every second byte of Latin text."""
    sample = content[:200]
    if len(sample) < 4 or len(content) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 3 and not even:
        return "utf-16-le"
    if even > len(sample) // 3 and not odd:
        return "utf-16-be"
    return None
