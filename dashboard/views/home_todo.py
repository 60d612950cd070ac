"""Part of the home page: what waits, sort by sort, the oldest first."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import day_asked, link
from dashboard.answers import Answers
from dashboard.opening import Asked
from dashboard.tell import todo as tell
from lifecycle.words import _


def todo(answers: Answers, asked: Asked) -> None:
    """Told as the ledger stands now: what waited at an earlier position waits for nobody any more."""
    if asked.filter.as_of != answers.head.count:
        st.html(draw.note(_("What waits is told of now only, not as it was known at an earlier fact.")))
        return
    code, on = asked.filter.organisation, day_asked()
    groups = answers.todo(on, code)
    if not groups:
        st.html(draw.sentence(_("Nothing waits.")))
        return
    st.html(draw.sentence(tell.sentence(groups, on, asked.name)))
    st.html(draw.waiting(tell.waits(groups, on, answers.names, several=code is None, link=link)))
