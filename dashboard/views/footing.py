"""How every page ends: what the figures rest on, and the figures as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import copy_context
from datetime import date
from functools import partial

import streamlit as st

from dashboard import draw
from dashboard.address import frozen, method, permalink
from dashboard.answers import Answers
from dashboard.period import Period
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
    """Exactly this, as one file: every report that the page rests on, with its dictionary and its address.

    A file is made when somebody asks for it, from the reports that the page has already drawn.
    """
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


def footing(
    answers: Answers, report: Report, period: Period | None, definitions: Sequence[tuple[str, str]] = ()
) -> None:
    """Definitions, sources, edition, position in the ledger, and an address that never changes its figures."""
    st.html(draw.heading(_("What does this rest on?"), "basis"))
    with st.expander(_("How it is computed")):
        st.html(draw.terms(definitions))
        st.html(draw.notes(str(note) for note in report.notes))
        st.html(draw.terms(draw.sources(report, answers.edition)))
    st.html(draw.note(method(_("Method: formulas, values in force, sources, limits"), answers.edition)))
    n = report.filter.as_of or 0
    lasting = draw.anchor(_("address of these very figures"), permalink(report.filter, period, answers.edition))
    terms = [(_("Ledger"), report.ledger_id), (_("Position"), _("fact {n}").format(n=draw.count_of(n)))]
    terms += [(_("Hash"), answers.hash_at(n)), (_("Permalink"), lasting)]
    st.html(draw.terms([*terms, *((_("Published"), str(one)) for one in answers.published(report))]))
