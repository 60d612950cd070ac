"""What a local authority looks for, told from the material balance of its territory."""

from __future__ import annotations

from dashboard.draw import Large, in_mass, in_things
from lifecycle.reports import Report
from lifecycle.words import _


def figures(mass: Report, before: Report | None) -> list[Large]:
    """Received, handed over, recycled, awaiting proof, on the whole territory."""
    return [
        in_things(_("Received"), "receptions", mass, before),
        in_things(_("Handed over"), "hand_overs", mass, before, line="reused"),
        in_mass(_("Recycled, certified"), "recycled", mass, before, line="recycled"),
        in_mass(_("Awaiting proof, at the end"), "awaiting_proof", mass, before),
    ]
