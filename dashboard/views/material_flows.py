"""Flows by month: a picture and, below, the same figures as a table."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from dashboard import draw
from lifecycle.reports import Report
from lifecycle.reports.flows import FLOW_WORDS
from lifecycle.words import _

PICTURED = ("receptions", "hand_overs", "returns", "recycled")


def flows(report: Report) -> None:
    """What came in, went out, came back, was recycled."""
    st.html(draw.heading(_("What happened, month by month?"), "flows"))
    grams, things = _by_flow(report)
    days = report.filter
    months = draw.span_of(month for flow in grams.values() for month in flow)
    if days.first_day and days.last_day:
        months = draw.months_between(days.first_day.isoformat()[:7], days.last_day.isoformat()[:7])
    rows = [
        draw.Row(flow, _(FLOW_WORDS[flow]), draw.kilos(report.figure(flow).value), grams[flow]) for flow in PICTURED
    ]
    st.html(draw.note(_("Kilograms a month, all on one scale; the table below holds the same figures")))
    picture = draw.bars(rows, months, dark=st.context.theme.type == "dark")
    st.plotly_chart(picture, theme=None, config=dict(draw.PICTURE), key="flows-picture", width="stretch")
    with st.expander(_("The same as a table")):
        shown = [*PICTURED, *(flow for flow in FLOW_WORDS if flow not in PICTURED and grams[flow])]
        heads = [draw.Head(_("Month")), *(draw.Head(f"{_(FLOW_WORDS[flow])} (kg)", True) for flow in shown)]
        table = [
            (draw.month(month), *(draw.bare(grams[flow].get(month), "g", 1) for flow in shown)) for month in months
        ]
        st.html(draw.table(_("Flows by month, in kilograms"), heads, table, shown=False, wide=True))
        counts = [draw.Head(_("Month")), *(draw.Head(_(FLOW_WORDS[flow]), True) for flow in shown if things[flow])]
        rows_of_things = [
            (draw.month(month), *(draw.bare(things[flow].get(month), "things") for flow in shown if things[flow]))
            for month in months
        ]
        st.html(draw.table(_("Flows by month, in things"), counts, rows_of_things, wide=True))


def _by_flow(report: Report) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """Flow -> month -> grams, and the same in things."""
    grams: defaultdict[str, dict[str, int]] = defaultdict(dict)
    things: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in report.table("flows").records():
        flow, month = str(row["flow"]), str(row["month"])
        grams[flow][month] = int(row["grams"] or 0)
        if row["units"]:
            things[flow][month] = int(row["units"])
    return grams, things
