"""Part of the association's page: emissions avoided, with their interval, what they rest on and what stands beside."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, choose, keep, method
from dashboard.answers import Answers
from dashboard.tell import impact as tell
from dashboard.tell import methods as others
from lifecycle.reports import Report
from lifecycle.words import _


def impact(answers: Answers, report: Report) -> None:
    """What the service rendered avoided: sentence, bars with intervals, coverage, equivalences, the same as tables."""
    st.html(draw.heading(_("What have we avoided?"), "impact"))
    st.html(draw.prose(tell.sentence(report)))
    if report.figure("avoided").coverage.counted:
        spans = tell.spans(report, lambda words, id: draw.opens(words, words, draw.opening(report, id)))
        caption = _("Emissions avoided, and what they are made of")
        st.html(draw.intervals(spans, caption))
        with st.expander(_("The same as a table")):
            st.html(draw.interval_table(spans, caption))
    st.html(draw.notes([*tell.equivalences(report), *tell.beside(report), *tell.coverage(report)]))
    with st.expander(_("By category, and what drives the interval")):
        for name in ("by_category", "left_out", "drivers", "answers"):
            st.html(draw.report_table(report.table(name)))
        st.html(draw.notes(str(note) for note in report.notes))
    _beside(answers, report)
    st.html(draw.note(method(_("How avoided emissions are estimated"), report.figure("avoided").edition, "question")))


def _beside(answers: Answers, ours: Report) -> None:
    """What another named method says of the very same hand-overs: beside ours, never added to it."""
    options = others.options()
    asked = asked_for("method")
    chosen = asked if asked in options else ""
    with st.container(key="lc-method"):
        label = _("Beside our figure, that of another method")
        choose("method", label, options, chosen, write=lambda id: keep(method=id))
    if not chosen:
        return
    told = answers.by_method(ours.filter, chosen)
    heads = [draw.Head(_("What it says")), draw.Head(_("Amount"), True)]
    st.html(draw.table(others.caption(chosen), heads, others.rows(told)))
    st.html(draw.notes(others.notes(told)))
    if told.table("left_out").rows:
        with st.expander(_("What this method does not answer")):
            st.html(draw.report_table(told.table("left_out")))
