"""Who does what, who funds what, with what result, and where is nobody equipped?"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.places import choose_place, whole_of
from dashboard.tell import funding as tell
from dashboard.tell import territory
from dashboard.views.footing import downloads, footing
from lifecycle.reports import Report
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("Who does what, who funds what, with what result?"), role="authority")
    if asked is None:
        return
    grants, whole = answers.report("grants", whole_of(asked)), whole_of(asked)
    st.html(draw.sentence(tell.sentence(grants, asked.period.words)))
    st.html(draw.large(tell.figures(grants)))
    _funding(grants, answers.names)
    actors = answers.report("actors", whole)
    _actors(actors, answers.names)
    st.html(draw.heading(_("Where is nobody equipped?"), "gaps"))
    with st.container(key="lc-place", horizontal=True):
        place = choose_place(answers, asked)
    traced = answers.report("territory", place.filter)
    st.html(draw.note(territory.without_hand_over(traced)))
    for table in traced.tables:
        if table.id == "without_hand_over" and table.rows:
            st.html(draw.report_table(table, listed=draw.LISTED))
    downloads(answers, _("actors"), grants, actors, traced)
    footing(answers, grants, asked.period)


def _funding(grants: Report, names: Mapping[str, str]) -> None:
    """Grants by funder and purpose, then each beneficiary: euros beside devices, people and kilograms."""
    st.html(draw.heading(_("Who funds what, with what result?"), "grants"))
    st.html(draw.report_table(grants.table("by_purpose"), names=names))
    st.html(draw.table(_("Grants beside what their beneficiaries did"), tell.heads(), tell.rows(grants, names)))
    st.html(draw.notes(str(note) for note in grants.notes))


def _actors(actors: Report, names: Mapping[str, str]) -> None:
    """What each organisation did, what it may do, what it gave."""
    st.html(draw.heading(_("Who does what?"), "actors"))
    only = ("organisation", "roles", "received_units", "handed_over_units", "accepted_g", "treated_g", "trained")
    st.html(draw.report_table(actors.table("actors"), only=only, names=names))
    st.html(draw.heading(_("Who may do what?"), "deeds"))
    st.html(draw.authorisation_table(actors, names))
    with st.expander(_("Who gave what?")):
        given, title = ("organisation", "roles", "gave_g", "gave_units"), _("What each organisation gave")
        st.html(draw.report_table(actors.table("actors"), caption=title, only=given, names=names))
