"""How every page ends: what the figures rest on, and the figures as files."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import draw
from dashboard.address import method, permalink
from dashboard.answers import Answers
from dashboard.period import Period
from lifecycle.reports import Filter, Report
from lifecycle.words import _

MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "application/octet-stream",  # the gate lets no page but ours through: a file is only taken away
    "md": "text/markdown",
}


def downloads(answers: Answers, name: str, *reports: Report) -> None:
    """Exactly this, as files: one of each sort for each report that the page rests on."""
    st.html(draw.heading(_("Take these figures away"), "files"))
    words = {"xlsx": _("{title}: workbook (Excel)"), "csv": _("{title}: table (CSV)")}
    with st.container(horizontal=True):
        for report in reports:
            for format, label in words.items():
                st.download_button(
                    label.format(title=str(report.title)),
                    answers.exported(report.name, report.filter, format),
                    file_name=f"{_name(name if len(reports) == 1 else report.name, report.filter)}.{format}",
                    mime=MIME[format],
                    key=f"download-{report.name}-{format}",
                    on_click="ignore",
                )


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
    frozen = draw.anchor(_("address of these very figures"), permalink(report.filter, period, answers.edition))
    terms = [(_("Ledger"), report.ledger_id), (_("Position"), _("fact {n}").format(n=draw.count_of(n)))]
    terms += [(_("Hash"), answers.hash_at(n)), (_("Permalink"), frozen)]
    st.html(draw.terms([*terms, *((_("Published"), str(one)) for one in answers.published(report))]))
