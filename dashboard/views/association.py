"""Association: what have we done with what we were given, and what can we honestly claim?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.papers import impact_papers
from dashboard.tell import association as tell
from dashboard.tell import years as tell_years
from dashboard.views.association_flow import flow
from dashboard.views.association_given import claims, given_table, months
from dashboard.views.association_impact import impact
from dashboard.views.association_years import years
from dashboard.views.footing import downloads, footing
from dashboard.views.material_todo import breaches
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("What have we done with what we were given?"), role="association")
    if asked is None:
        return
    given = answers.report("given", asked.filter)
    # The answer first: the year before costs as much again, and is put into its sentence once it is known.
    with st.container(key="lc-growing"):
        answer = st.empty()
    answer.html(draw.sentence(tell.sentence(given, None, asked.period.words)))
    given_before = answers.report("given", asked.before) if asked.before else None
    answer.html(draw.sentence(tell.sentence(given, given_before, asked.period.words)))
    mass = answers.report("material", asked.filter)
    mass_before = answers.report("mass", asked.before) if asked.before else None
    st.html(draw.large(tell.figures(given, mass, given_before, mass_before)))
    people = answers.report("people", asked.filter)
    people_before = answers.report("people", asked.before) if asked.before else None
    st.html(draw.large(tell_years.people(people, people_before)))
    st.html(draw.heading(_("Where is what we were given?"), "where"))
    received = given.figure("received").value
    st.html(draw.shares(tell.where(given), received, _("Where what was given is, in mass")))
    given_table(given)
    flow(given)
    claims(mass)
    months(mass)
    avoided = answers.report("impact", asked.filter)
    impact(answers, avoided)
    years(answers, asked)
    st.html(draw.heading(_("What is left to do?"), "todo"))
    st.html(draw.notes(tell.todo(given, mass)))
    breaches(mass)
    impact_papers(answers, asked.filter)
    downloads(answers, _("given"), given, mass, people, avoided)
    footing(answers, given, asked.period, draw.definitions())
