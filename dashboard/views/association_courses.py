"""Courses of an association: which were held, for how many people, and the form that tells of another."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.desk.course import ask_course
from dashboard.opening import opening
from dashboard.tell import courses as tell
from dashboard.views.footing import downloads, footing
from lifecycle.words import _

LISTED = 24


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("Which courses did we hold?"), role="association")
    if asked is None:
        return
    report = answers.report("courses", asked.filter)
    before = answers.report("courses", asked.before) if asked.before else None
    st.html(draw.sentence(tell.sentence(report, asked.period.words)))
    st.html(draw.large(tell.figures(report, before)))
    st.html(draw.heading(_("Tell of a course that was held"), "tell"))
    ask_course(answers, asked.filter.organisation or "")
    st.html(draw.heading(_("Courses of the period"), "courses"))
    if report.table("courses").rows:
        st.html(tell.courses_table(report, answers.names, LISTED))
    else:
        st.html(draw.note(_("None in this period. The form above records one; other periods are chosen at the top.")))
    downloads(answers, _("courses"), report)
    footing(answers, report, asked.period)
