"""What is on the shelf of an association, by category and state of work: what a count is held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from lifecycle.ledger import Ledger
from lifecycle.reports.workshop.board import Board
from lifecycle.reports.workshop.card import COLUMNS, Column

STATES: tuple[Column | str, ...] = (*COLUMNS, "waste")
"""States of what is on the shelf: the columns of the workshop, then waste that waits for a lot."""


class Shelf(NamedTuple):
    """Machines on the shelf: category -> state -> how many; and what stands beside them in the same rooms."""

    counts: Mapping[str, Mapping[str, int]]
    in_lots: int
    """Machines packed in a lot that has not left."""
    parts: int
    """Loose parts."""
    after_sales: int
    """Machines that stay their holder's."""

    def of(self, category: str) -> int:
        """How many machines of a category the books have on the shelf."""
        return sum(self.counts.get(category, {}).values())


def shelf(ledger: Ledger, organisation: str, board: Board) -> Shelf:
    """What the books say is there: what after-sales keeps is its holder's, and is not counted."""
    counts: dict[str, Counter[str]] = {}
    for row, card in board.kept.values():
        if row.custody == "in_stock":
            counts.setdefault(row.category, Counter())["waste" if card is None else card.column] += 1
    return Shelf(
        counts,
        sum(1 for _ in ledger.states("device", organisation=organisation, custody="in_lot")),
        sum(1 for _ in ledger.states("part", organisation=organisation, custody="in_stock")),
        sum(card.after_sales for card in board.cards),
    )
