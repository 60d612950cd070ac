"""What the figures rest on, and the figures as files."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import exported
from lifecycle import reference
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


def definitions() -> list[tuple[str, str]]:
    """What each line counts."""
    return [
        (_("Re-used"), _("In use without ever having been waste: hand-overs less returns.")),
        (_("Prepared for re-use"), _("In use after having been waste, and having ceased to be.")),
        (_("Parts re-used"), _("Taken from one device, in use in another.")),
        (_("Recycled"), _("Certified by an operator authorised on the day of treatment, as material.")),
        (_("Other recovery"), _("Certified: as energy, or filling; it is no recycling.")),
        (_("Disposed of"), _("Certified: burnt without recovery, or landfilled.")),
        (
            _("Served at least once"),
            _("Each thing once for ever, on its first hand-over; beside the lines, never added."),
        ),
        (_("Awaiting proof"), _("Waste on its way or at an operator, of which no certificate tells the end.")),
    ]


def footing(report: Report) -> None:
    """Definitions, sources, edition, position in the ledger, and an address that never changes its figures."""
    st.html(draw.heading(_("What does this rest on?"), "basis"))
    with st.expander(_("How it is computed")):
        st.html(draw.terms(definitions()))
        st.html(draw.notes(str(note) for note in report.notes))
        st.html(draw.terms(_sources(report)))
    frozen = draw.anchor(_("address of these very figures"), link(as_of=str(report.filter.as_of)))
    st.html(
        draw.terms(
            [
                (_("Ledger"), report.ledger_id),
                (_("Position"), _("fact {n}").format(n=draw.bare(report.count, "things"))),
                (_("Hash"), report.hash),
                (_("Permalink"), frozen),
            ]
        )
    )


def _sources(report: Report) -> list[tuple[str, str]]:
    """Where default masses come from, and the edition of the reference data."""
    known = reference.load().sources
    ids = sorted({id for figure in report.figures for id in figure.quantity.sources})
    editions = sorted({figure.edition for figure in report.figures})
    named = [
        (_("Source"), f"{known[id].title}, {known[id].publisher}, {known[id].year}" if id in known else id)
        for id in ids
    ]
    return [(_("Edition of the reference data"), ", ".join(editions)), *named]
