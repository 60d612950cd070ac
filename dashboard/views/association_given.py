"""Parts of the association's page: what was given as a table, what can be claimed, hand-overs and returns by month."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.tell import association as tell
from dashboard.views.material_flows import by_flow, months_of
from lifecycle.reports import Report
from lifecycle.words import _


def given_table(given: Report) -> None:
    """The same as the picture, to the gram, place by place."""
    with st.expander(_("The same as a table")):
        st.html(draw.report_table(given.table("where")))


def claims(mass: Report) -> None:
    """What is true of how many hand-overs, and why not of the others."""
    st.html(draw.heading(_("What can we honestly claim?"), "claims"))
    heads = [
        draw.Head(_("Claim")),
        draw.Head(_("True of"), True),
        draw.Head(_("Out of"), True),
        draw.Head(_("Why not of the others")),
    ]
    st.html(draw.table(_("Claims, in things"), heads, tell.claims(mass, mass)))
    st.html(draw.note(tell.weighed(mass)))


def months(mass: Report) -> None:
    """Hand-overs and returns, month by month, in things."""
    st.html(draw.heading(_("Hand-overs and returns, month by month"), "months"))
    _grams, things = by_flow(mass)
    months = months_of(mass)
    rows = [
        draw.Row(flow, words, draw.count_of(mass.figure(f"{flow}_units").value), things.get(flow, {}), "things")
        for flow, words in (("hand_overs", _("Handed over")), ("returns", _("Come back")))
    ]
    picture = draw.bars(rows, months, dark=st.context.theme.type == "dark")
    st.plotly_chart(picture, theme=None, config=dict(draw.PICTURE), key="months-picture", width="stretch")
    with st.expander(_("The same by month, as a table")):
        heads = [draw.Head(_("Month")), *(draw.Head(row.words, True) for row in rows)]
        table = [(draw.month(one), *(draw.bare(row.values.get(one), "things") for row in rows)) for one in months]
        st.html(draw.table(_("Things by month"), heads, table, shown=False))
