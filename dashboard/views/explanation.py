"""Where does this figure come from? A figure of a report, or one device, taken apart down to the facts."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, link
from dashboard.answers import Answers
from dashboard.misread import misread
from dashboard.views.explanation_asked import Asked, address_of, asked, perimeter
from dashboard.views.explanation_device import device_ledgers, file
from dashboard.views.footing import footing
from lifecycle.reports.explaining import Explained
from lifecycle.reports.measures import measure
from lifecycle.words import _, say


def show(answers: Answers) -> None:
    """The figure that the address names, or the device; without either, where to find one."""
    report, figure, device = asked_for("report"), asked_for("figure"), asked_for("device")
    of_device = _("What do we know of this device, to the gram?")
    st.html(draw.title(of_device if device and not report else _("Where does this figure come from?")))
    if strange := misread(answers.head.count):
        st.html(strange)
    question = asked()
    if question is None:
        what = _("A part of this address was not understood.")
        st.html(draw.notice(what, _("Open the figure again from the page that shows it."), "alert"))
    elif report and figure:
        _figure(answers.explained(report, figure, question.filter), answers, question)
    elif device:
        device_ledgers(answers.explained_device(question.filter), answers)
    else:
        way = draw.anchor(_("The material balance, to the gram"), link("matiere"))
        st.html(draw.notice(_("Every figure of these pages opens by its value."), _("For instance:"), links=[way]))


def _figure(told: Explained, answers: Answers, asked: Asked) -> None:
    st.html(perimeter(told.report, asked.period, answers))
    st.html(draw.sentence(str(say("{label}: {value}", label=told.figure.label, value=measure(told.term.quantity)))))
    st.html(draw.note(_("Each line follows from those below it, down to values with their source and to facts.")))
    st.html(draw.tree(told.term, address_of))
    file(told, f"{told.report.name}.{told.figure.id}")
    footing(answers, told.report, asked.period)
