"""Material balance: what became of what was given?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import Period, filter_of
from dashboard.answers import answer, perimeter, position, years
from dashboard.views import device_life
from dashboard.views.material_flows import flows
from dashboard.views.material_footing import downloads, footing
from dashboard.views.material_lines import balances, six_lines
from dashboard.views.material_todo import todo
from lifecycle.reports import Filter, Organisation, Report
from lifecycle.words import _


def show() -> None:
    """The whole page."""
    st.html(draw.title(_("What became of what was given?")))
    head = position()
    known = perimeter()
    if not years():
        st.html(
            draw.notice(
                _("Nothing has been received yet."),
                _("Import a folder of machine files or a spreadsheet (lifecycle import FOLDER), then reload this page.")
                if known
                else _(
                    "The ledger is empty: lifecycle init registers your organisation, then lifecycle import FOLDER."
                ),
            )
        )
        return
    filter, period = filter_of(known, years())
    report = answer("material", filter)
    st.html(draw.perimeter(_perimeter(report, filter, period, known, head.count)))
    st.html(draw.sentence(draw.answer_in_words(report, period.words)))
    st.html(draw.large(draw.four_figures(report)))
    flows(report)
    six_lines(report)
    balances(report)
    downloads(report, filter)
    todo(report)
    device_life.show()
    footing(report)


def _perimeter(
    report: Report, filter: Filter, period: Period, known: tuple[Organisation, ...], count: int
) -> tuple[str, ...]:
    """Who, which days, as known at which fact."""
    names = {one.code: one.name for one in known}
    who = names[filter.organisation] if filter.organisation else _("All organisations of this ledger")
    position = _("as known at fact {n} of {count}").format(
        n=draw.count_of(report.filter.as_of or 0), count=draw.count_of(count)
    )
    return who, period.words, position
