"""One thing that waits for somebody."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lifecycle.words import Sentence


class Due(NamedTuple):
    """What waits, since when, until when, for whom, and where it is done."""

    sort: str
    """What kind of thing waits: slip_open, certificate_missing, register_line, …"""
    subject: str
    """device:CODE, lot:CODE, organisation:CODE"""
    since: date
    due_on: date | None
    """The last day on which it is in time; None where nothing says so."""
    organisation: str
    """Code of the organisation that can do something about it."""
    what: Sentence
    grams: int | None
    page: str
    """Address of the page that does it, without its first slash."""


class Listing(tuple[Sentence, ...]):
    """Sentences inside a sentence, one after the other."""

    def __str__(self) -> str:
        return ", ".join(map(str, self))
