"""Local authority, on one page: do we meet the law, what is traced for each inhabitant, who funds what?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.opening import Asked, opening
from dashboard.places import place_of, whole_of
from dashboard.tell import authority as tell
from dashboard.tell import forecast, funding, territory
from dashboard.views.authority_fleet import fleet_of
from dashboard.views.footing import downloads, footing
from lifecycle.reports import Report, Unanswerable
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page: three questions, each with its answer and the page that goes further."""
    asked = opening(answers, _("Do we meet the law, what is traced, who funds what?"), role="authority")
    if asked is None:
        return
    fleet = _law(answers, asked)
    traced = _traced(answers, asked)
    grants = answers.report("grants", whole_of(asked))
    st.html(draw.heading(_("Who funds what, with what result?"), "grants"))
    st.html(draw.sentence(funding.sentence(grants, asked.period.words)))
    st.html(draw.large(funding.figures(grants)))
    _further(_("Grants, results, actors and authorisations"), "acteurs")
    st.html(draw.heading(_("What is going to come back as waste?"), "forecast"))
    ahead = answers.report("forecast", whole_of(asked))
    st.html(draw.prose(forecast.sentence(ahead)))
    _further(_("Year by year, with its band"), "prevision")
    reports = [*([fleet] if fleet else []), traced, grants, ahead]
    downloads(answers, _("local-authority"), *reports)
    footing(answers, reports[0], asked.period)


def _law(answers: Answers, asked: Asked) -> Report | None:
    st.html(draw.heading(_("Do we meet the law's reuse rate?"), "law"))
    fleet = fleet_of(answers, asked.filter)
    if isinstance(fleet, Unanswerable):
        st.html(draw.notice(_("The rate cannot be told."), str(fleet)))
        return None
    st.html(draw.sentence(tell.sentence(fleet)))
    st.html(draw.large(tell.figures(fleet, answers.report("grants", asked.filter), asked.name)))
    _further(_("Year by year against the target, and whom to ask for a proof"), "parc")
    return fleet


def _traced(answers: Answers, asked: Asked) -> Report:
    st.html(draw.heading(_("What is traced for each inhabitant?"), "territory"))
    place = place_of(answers, asked)
    traced = answers.report("territory", place.filter)
    st.html(draw.sentence(territory.sentence(traced, "origin", place.words, asked.period.words)))
    st.html(draw.large(territory.figures(traced)))
    _further(_("Map and table, by commune, grouping or department"), "territoire")
    return traced


def _further(words: str, path: str) -> None:
    st.html(draw.note(draw.anchor(words, link(path))))
