"""Home: what waits, then three doors, one for each reader, each with the figure that says what is behind it."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.tell import home as tell
from dashboard.views.home_todo import todo
from lifecycle.reports import Filter, Report, Unanswerable
from lifecycle.words import _


def show(answers: Answers) -> None:
    """What waits, the doors, then the ways past them: one device, and the material balance."""
    asked = opening(answers, _("What waits today?"))
    if asked is None:
        return
    todo(answers, asked)
    st.html(draw.heading(_("What do you want to know?"), "doors"))
    report = answers.report("material", asked.filter)
    st.html(draw.doors(tell.doors(report, _fleet(answers, asked.filter), answers.names, asked.period, link)))
    st.html(draw.heading(_("Or else"), "else"))
    st.html(
        draw.notes_of_links(
            [
                (_("What became of one device, by the code on its label"), link("equipement")),
                (_("The whole material balance, to the gram, as an auditor reads it"), link("matiere")),
                (_("How figures are made: formulas, values, sources, limits"), link("methode")),
            ]
        )
    )
    position = _("Ledger {ledger}, fact {n}").format(ledger=report.ledger_id, n=draw.count_of(report.filter.as_of or 0))
    st.html(draw.note(position))


def _fleet(answers: Answers, filter: Filter) -> Report | None:
    """The rate of the local authority that is asked about, or of each; none where nobody told of a fleet."""
    authorities = {one.code for one in answers.organisations if "authority" in one.roles}
    one = filter.organisation if filter.organisation in authorities else None
    try:
        return answers.report("fleet", filter.model_copy(update={"first_day": None, "organisation": one}))
    except Unanswerable:
        return None
