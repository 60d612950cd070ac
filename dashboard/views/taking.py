"""The figures of a page as one file, made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from datetime import date
from functools import partial

import streamlit as st

from dashboard import draw
from dashboard.address import frozen
from dashboard.answers import Answers
from lifecycle.reports import Filter, Report
from lifecycle.reports.exports import TOGETHER, Given
from lifecycle.words import N_, _

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "parquet": "application/zip",
    "html": "application/octet-stream",  # the gate lets no page but ours through: a file is only taken away
    "md": "text/markdown",
}
ENDING = {"csv": "csv.zip", "parquet": "parquet.zip"}
WORDS = {
    "xlsx": N_("Workbook (Excel, LibreOffice)"),
    "csv": N_("Tables (CSV, zipped)"),
    "parquet": N_("For programs (Parquet, zipped)"),
}
"""Format -> what it is for, in the order in which people want it."""


def downloads(answers: Answers, name: str, *reports: Report) -> None:
    """Exactly this, as one file, from the reports that the page has drawn; it is made when somebody asks for it."""
    st.html(draw.heading(_("Take these figures away"), "files"))
    given = Given(frozen(reports[0].filter, answers.edition), date.today())
    with st.container(key="lc-take", horizontal=True):
        for format, words in WORDS.items():
            st.download_button(
                _(words),
                later(partial(TOGETHER[format], reports, given)),
                file_name=f"{_name(name, reports[0].filter)}.{ENDING.get(format, format)}",
                mime=MIME[format],
                key=f"download-{format}",
                on_click="ignore",
            )
    st.html(draw.note(_("Each file says what its columns are, the method, the edition, the position and the address.")))


def later(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What makes a file when it is asked for: in another thread, but in the language of whoever sees the button."""
    spoken = copy_context()
    return lambda: spoken.copy().run(make)


def _name(name: str, filter: Filter) -> str:
    days = "_".join(str(day) for day in (filter.first_day, filter.last_day) if day)
    return "-".join(part for part in (name, days, filter.organisation, filter.device) if part)
