"""What the page tells the script of the bench: whose it is, the lots that are open, the one in hand."""

from __future__ import annotations

from dashboard.address import asked_for, link
from dashboard.answers import Answers
from dashboard.bench.panel import panel
from dashboard.tell import bench as tell
from dashboard.writing import today
from lifecycle.intake.bench.open_lots import open_lots
from lifecycle.ledger import open_ledger
from lifecycle.reports import Organisation
from lifecycle.words import language


def told_of(answers: Answers, who: Organisation) -> dict[str, object]:
    """In plain values, with the words of the page's language."""
    with open_ledger(answers.path, read_only=True) as ledger:
        lots = open_lots(ledger, who.code)
        lot = asked_for("lot").strip().upper()
        lot = lot if lot in lots else ""
        told = tell.told(
            ledger=answers.head.ledger_id,
            organisation=who.code,
            roles=who.roles,
            language=language(),
            lots=lots,
            lot=lot,
            on=today(),
        )
        return {**told, "panel": panel(ledger, lot) if lot else None, "device": _device_page()}


def _device_page() -> str:
    """The address of a device's page, to which its code is put."""
    address = link("equipement", organisation=None, period=None)
    return f"{address}{'&' if '?' in address else '?'}device="
