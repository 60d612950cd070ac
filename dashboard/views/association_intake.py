"""Arrivals: labels first, details later."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.desk import desk
from dashboard.desk.arriving import KEY, arriving
from dashboard.desk.weighing import weighing
from dashboard.form.outcome import last
from dashboard.papers import label_papers
from dashboard.tell import arriving as tell
from dashboard.tell.coded import categories
from dashboard.views.association_intake_files import machine_files
from lifecycle.intake.live import Recorded
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    at = desk(answers, _("What has arrived?"))
    if at is None:
        return
    st.html(draw.sentence(tell.sentence(answers.board(at.acting))))
    arriving(answers, at)
    _labels()
    st.html(draw.heading(_("Read the machines"), "files"))
    machine_files(at)
    st.html(draw.heading(_("Weigh a stack"), "weighing"))
    weighing(at)
    st.html(draw.heading(_("And then?"), "then"))
    st.html(draw.notes_of_links([(_("Sort, wipe, repair: the workshop"), link("atelier"))]))


def _labels() -> None:
    """The labels of the form that was sent last."""
    sent = last(KEY)
    if sent is None or not isinstance(sent.outcome, Recorded):
        return
    rows = tell.labels(sent.outcome.facts, categories())
    if rows:
        st.html(draw.table(_("New labels"), [draw.Head(_("Code")), draw.Head(_("Category"))], rows))
        label_papers([code for code, _category in rows])
