"""Masses: the six lines, what was served at least once, and the rules by which grams move."""

from __future__ import annotations

from datetime import date

from lifecycle.reference import Reference
from lifecycle.reports.definitions import definitions
from lifecycle.reports.method_page.shape import Column, Section, Table
from lifecycle.words import _


def lines(values: Reference, on: date) -> Section:  # noqa: ARG001
    """What each line counts, and how grams are kept from counting twice."""
    rules = (
        _("Double entry: grams leave one account and enter another, and every fact's movements add up to nothing."),
        _(
            "The six lines are changes over a period: they say where the matter is. Periods add up, and nothing counts"
            " twice: a device handed over, returned and then recycled is plus, then minus in re-use, and once recycled."
        ),
        _(
            "Served at least once counts each thing on its first hand-over, once for ever, and a return does not undo"
            " it. It answers another question: it stands beside the lines and is never added to them."
        ),
        _("Recycled, other recovery and disposed of rest on certificates; without one, waste awaits proof."),
        _("Differences of scales and of default masses have accounts of their own, which are shown."),
    )
    columns = (Column(_("Line")), Column(_("What it counts")))
    table = Table(_("The six lines, and what stands beside them"), columns, tuple(definitions()))
    return Section("mass", _("Masses: six lines, never one “diverted”"), (table, rules))
