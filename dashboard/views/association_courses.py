"""Courses of an association: which were held, for how many people, and the form that tells of another."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.form import Words, form_of
from dashboard.opening import opening
from dashboard.tell import courses as tell
from dashboard.views.footing import downloads, footing
from lifecycle.events import TrainingHeld
from lifecycle.reports.courses import COURSES
from lifecycle.words import _

FIELDS = ("occurred_on", "course", "sessions", "minutes", "people", "price_cents", "funder", "funded_cents")
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
    _ask(answers, asked.filter.organisation or "")
    st.html(draw.heading(_("Courses of the period"), "courses"))
    if report.table("courses").rows:
        st.html(tell.courses_table(report, answers.names, LISTED))
    else:
        st.html(draw.note(_("None in this period. The form above records one; other periods are chosen at the top.")))
    downloads(answers, _("courses"), report)
    footing(answers, report, asked.period)


def _ask(answers: Answers, organisation: str) -> None:
    funders = {one.code: one.name for one in answers.organisations if {"funder", "authority"} & set(one.roles)}
    words = Words(
        submit=_("Record this course"),
        then=_("Its hours count in the figures above, where its day lies in the period shown."),
        labels={
            "course": _("Course"),
            "minutes": _("Length of one session"),
            "people": _("People present"),
            "price_cents": _("Price for a person"),
            "funder": _("Who paid the rest"),
        },
        hints={
            "minutes": _("In minutes, or as 1 h, 90 min."),
            "people": _("How many, over all sessions: nobody is named."),
        },
        options={"course": {code: _(label) for code, label in COURSES.items()}, "funder": funders},
        defaults={"sessions": "1"},
    )
    form_of(
        TrainingHeld,
        "course",
        fields=FIELDS,
        subject=f"organisation:{organisation}",
        acting=organisation,
        words=words,
    )
