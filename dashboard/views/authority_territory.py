"""The territory: what is traced here, for each inhabitant, where it comes from and where people were equipped?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.places import choose_level, choose_place, choose_public, choose_view
from dashboard.tell import territory as tell
from dashboard.views.authority_map import picture
from dashboard.views.footing import downloads, footing
from lifecycle.reports import Report
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("What is traced on the territory?"), role="authority")
    if asked is None:
        return
    with st.container(key="lc-place", horizontal=True):
        place = choose_place(answers, asked)
        view, level, public = choose_view(), choose_level(place), choose_public()
    report = answers.report("territory_public" if public else "territory", place.filter)
    st.html(draw.sentence(tell.sentence(report, view, place.words, asked.period.words)))
    st.html(draw.large(tell.figures(report)))
    picture(report, place, view, level)
    only = tell.columns(view)
    st.html(draw.report_table(tell.shown(report.table(level), view), only=only))
    st.html(draw.notes(tell.masked(report, level, view)))
    st.html(draw.heading(_("Which equipment?"), "categories"))
    st.html(draw.report_table(tell.shown(report.table("weee_categories"), view), only=only))
    _beside(report)
    downloads(answers, _("territory"), report)
    footing(answers, report, asked.period)


def _beside(report: Report) -> None:
    """Beside the country, on the same perimeter only."""
    found = next((table for table in report.tables if table.id == "national" and table.rows), None)
    if found is not None:
        st.html(draw.heading(_("And in the country?"), "national"))
        st.html(draw.report_table(found))
        st.html(draw.note(_("The mean counts all that is collected in the country; this ledger what it traces.")))
