"""How public bodies replace their machines, and what becomes of those they retire."""

from __future__ import annotations

from datetime import date
from typing import Literal

from lifecycle.demonstration.cards.table import Around, Card, Span

WayOut = Literal["public_body", "sale", "staff_gift", "take_back", "recycling"]
"""How a unit leaves that no association gets."""


class Replacement(Card):
    """The plan of one public body; numbers of several years begin with the year of ``since``."""

    since: date
    """The first day of the plan; what was retired before the ledger begins is told on its first day."""
    units: tuple[int, ...]
    """So many a year, besides those that associations get."""
    waits: Around
    """Days between the day on which a unit is retired and the day on which it leaves."""
    given_waits: Around
    """The same for those that associations get, at least."""
    found: int = 0
    """Units found in the store rooms on the first day, of which nobody knew a number."""
    found_waits: Around | None = None
    excluded: int = 0
    """Units that the law leaves out, in percent."""
    ways_out: dict[WayOut, tuple[int, ...]]
    undertaking: tuple[int, ...]
    """Sales and take-backs before which the taker undertook to re-use, in percent."""
    proven: tuple[int, ...]
    """Units of those of which the taker tells the hand-over, in percent."""


class Fleets(Card):
    """What the plans of all public bodies share."""

    months: tuple[int, ...]
    """When machines are replaced: weights, January to December."""
    heaps: int
    """In so many parts what is retired in a month leaves, each way."""
    found_heaps: int
    mix: dict[str, int]
    takers: dict[WayOut, tuple[str, ...]]
    resold_days: Span
    buyers: tuple[str, ...]
    """To whom traders sell on."""
