"""Part of the association's page: its figures beside those of the year before, on the same perimeter."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.opening import Asked
from dashboard.tell import years as tell
from lifecycle.reports import Filter
from lifecycle.words import _


def years(answers: Answers, asked: Asked) -> None:
    """One table; nothing where the ledger does not hold the year before as a whole."""
    if asked.before is None:
        return
    st.html(draw.heading(_("From one year to the next"), "years"))
    st.html(draw.note(_("The same organisation, the same days of the year before, the same values.")))
    heads = [
        draw.Head(_("Figure")),
        draw.Head(asked.period.words, True),
        draw.Head(_("A year before"), True),
        draw.Head(_("Change"), True),
    ]
    rows = tell.rows(_told(answers, asked.filter), _told(answers, asked.before))
    st.html(draw.table(_("This period and the year before"), heads, rows, shown=False))


def _told(answers: Answers, filter: Filter) -> tell.Told:
    return tell.Told(*(answers.report(name, filter) for name in ("given", "mass", "people", "results", "impact")))
