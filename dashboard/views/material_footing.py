"""What the figures rest on, and the figures as files."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import exported
from lifecycle.reports import Filter, Report
from lifecycle.words import _

MIME = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def downloads(report: Report, filter: Filter) -> None:
    """Exactly this, as files."""
    days = "_".join(str(day) for day in (filter.first_day, filter.last_day) if day)
    name = "-".join(part for part in (_("material-balance"), days, filter.organisation) if part)
    words = {"xlsx": _("Download this page (Excel)"), "csv": _("Download the figures (CSV)")}
    with st.container(key="lc-downloads", horizontal=True):
        for format, label in words.items():
            st.download_button(
                label,
                exported(report.name, filter, format),
                file_name=f"{name}.{format}",
                mime=MIME[format],
                key=f"download-{format}",
                on_click="ignore",
            )


def footing(report: Report) -> None:
    """Definitions, sources, edition, position in the ledger, and an address that never changes its figures."""
    st.html(draw.heading(_("What does this rest on?"), "basis"))
    with st.expander(_("How it is computed")):
        st.html(draw.terms(draw.definitions()))
        st.html(draw.notes(str(note) for note in report.notes))
        st.html(draw.terms(draw.sources(report)))
    frozen = draw.anchor(_("address of these very figures"), link(as_of=str(report.filter.as_of)))
    st.html(
        draw.terms(
            [
                (_("Ledger"), report.ledger_id),
                (_("Position"), _("fact {n}").format(n=draw.count_of(report.count))),
                (_("Hash"), report.hash),
                (_("Permalink"), frozen),
            ]
        )
    )
