"""Parts of the authority's first page: the law and the territory in a sentence and figures, and where to read on."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.opening import Asked
from dashboard.places import place_of
from dashboard.tell import authority as tell
from dashboard.tell import territory
from dashboard.views.authority_fleet import fleet_of
from lifecycle.reports import Report, Unanswerable
from lifecycle.words import _


def law(answers: Answers, asked: Asked) -> Report | None:
    """The rate of the law, or why there is none."""
    st.html(draw.heading(_("Do we meet the law's reuse rate?"), "law"))
    fleet = fleet_of(answers, asked.filter)
    if isinstance(fleet, Unanswerable):
        st.html(draw.notice(_("The rate cannot be told."), str(fleet)))
        return None
    st.html(draw.sentence(tell.sentence(fleet)))
    st.html(draw.large(tell.figures(fleet, answers.report("grants", asked.filter), asked.name)))
    further(_("Year by year against the target, and whom to ask for a proof"), "parc")
    return fleet


def traced_here(answers: Answers, asked: Asked) -> Report:
    """What is traced of the authority's territory, for its inhabitants."""
    st.html(draw.heading(_("What is traced for each inhabitant?"), "territory"))
    place = place_of(answers, asked)
    traced = answers.report("territory", place.filter)
    st.html(draw.sentence(territory.sentence(traced, "origin", place.words, asked.period.words)))
    st.html(draw.large(territory.figures(traced)))
    further(_("Map and table, by commune, grouping or department"), "territoire")
    return traced


def further(words: str, path: str) -> None:
    """The page that goes further."""
    st.html(draw.note(draw.anchor(words, link(path))))
