"""What is coming: what should come back as waste in ten years, and what does that rest on?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import opening
from dashboard.places import whole_of
from dashboard.tell import forecast as tell
from dashboard.views.footing import downloads, footing
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("What is going to come back as waste?"), role="authority")
    if asked is None:
        return
    report = answers.report("forecast", whole_of(asked))
    st.html(draw.sentence(tell.sentence(report)))
    st.html(draw.large(tell.figures(report)))
    if report.figure("at_risk").value:
        st.html(draw.heading(_("How much, year by year?"), "years"))
        for unit, caption in (
            ("things", _("Things expected to become waste; the whisker goes from P5 to P95")),
            ("g", _("The same in kilograms")),
        ):
            st.html(draw.note(caption))
            picture = draw.outlook(tell.years(report, unit), unit, dark=st.context.theme.type == "dark")
            key, alt = f"outlook-{unit}", tell.sentence(report)
            st.plotly_chart(picture, theme=None, config=dict(draw.PICTURE), key=key, width="stretch", alt=alt)
        st.html(draw.report_table(report.table("by_year")))
        st.html(draw.heading(_("What does it rest on?"), "categories"))
        st.html(draw.report_table(report.table("by_category")))
    st.html(draw.notes(str(note) for note in report.notes))
    downloads(answers, _("forecast"), report)
    footing(answers, report, asked.period)
