"""How every page ends: the figures as files, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import draw
from dashboard.address import method, permalink
from dashboard.answers import Answers
from dashboard.period import Period
from dashboard.views.taking import MIME, downloads, later
from lifecycle.reports import Report
from lifecycle.words import _

__all__ = ["MIME", "downloads", "footing", "later"]


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
