"""Numbers of people on what leaves the house: so few that one might be known are not told exactly."""

from __future__ import annotations

from lifecycle.reports.numbers import grouped
from lifecycle.words import _

FEWEST = 11
"""From so many people on a number is told."""


def people_words(count: int) -> str:
    """How many people; nobody is nobody."""
    return _("fewer than {count}").format(count=FEWEST) if 0 < count < FEWEST else grouped(count)
