"""Parts of the local authority's page: what is traced by commune, who does what, who funds what."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import draw
from lifecycle.reports import Report
from lifecycle.words import _


def actors(report: Report, names: Mapping[str, str]) -> None:
    """Who does what: those who did something, and who may treat."""
    st.html(draw.heading(_("Who does what?"), "actors"))
    only = ("organisation", "roles", "received_units", "handed_over_units", "accepted_g", "treated_g", "trained")
    st.html(draw.report_table(report.table("actors"), only=only, names=names))
    with st.expander(_("Who gave what?")):
        given = ("organisation", "roles", "gave_g", "gave_units")
        st.html(draw.report_table(report.table("actors"), only=given, names=names))
    with st.expander(_("Authorisations: in force, lapsed, withdrawn")):
        shown = ("organisation", "activity", "reference", "status", "valid_from", "ended")
        st.html(draw.report_table(report.table("authorisations"), only=shown, names=names))


def funding(report: Report, names: Mapping[str, str]) -> None:
    """Who funds what, beside what those who were funded did."""
    st.html(draw.heading(_("Who funds what, with what result?"), "grants"))
    st.html(draw.report_table(report.table("by_purpose"), names=names))
    only = ("organisation", "all_grants", "training", "contributions", "handed_over", "people", "trained", "reused_g")
    st.html(draw.report_table(report.table("results"), only=only, names=names))
    st.html(draw.notes(str(note) for note in report.notes))
