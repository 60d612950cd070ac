"""The six lines, the sentence that sums them up, and where the rest is."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import Period
from dashboard.draw import Head
from lifecycle.reports import Figure, Report
from lifecycle.words import _, ngettext


def answer_in_words(report: Report, period: Period) -> str:
    """One sentence for each case: nothing happened, more in use, less in use, as much."""
    handed, net, recycled = (report.figure(id).value for id in ("hand_overs_units", "reused", "recycled"))
    if not any((handed, net, recycled, report.figure("receptions").value)):
        return _("{period}: nothing was received, handed over or recycled.").format(period=period.words)
    count = ngettext("{count} thing was handed over", "{count} things were handed over", handed).format(
        count=draw.bare(handed, "things") if handed else "0"
    )
    change = {
        1: _("{mass} more are in use, returns deducted"),
        -1: _("{mass} less are in use: more came back than went out"),
        0: _("as much is in use as before"),
    }[(net > 0) - (net < 0)].format(mass=draw.kilos(abs(net)))
    certified = _("{mass} are certified as recycled").format(mass=draw.kilos(recycled)) if recycled > 0 else ""
    if certified:
        return _("{period}: {handed}; {change}; {certified}.").format(
            period=period.words, handed=count, change=change, certified=certified
        )
    return _("{period}: {handed}; {change}.").format(period=period.words, handed=count, change=change)


def four_figures(report: Report) -> list[draw.Large]:
    """What a person looks for first."""
    served, net, recycled, awaiting = (report.figure(id) for id in ("served", "reused", "recycled", "awaiting_proof"))
    things = report.figure("served_units")
    return [
        draw.Large(
            _("Served at least once"),
            draw.bare(things.value, things.unit),
            (draw.kilos(served.value), draw.bounds(served), draw.weighed(served)),
        ),
        draw.Large(
            _("Re-used: net change in use"),
            draw.signed(net.value),
            (_things(report, net), draw.bounds(net), draw.weighed(net)),
            "reused",
        ),
        draw.Large(
            _("Recycled, certified"),
            draw.kilos(recycled.value),
            (draw.bounds(recycled), draw.weighed(recycled)),
            "recycled",
        ),
        draw.Large(
            _("Awaiting proof, at the end"),
            draw.kilos(awaiting.value),
            (_things(report, awaiting), draw.bounds(awaiting), draw.weighed(awaiting)),
        ),
    ]


def _things(report: Report, figure: Figure) -> str:
    count = report.figure(f"{figure.id}_units").value
    return ngettext("{count} thing", "{count} things", abs(count)).format(count=draw.bare(count, "things"))


def six_lines(report: Report) -> None:
    """Where the matter went, one line a destination, never added up."""
    st.html(draw.heading(_("Where did the matter go?"), "lines"))
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
            draw.line_name(figure.id, str(figure.label)),
            draw.bare(figure.value, "g"),
            draw.between(figure),
            draw.weighed_share(figure),
            draw.bare(units[f"{figure.id}_units"].value, "things") if f"{figure.id}_units" in units else draw.NOTHING,
        )
        for figure in report.figures
        if figure.group == "lines" and figure.unit == "g"
    ]
    st.html(draw.table(_("The six lines: changes over the period, to the gram"), heads, rows))
    st.html(draw.note(_("Changes say where the matter is: periods add up. The lines are never added to each other.")))


def balances(report: Report) -> None:
    """What is held at the opening and at the close."""
    st.html(draw.heading(_("Where is the rest?"), "balances"))
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
            draw.bare(report.figure(f"{figure.id}_opening").value, "g"),
            draw.bare(figure.value, "g"),
            draw.weighed_share(figure),
            draw.bare(report.figure(f"{figure.id}_units").value, "things"),
        )
        for figure in report.figures
        if figure.group == "balances" and figure.unit == "g"
    ]
    st.html(draw.table(_("Balances on the first and on the last day, to the gram"), heads, rows))
