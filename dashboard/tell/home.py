"""Three doors: who asks, what they ask, and one figure of the period that answers a part of it."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.draw import Door, count_of, kilos
from lifecycle.reports import Report
from lifecycle.words import _


def doors(report: Report, period: str, link: Callable[[str], str]) -> list[Door]:
    """Association, recycler, local authority."""
    served, handed, waiting = (report.figure(id).value for id in ("served_units", "hand_overs", "awaiting_proof"))
    lots = len(report.table("awaiting").rows)
    return [
        Door(
            _("I refurbish and equip"),
            _("What have we done with what we were given?"),
            count_of(served),
            _("things served for the first time, {period}").format(period=period),
            link("association"),
        ),
        Door(
            _("I treat and recycle"),
            _("Does what came in equal what went out, and which certificate is missing?"),
            kilos(waiting),
            _("await proof in {count} lots, {period}").format(count=count_of(lots), period=period),
            link("recycleur"),
        ),
        Door(
            _("I decide and fund"),
            _("Do we meet the law's reuse rate, and who does what on our territory?"),
            kilos(handed),
            _("handed over to people and organisations, {period}").format(period=period),
            link("collectivite"),
        ),
    ]
