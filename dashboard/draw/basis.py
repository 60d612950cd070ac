"""What figures rest on: where values come from."""

from __future__ import annotations

from lifecycle import reference
from lifecycle.reports import Report
from lifecycle.words import _


def sources(report: Report, edition: str) -> list[tuple[str, str]]:
    """Where default masses come from, and the edition of the reference data."""
    known = reference.load(edition).sources
    ids = sorted({id for figure in report.figures for id in figure.quantity.sources})
    named = [
        (_("Source"), f"{known[id].title}, {known[id].publisher}, {known[id].year}" if id in known else id)
        for id in ids
    ]
    return [(_("Edition of the reference data"), edition), *named]
