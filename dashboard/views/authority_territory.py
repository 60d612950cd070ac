"""Parts of the local authority's page: what is traced by commune, who does what, who funds what."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import draw
from dashboard.tell import authority as tell
from lifecycle.reports import Report
from lifecycle.words import _

MEASURES = (("collected_per_1000", ""), ("served_per_1000", "reused"))
"""Column of the report, and the line in whose colour it is drawn."""
COLUMNS = ("name", "population", "collected_g", "collected_per_1000", "served_g", "served_units", "served_per_1000")


def territory(report: Report) -> None:
    """What is traced by commune, for its inhabitants: where things come from, and where people were equipped."""
    st.html(draw.heading(_("What is traced on the territory?"), "territory"))
    st.html(draw.note(tell.traced(report)))
    tabs = st.tabs([_("Where from"), _("Where used")])
    for tab, (measure, line) in zip(tabs, MEASURES, strict=True):
        with tab:
            st.html(draw.note(_("Kilograms for 1,000 inhabitants; the table below holds the same figures")))
            parts = tell.by_commune(report, measure, line)
            st.html(draw.shares(parts, None, _("Kilograms for 1,000 inhabitants, by commune")))
    with st.expander(_("The same as a table, commune by commune")):
        for table in ("communes", "groupings", "departments"):
            st.html(draw.report_table(report.table(table), only=COLUMNS))
    st.html(draw.notes(str(note) for note in report.notes))


def actors(report: Report, names: Mapping[str, str]) -> None:
    """Who does what: those who did something, and who may treat."""
    st.html(draw.heading(_("Who does what?"), "actors"))
    only = ("organisation", "roles", "received_units", "handed_over_units", "accepted_g", "treated_g", "trained")
    st.html(draw.report_table(report.table("actors"), only=only, names=names))
    with st.expander(_("Who gave what?")):
        given, title = ("organisation", "roles", "gave_g", "gave_units"), _("What each organisation gave")
        st.html(draw.report_table(report.table("actors"), caption=title, only=given, names=names))
    with st.expander(_("Authorisations: in force, lapsed, withdrawn")):
        st.html(draw.authorisation_table(report, names))


def funding(report: Report, names: Mapping[str, str]) -> None:
    """Who funds what, beside what those who were funded did."""
    st.html(draw.heading(_("Who funds what, with what result?"), "grants"))
    st.html(draw.report_table(report.table("by_purpose"), names=names))
    only = ("organisation", "all_grants", "training", "contributions", "handed_over", "people", "trained", "reused_g")
    st.html(draw.report_table(report.table("results"), only=only, names=names))
    st.html(draw.notes(str(note) for note in report.notes))
