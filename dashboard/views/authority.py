"""Local authority: do we meet the law's reuse rate, what is traced here, who does what, who funds what?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import Asked, opening
from dashboard.tell import authority as tell
from dashboard.views.authority_fleet import left_out, rates, unproven
from dashboard.views.authority_territory import actors, funding, territory
from dashboard.views.footing import downloads, footing
from lifecycle.reports import Filter, Report, Unanswerable
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("Do we meet the law's reuse rate?"), role="authority")
    if asked is None:
        return
    fleet = _fleet(answers, asked.filter)
    if isinstance(fleet, Report):
        st.html(draw.sentence(tell.sentence(fleet)))
        if not asked.period.code.isdecimal():
            st.html(draw.note(_("The rate is of a whole civil year: the last one that the period holds or follows.")))
        st.html(draw.large(tell.figures(fleet, answers.report("grants", asked.filter), asked.name)))
        rates(fleet)
        unproven(fleet, answers.names)
        left_out(fleet)
    else:
        st.html(draw.notice(_("The rate cannot be told."), str(fleet)))
    everybody = asked.filter.model_copy(update={"organisation": None})
    territory(answers.report("territory", everybody))
    actors(answers.report("actors", everybody), answers.names)
    funding(answers.report("grants", everybody), answers.names)
    _end(answers, asked, fleet if isinstance(fleet, Report) else None)


def _fleet(answers: Answers, filter: Filter) -> Report | Unanswerable:
    """The rates of all years up to the last whole one of the period, or why there is none."""
    try:
        return answers.report("fleet", filter.model_copy(update={"first_day": None}))
    except Unanswerable as why:
        return why


def _end(answers: Answers, asked: Asked, fleet: Report | None) -> None:
    names = ("territory", "actors", "grants")
    everybody = asked.filter.model_copy(update={"organisation": None})
    reports = [*([fleet] if fleet else []), *(answers.report(name, everybody) for name in names)]
    downloads(answers, _("local-authority"), *reports)
    footing(answers, reports[0], asked.period)
