"""Recycler: does what came in equal what went out, is every disposal logged, which certificate is missing?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.tell import recycler as tell
from dashboard.views.footing import downloads, footing
from dashboard.views.material_todo import breaches, lots
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("Does what came in equal what went out?"), role="recycler")
    if asked is None:
        return
    found = tell.balance(answers.report("balances", asked.filter))
    before = tell.balance(answers.report("balances", asked.before)) if asked.before else None
    waiting = len(answers.report("awaiting", asked.filter).table("awaiting").rows)
    st.html(draw.sentence(tell.sentence(found, waiting, before, asked.period.words)))
    mass = answers.report("material", asked.filter)
    mass_before = answers.report("mass", asked.before) if asked.before else None
    st.html(draw.large(tell.figures(mass, mass_before, found)))
    st.html(draw.heading(_("From what came in to what went out, to the gram"), "ladder"))
    st.html(draw.ladder(tell.ladder(found), _("Balance of the operator, to the gram")))
    st.html(draw.heading(_("What became of what was certified?"), "fractions"))
    st.html(draw.shares(tell.certified(found), sum(found.fractions.values()), _("Certified fractions, in mass")))
    st.html(draw.heading(_("Which certificate is missing?"), "awaiting"))
    lots(mass, answers.names, own=True)
    st.html(draw.heading(_("What else is left to do?"), "todo"))
    breaches(mass)
    with st.expander(_("Authorisations: in force, lapsed, withdrawn")):
        actors = answers.report("actors", asked.filter)
        st.html(draw.authorisation_table(actors, answers.names))
    downloads(answers, _("recycler"), mass, answers.report("balances", asked.filter))
    footing(answers, mass, asked.period, draw.definitions())
