"""Local authority: do we meet the law's reuse rate, what is traced here, who does what, who funds what?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.tell import authority as tell
from dashboard.tell import material
from dashboard.views.footing import downloads, footing
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("Do we meet the law's reuse rate, and what is traced here?"), role="authority")
    if asked is None:
        return
    whole = asked.filter.model_copy(update={"organisation": None})
    mass = answers.report("material", whole)
    st.html(draw.sentence(material.sentence(mass, asked.period.words)))
    st.html(draw.large(tell.figures(mass, None)))
    downloads(answers, _("local-authority"), mass)
    footing(answers, mass, asked.period, draw.definitions())
