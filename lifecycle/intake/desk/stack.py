"""A stack of labels, scanned or pasted into one field: codes, or codes each with its mass."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.told import whole_told
from lifecycle.words import _

_BETWEEN = re.compile(r"[\s,;|]+")
_LINE = re.compile(r"(?P<code>\S+?)[\s,;|:=]+(?P<mass>.+)")


def codes_told(text: str) -> tuple[str, ...]:
    """The codes of a text, each once, in their order; spaces, commas or line ends stand between them.

    A label may hold an address: then its code is the last part of it, or its ``device``.

    >>> codes_told("atl7k3m9qxf, http://localhost:8501/d/ATL7K3M9QXF PC-2")
    ('ATL7K3M9QXF', 'PC-2')
    """
    return tuple(dict.fromkeys(_code(word) for word in _BETWEEN.split(text.strip()) if word))


def _code(word: str) -> str:
    if "/" in word:
        address = urlsplit(word)
        named = parse_qs(address.query).get("device", [])
        word = named[0] if named else address.path.rstrip("/").rpartition("/")[2]
    return word.strip().upper()


class Weighing(NamedTuple):
    """A code and its mass."""

    code: str
    grams: int


class BadLine(NamedTuple):
    """A line that cannot be read, and why."""

    number: int
    text: str
    reason: str


def weighings_told(text: str) -> tuple[list[Weighing], list[BadLine]]:
    """A line a thing: its code, then its mass with its unit; every line that cannot be read is named."""
    found: list[Weighing] = []
    faults: list[BadLine] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = _LINE.fullmatch(line.strip())
        if parts is None:
            faults.append(BadLine(number, line.strip(), _("write the code, a space, then the mass: PC-1 2,1 kg")))
            continue
        try:
            grams = whole_told(parts["mass"], "grams")
        except BadCell as fault:
            faults.append(BadLine(number, line.strip(), str(fault)))
            continue
        if grams <= 0:
            faults.append(BadLine(number, line.strip(), _("a mass is more than 0 g: leave out what was not weighed")))
        else:
            found.append(Weighing(_code(parts["code"]), grams))
    return found, faults
