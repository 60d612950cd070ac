"""One device as anybody may see it: no serial number, no person, no name of an organisation, no day."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from dashboard import draw
from dashboard.address import asked_for, link
from dashboard.answers import Answers
from dashboard.tell import public as tell
from lifecycle import reference
from lifecycle.reports import Filter, Unanswerable
from lifecycle.reports.public_device import public_life
from lifecycle.words import _


def public(answers: Answers) -> None:
    """The whole code is needed here: nobody shall find devices by trying a few signs."""
    st.html(draw.title(_("What became of this device?")))
    code = asked_for("device").strip().upper()
    now = answers.standing(code) if code in answers.codes() else None
    try:
        report = answers.report("device", Filter(device=code)) if now else None
    except (ValidationError, Unanswerable):  # its facts were all corrected away
        report = None
    if now is None or report is None:
        st.html(draw.notice(_("No device bears this code here."), _("Check the code on its label.")))
        return
    life = public_life(report, now, reference.load(answers.edition))
    st.html(draw.sentence(tell.outcome(life)))
    st.html(draw.terms([(_("Device"), code), *tell.terms(life)]))
    st.html(draw.heading(_("Its life, by month"), "life"))
    st.html(draw.timeline(tell.moments(life), _("Its life: the newest step first")))
    shown = _("Shown to anybody: no serial number, no person, no name of an organisation, no place, no day.")
    st.html(draw.note(shown))
    position = _("Ledger {ledger}, fact {n}").format(ledger=report.ledger_id, n=draw.count_of(answers.head.count))
    st.html(draw.note(position))
    st.html(
        draw.note(draw.anchor(_("The whole life, for those who keep this ledger"), link("equipement", device=code)))
    )
