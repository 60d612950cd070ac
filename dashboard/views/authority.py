"""Local authority, on one page: do we meet the law, what is traced for each inhabitant, who funds what?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.places import whole_of
from dashboard.tell import forecast, funding
from dashboard.views.authority_answers import further, law, traced_here
from dashboard.views.footing import downloads, footing
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page: three questions, each with its answer and the page that goes further."""
    asked = opening(answers, _("Do we meet the law, what is traced, who funds what?"), role="authority")
    if asked is None:
        return
    fleet = law(answers, asked)
    traced = traced_here(answers, asked)
    grants = answers.report("grants", whole_of(asked))
    st.html(draw.heading(_("Who funds what, with what result?"), "grants"))
    st.html(draw.sentence(funding.sentence(grants, asked.period.words)))
    st.html(draw.large(funding.figures(grants)))
    further(_("Grants, results, actors and authorisations"), "acteurs")
    st.html(draw.heading(_("What is going to come back as waste?"), "forecast"))
    ahead = answers.report("forecast", whole_of(asked))
    st.html(draw.prose(forecast.sentence(ahead)))
    further(_("Year by year, with its band"), "prevision")
    reports = [*([fleet] if fleet else []), traced, grants, ahead]
    downloads(answers, _("local-authority"), *reports)
    footing(answers, reports[0], asked.period)
