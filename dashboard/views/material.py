"""Material balance: what became of what was given?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.tell import material as tell
from dashboard.views.footing import downloads, footing
from dashboard.views.material_everything import everything
from dashboard.views.material_flows import flows
from dashboard.views.material_lines import balances, six_lines
from dashboard.views.material_todo import todo
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page: the auditor's."""
    asked = opening(answers, _("What became of what was given?"))
    if asked is None:
        return
    report = answers.report("material", asked.filter)
    st.html(draw.sentence(tell.sentence(report, asked.period.words)))
    before = answers.report("mass", asked.before) if asked.before else None
    st.html(draw.large(tell.figures(report, before)))
    flows(report)
    six_lines(report, answers.edition)
    balances(report)
    downloads(answers, _("material-balance"), report)
    everything(answers)
    todo(report, answers.names)
    footing(answers, report, asked.period, draw.definitions())
