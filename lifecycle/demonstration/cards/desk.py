"""What happens at the desk and after it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from lifecycle.demonstration.cards.table import Card, Span

Answer = Literal["new", "second_hand", "borrowed_or_none", "does_not_know"]


class Charter(Card):
    """A charter of hand-over, and the first day on which it is signed."""

    valid_from: date
    version: str


class After(Card):
    """What happens after a hand-over, in percent unless the name says otherwise."""

    contribution_cents: int
    exempt: int
    in_precarity: int
    substitution_asked: int
    support: int
    support_days: Span
    support_minutes: Span
    after_sales: int
    after_sales_days: Span
    swapped: int
    mended_days: Span
    returned: int
    returned_sound: int
    returned_days: Span
    confirmed: int
    confirmed_again: int = 0
    confirmed_days: Span
    substitution: dict[Answer, int]
    return_reasons: dict[str, int]


class DeskCard(Card):
    """How many hand-overs a month, and of what."""

    months: tuple[int, ...]
    charter: tuple[Charter, ...]
    sheets: int = 0
    """Hand-overs for which a sheet is printed."""
    asked: dict[str, int]
    goes_with: dict[str, str]
    after: After

    def charter_on(self, day: date) -> str | None:
        """The charter signed on a day; None before the first."""
        return next((one.version for one in reversed(self.charter) if one.valid_from <= day), None)
