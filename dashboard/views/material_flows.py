"""Flows by month: a picture and, below, the same figures as a table."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from dashboard import draw
from lifecycle.reports import Report
from lifecycle.reports.flows import FLOW_WORDS
from lifecycle.words import _

PICTURED = ("receptions", "hand_overs", "returns", "recycled")
Flows = dict[str, dict[str, int]]


def flows(report: Report) -> None:
    """What came in, went out, came back, was recycled."""
    st.html(draw.heading(_("What happened, month by month?"), "flows"))
    grams, things = by_flow(report)
    months = months_of(report)
    rows = [
        draw.Row(flow, _(FLOW_WORDS[flow]), draw.kilos(report.figure(flow).value), grams.get(flow, {}))
        for flow in PICTURED
    ]
    st.html(draw.note(_("Kilograms a month, all on one scale; the table below holds the same figures")))
    picture = draw.bars(rows, months, dark=st.context.theme.type == "dark")
    st.plotly_chart(picture, theme=None, config=dict(draw.PICTURE), key="flows-picture", width="stretch")
    with st.expander(_("The same as a table")):
        shown = [*PICTURED, *(flow for flow in FLOW_WORDS if flow not in PICTURED and flow in grams)]
        st.html(draw.month_table(_("Flows by month, in kilograms"), "g", shown, grams, months))
        counted = [flow for flow in shown if flow in things]
        st.html(draw.month_table(_("Flows by month, in things"), "things", counted, things, months))


def by_flow(report: Report) -> tuple[Flows, Flows]:
    """Flow -> month -> grams, and the same in things."""
    grams: defaultdict[str, dict[str, int]] = defaultdict(dict)
    things: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in report.table("flows").records():
        flow, month = str(row["flow"]), str(row["month"])
        grams[flow][month] = int(row["grams"] or 0)
        if row["units"]:
            things[flow][month] = int(row["units"])
    return dict(grams), dict(things)


def months_of(report: Report) -> list[str]:
    """Every month of the period, or between the first and the last flow where it has no bounds."""
    days = report.filter
    if days.first_day and days.last_day:
        return draw.months_between(days.first_day.isoformat()[:7], days.last_day.isoformat()[:7])
    return draw.span_of(str(row["month"]) for row in report.table("flows").records())
