"""The life of one device: where it stands, and each fact that brought it there."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import choose_or_none, link
from dashboard.answers import answer, perimeter, standings
from lifecycle.reports import Filter, Report
from lifecycle.reports.devices import Standing
from lifecycle.words import _


def show() -> None:
    """Pick a device by its code; its life follows."""
    st.html(draw.heading(_("What became of one device?"), "device"))
    known = standings()
    options = {code: draw.named(one) for code, one in known.items()}
    code = choose_or_none("device", _("Code of the device"), options, _("Choose, or type a code"))
    if code is None:
        st.html(draw.note(_("The code is on the label of the device. Its life is told here, fact by fact.")))
    elif code not in known:
        what = _("{code} is not a device of this ledger.").format(code=code)
        st.html(draw.notice(what, _("Check the code on its label, or choose it in the list.")))
    else:
        _life(known[code], answer("device", Filter(device=code)))


def _life(one: Standing, report: Report) -> None:
    st.html(draw.terms(draw.standing(one)))
    names = {known.code: known.name for known in perimeter()}
    moments = [draw.moment(row, names) for row in report.table("timeline").records()]
    st.html(draw.timeline(moments, _("Its life: the newest fact first")))
    st.html(draw.notes(str(note) for note in report.notes))
    st.html(draw.note(draw.anchor(_("address of this device"), f"{link(device=one.device_id)}#device")))
