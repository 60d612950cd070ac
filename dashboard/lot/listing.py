"""The lots of one state, as a table."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.draw import lots as drawn
from dashboard.tell import lots as tell
from dashboard.writing import today
from lifecycle.reports.lots import LOT_STATES, LotStanding
from lifecycle.words import _

LISTED = 25


def section(state: str, lots: list[LotStanding], answers: Answers) -> None:
    """What each waits for, the oldest first; of those that ended, the newest."""
    words = _(LOT_STATES[state])
    st.html(draw.heading(words, state))
    newest_first = lots[::-1] if state in {"certified", "elsewhere"} else lots
    rows = tell.lot_rows(newest_first, answers.names, today(), partial(_address, "lots"))
    ends = _("Certificates") if state == "certified" else _("What it waits for")
    st.html(drawn.lot_board(words, rows, waits=ends, listed=LISTED))


def _address(page: str, code: str) -> str:
    return link(page, lot=code)
