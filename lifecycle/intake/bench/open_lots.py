"""The lots that a bench can fill: open, and its organisation's."""

from __future__ import annotations

from lifecycle.ledger import Ledger


def open_lots(ledger: Ledger, organisation: str) -> list[str]:
    """Codes of the lots in the stock of an organisation; an empty one is its who opened it."""
    found = []
    for row in ledger.states("lot", custody="in_stock"):
        holder = row.organisation or ledger.facts_about(row.subject)[0].acting
        if holder == organisation:
            found.append(row.subject.partition(":")[2])
    return found
