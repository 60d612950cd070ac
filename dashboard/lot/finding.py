"""Finding a lot: by its code, or for a device that is to go into one."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, keep, link
from lifecycle.reports.lots import LotStanding
from lifecycle.words import _


def find() -> None:
    """A field for the code of a lot."""
    key = "lot-code"
    st.text_input(
        _("Code of a lot"),
        key=key,
        placeholder=_("Scan or type a code"),
        on_change=lambda: keep(lot=st.session_state[key].strip().upper()),
    )


def goes_into(standings: list[LotStanding]) -> None:
    """Where a device is on its way into a lot, the lots that are open for it."""
    device = asked_for("device").strip().upper()
    opened = [one.code for one in standings if one.state == "opened"]
    if device:
        ways = [draw.anchor(code, link("lots", lot=code, device=device)) for code in opened]
        then = _("Choose the lot that it goes into:") if ways else _("No lot is open: open one, then put it in.")
        st.html(draw.notice(_("{code} is to go into a lot.").format(code=device), then, links=ways))
