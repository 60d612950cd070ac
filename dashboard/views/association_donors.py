"""Donors and funders: what became of what one gave; what stands beside the grants of one."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, choose, keep, link
from dashboard.answers import Answers
from dashboard.opening import Asked, opening
from dashboard.papers import donor_paper
from dashboard.tell import donors as tell
from dashboard.views.association_funder import funder
from dashboard.views.footing import downloads, footing
from lifecycle.reports import Report
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page."""
    asked = opening(answers, _("What became of what each gave us?"), role="association")
    if asked is None:
        return
    given = answers.report("given", asked.filter)
    options = tell.donors(given, answers.names)
    reports: list[Report] = []
    if options:
        reports.append(_donor(answers, asked, options))
    else:
        then = _("A gift counts with its donor where its reception names the organisation that gave it.")
        way = draw.anchor(_("Register what arrives"), link("arrivees"))
        st.html(draw.notice(_("No organisation is named as the donor of anything over these days."), then, links=[way]))
    reports += funder(answers, asked)
    downloads(answers, _("donors"), *reports, given)
    footing(answers, given, asked.period, draw.definitions())


def _donor(answers: Answers, asked: Asked, options: dict[str, str]) -> Report:
    """One of those who gave: the sentence, where it is now, machine by machine."""
    code = asked_for("donor") if asked_for("donor") in options else next(iter(options))
    with st.container(key="lc-donor"):
        choose("donor", _("Donor"), options, code, write=lambda chosen: keep(donor=chosen))
    donated = answers.donated(asked.filter, code)
    st.html(draw.sentence(tell.sentence(donated, answers.names.get(code, code), asked.period.words)))
    parts, whole = tell.where(donated)
    st.html(draw.heading(_("Where is it now?"), "where"))
    st.html(draw.shares(parts, whole, _("Where what this donor gave is now, in mass")))
    st.html(draw.heading(_("Machine by machine"), "machines"))
    rows = tell.machines(donated, lambda code: link("equipement", device=code))
    caption = _("What it gave, and what became of it")
    st.html(draw.table(caption, tell.machine_heads(), rows[: draw.LISTED], shown=False))
    if len(rows) > draw.LISTED:
        with st.expander(_("All of it: {count} lines").format(count=draw.count_of(len(rows)))):
            st.html(draw.table(caption, tell.machine_heads(), rows[: draw.MOST_LISTED], shown=False))
            if len(rows) > draw.MOST_LISTED:
                st.html(draw.rest(len(rows), draw.MOST_LISTED))
    st.html(draw.notes(tell.notes(donated)))
    donor_paper(answers, asked.filter, code)
    return donated
