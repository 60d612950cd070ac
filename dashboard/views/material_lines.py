"""The six lines, and where the rest is."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import method
from lifecycle.reports import Report
from lifecycle.words import _


def six_lines(report: Report, edition: str) -> None:
    """Where the matter went, one line a destination, never added up."""
    st.html(draw.heading(_("Where did the matter go?"), "lines"))
    st.html(draw.line_table(report))
    st.html(draw.note(_("Changes say where the matter is: periods add up. The lines are never added to each other.")))
    st.html(draw.note(method(_("How each line is counted"), edition, "mass")))


def balances(report: Report) -> None:
    """What is held at the opening and at the close."""
    st.html(draw.heading(_("Where is the rest?"), "balances"))
    st.html(draw.balance_table(report))
    if averages := draw.average_lines(report):
        st.html(draw.notes(averages))
