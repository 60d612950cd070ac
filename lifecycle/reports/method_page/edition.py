"""Which edition the page is made from, and the hash by which anybody can tell that nothing in it moved."""

from __future__ import annotations

from datetime import date

from lifecycle.quantity.stream import STREAM
from lifecycle.reference import Reference, digest
from lifecycle.reference.resolved import resolved_text
from lifecycle.reports.method_page.shape import Column, Section, Table
from lifecycle.reports.numbers import day_in_words
from lifecycle.words import _


def edition(values: Reference, on: date) -> Section:
    """Edition, day, hash of all that is in force, name of the stream."""
    card = values.tables.released.get(values.edition)
    rows = (
        (_("Edition of the reference data"), values.edition),
        (_("Released"), day_in_words(card.released) if card else _("not yet")),
        (_("Values in force on"), day_in_words(on)),
        (_("SHA-256 of the resolved table"), card.sha256 if card else digest(resolved_text(values))),
        (_("Stream of the draws"), STREAM),
    )
    told = _(
        "Values are never edited: a later edition adds new ones, and a figure published under this edition can be made"
        " again to the same digits."
    )
    table = Table(_("What this page is made from"), (Column(_("What")), Column(_("Which"))), rows)
    return Section("basis", _("Edition"), (told, table))
