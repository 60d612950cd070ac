"""Tables of the books: the six lines, the balances, what averages would make of what awaits proof."""

from __future__ import annotations

from dashboard.draw.opened import opening, opens
from dashboard.draw.tables import Head, line_name, table
from dashboard.draw.texts import Html
from lifecycle.reports import Report
from lifecycle.reports.amounts import NOTHING, bare, bounds, kilos, weighed_share
from lifecycle.words import _


def line_table(report: Report) -> Html:
    """Where the matter went, one line a destination, never added up."""
    heads = [
        Head(_("Line")),
        Head(_("Mass (kg)"), True),
        Head(_("Range (kg)"), True),
        Head(_("Weighed"), True),
        Head(_("Things"), True),
    ]
    units = {figure.id: figure for figure in report.figures}
    rows = [
        (
            line_name(figure.id, str(figure.label)),
            _opened(report, figure.id),
            bounds(figure, unit=False),
            weighed_share(figure),
            _opened(report, f"{figure.id}_units") if f"{figure.id}_units" in units else NOTHING,
        )
        for figure in report.figures
        if figure.group == "lines" and figure.unit == "g"
    ]
    return table(_("The six lines: changes over the period, to the gram"), heads, rows)


def balance_table(report: Report) -> Html:
    """What is held at the opening and at the close."""
    heads = [
        Head(_("Balance")),
        Head(_("Opening (kg)"), True),
        Head(_("Close (kg)"), True),
        Head(_("Weighed"), True),
        Head(_("Things at the close"), True),
    ]
    rows = [
        (
            str(figure.label),
            _opened(report, f"{figure.id}_opening"),
            _opened(report, figure.id),
            weighed_share(figure),
            _opened(report, f"{figure.id}_units"),
        )
        for figure in report.figures
        if figure.group == "balances" and figure.unit == "g"
    ]
    return table(_("Balances on the first and on the last day, to the gram"), heads, rows)


def _opened(report: Report, id: str) -> str | Html:
    """A figure in a cell, as the way to what it is made of; nothing is a dash, and leads nowhere."""
    figure = report.figure(id)
    shown = bare(figure.value, figure.unit)
    return shown if shown == NOTHING else opens(shown, str(figure.label), opening(report, id))


def average_lines(report: Report) -> list[str]:
    """What yearly averages that nobody attested would make of what awaits proof; none where there is none."""
    found = [figure for figure in report.figures if figure.group == "averages" and figure.value]
    return [f"{figure.label} ({kilos(figure.value)})" for figure in found]
