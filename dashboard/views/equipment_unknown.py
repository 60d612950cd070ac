"""Part of the page of one device: a code that is none of a device known at this position."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from dashboard import draw
from dashboard.address import link, position
from dashboard.answers import Answers
from lifecycle.reports import Filter, Unanswerable
from lifecycle.words import _

OFFERED = 12
"""Codes offered for the signs that a person typed."""


def unknown(answers: Answers, code: str) -> None:
    """A device known later, a lot, or the codes that may be meant."""
    if code in answers.codes():
        what = _("{code} was not known yet at fact {n}.").format(code=code, n=draw.count_of(position() or 0))
        st.html(draw.notice(what, draw.anchor(_("See it as it is known now."), link(device=code, as_of=None))))
        return
    if _is_lot(answers, code):
        what = _("{code} is a lot, not a device.").format(code=code)
        then = _("lifecycle report lot --lot {code} tells its mass, step by step.").format(code=code)
        balance = draw.anchor(_("Lots that await proof, on the material balance"), link("matiere"))
        st.html(draw.notice(what, then, links=[balance]))
        return
    likely = [known for known in answers.codes() if code in known][:OFFERED]
    what = _("{code} is not a device of this ledger.").format(code=code)
    then = _("Codes that hold these signs:") if likely else _("Check the code on its label.")
    st.html(draw.notice(what, then, links=[draw.anchor(one, link(device=one)) for one in likely]))


def _is_lot(answers: Answers, code: str) -> bool:
    try:
        return bool(answers.report("lot", Filter(lot=code, as_of=position())))
    except (ValidationError, Unanswerable):  # no code at all, or none of a lot
        return False
