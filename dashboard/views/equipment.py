"""One device by its code: where it stands, what it weighs, and each fact that brought it there."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from dashboard import draw
from dashboard.address import asked_for, code_of, link, position
from dashboard.answers import Answers
from dashboard.misread import misread
from dashboard.views.equipment_unknown import unknown
from dashboard.views.footing import downloads, footing
from lifecycle.reports import Filter, Report, Unanswerable
from lifecycle.words import _


def show(answers: Answers) -> None:
    """A code is asked for; a life follows, or the codes that it may mean."""
    st.html(draw.title(_("What became of this device?")))
    if strange := misread(answers.head.count):
        st.html(strange)
    code = code_of(_("Code of the device"), _("Scan or type a code"))
    if not code:
        st.html(draw.notice(_("The code is on the label of the device."), _("Its last four signs are enough.")))
        return
    ends = [known for known in answers.codes() if known.endswith(code)]
    code = ends[0] if len(ends) == 1 else code
    try:
        report = answers.report("device", Filter(device=code, as_of=position()))
    except (ValidationError, Unanswerable):  # no code at all, or none that the ledger knows at this position
        if (position() or 0) > answers.head.count:
            raise
        unknown(answers, code)
        return
    _life(answers, code, report)


def _life(answers: Answers, code: str, report: Report) -> None:
    now = answers.standing(code) if report.filter.as_of == answers.head.count else None
    st.html(draw.terms(draw.standing(now)) if now else draw.note(_("As it was known at this fact.")))
    moments = draw.moments(report.table("timeline").records(), answers.names)
    st.html(draw.timeline(moments, _("Its life: the newest fact first")))
    st.html(draw.heading(_("Its ledger"), "ledger"))
    ledger = link("explication", device=code, as_of=asked_for("as_of"))
    st.html(draw.note(_("Where each gram of it is and what weighed it, what its service avoids, what is not known:")))
    st.html(draw.notes_of_links([(_("Mass and emissions of {code}, down to the facts").format(code=code), ledger)]))
    downloads(answers, _("device"), report)
    footing(answers, report, None)
