"""Our fleet: do we meet the law's reuse rate, how many units are still needed, whom to ask for a proof?"""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.places import answered
from dashboard.tell import authority as tell
from dashboard.views.authority_fleet_parts import left_out, rates, unproven, ways
from dashboard.views.footing import downloads, footing
from lifecycle.reports import Filter, Report, Unanswerable
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("Do we meet the law's reuse rate?"), role="authority")
    if asked is None:
        return
    fleet = fleet_of(answers, asked.filter)
    if isinstance(fleet, Unanswerable):
        st.html(draw.notice(_("The rate cannot be told."), str(fleet)))
        return
    st.html(draw.sentence(tell.sentence(fleet)))
    if not asked.period.code.isdecimal():
        st.html(draw.note(_("The rate is of a whole civil year: the last one that the period holds or follows.")))
    now = this_year(answers, asked.filter)
    if isinstance(now, Report):
        st.html(draw.prose(tell.still_needed(now)))
    st.html(draw.large(tell.figures(fleet, answers.report("grants", asked.filter), asked.name)))
    rates(fleet)
    unproven(fleet, answers.names)
    ways(fleet)
    left_out(fleet)
    downloads(answers, _("fleet"), fleet)
    footing(answers, fleet, asked.period)


def fleet_of(answers: Answers, filter: Filter) -> Report | Unanswerable:
    """The rates of all years up to the last whole one of the period, or why there is none."""
    return answered(answers, "fleet", filter.model_copy(update={"first_day": None}))


def this_year(answers: Answers, filter: Filter) -> Report | Unanswerable:
    """The year that the last fact lies in or ends, as far as it is known: what is still to be directed to re-use."""
    assert answers.days is not None, "the opening has looked"
    year = (answers.days[1] + timedelta(1)).year
    return answered(
        answers, "fleet", filter.model_copy(update={"first_day": date(year, 1, 1), "last_day": date(year, 12, 31)})
    )
