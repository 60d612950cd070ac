"""What figures rest on: what each line counts, and where values come from."""

from __future__ import annotations

from lifecycle import reference
from lifecycle.reports import Report
from lifecycle.words import _


def definitions() -> list[tuple[str, str]]:
    """What each line counts."""
    return [
        (_("Re-used"), _("In use without ever having been waste: hand-overs less returns.")),
        (_("Prepared for re-use"), _("In use after having been waste, and having ceased to be.")),
        (_("Parts re-used"), _("Taken from one device, in use in another.")),
        (_("Recycled"), _("Certified by an operator authorised on the day of treatment, as material.")),
        (_("Other recovery"), _("Certified: as energy, or filling; it is no recycling.")),
        (_("Disposed of"), _("Certified: burnt without recovery, or landfilled.")),
        (
            _("Served at least once"),
            _("Each thing once for ever, on its first hand-over; beside the lines, never added."),
        ),
        (_("Awaiting proof"), _("Waste on its way or at an operator, of which no certificate tells the end.")),
    ]


def sources(report: Report, edition: str) -> list[tuple[str, str]]:
    """Where default masses come from, and the edition of the reference data."""
    known = reference.load(edition).sources
    ids = sorted({id for figure in report.figures for id in figure.quantity.sources})
    named = [
        (_("Source"), f"{known[id].title}, {known[id].publisher}, {known[id].year}" if id in known else id)
        for id in ids
    ]
    return [(_("Edition of the reference data"), edition), *named]
