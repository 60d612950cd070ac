"""Part of the page of donors and funders: one funder's grants beside what the association did."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, choose, keep
from dashboard.answers import Answers
from dashboard.opening import Asked
from dashboard.papers import funder_paper
from dashboard.tell import donors as tell
from lifecycle.reports import Report
from lifecycle.words import _


def funder(answers: Answers, asked: Asked) -> list[Report]:
    """Its grants, then devices, people, kilograms, emissions with their interval, euros for one device."""
    st.html(draw.heading(_("Who funds us, and what stands beside?"), "funders"))
    grants = answers.report("grants", asked.filter)
    options = tell.funders(grants, answers.names)
    if not options:
        st.html(draw.note(_("No grant to this organisation was agreed over these days.")))
        return [grants]
    code = asked_for("funder") if asked_for("funder") in options else next(iter(options))
    with st.container(key="lc-funder"):
        choose("funder", _("Funder"), options, code, write=lambda chosen: keep(funder=chosen))
    impact = answers.report("impact", asked.filter)
    organisation = asked.filter.organisation or ""
    st.html(draw.large(tell.beside(grants, impact, code, organisation)))
    st.html(draw.table(_("Its grants"), tell.grant_heads(), tell.grant_rows(grants, code)))
    caption = _("What the organisation put into use and had treated, in mass")
    st.html(draw.shares(tell.lines(grants, organisation), None, caption))
    st.html(draw.notes(tell.notes(grants)))
    funder_paper(answers, asked.filter, code)
    return [grants, impact]
