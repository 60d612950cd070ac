"""Parts of the page on the fleet: rates by year against the target, how units left, units without proof."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import draw
from dashboard.tell import authority as tell
from lifecycle.reports import Report
from lifecycle.words import _, ngettext


def rates(fleet: Report) -> None:
    """Both readings of the law as points on the line of the target, the gap in words, the same as a table."""
    years = tell.years(fleet)
    if any(year.written is not None for year in years):
        st.html(draw.heading(_("The rate against the target, year by year"), "rates"))
        st.html(draw.note(_("● as the text is written; ○ limited to the stock of 1 January; ━ target")))
        picture = draw.steps(years, dark=st.context.theme.type == "dark")
        alt = " ".join(tell.gaps(years))
        st.plotly_chart(picture, theme=None, config=dict(draw.PICTURE), key="rates", width="stretch", alt=alt)
        st.html(draw.notes(tell.gaps(years)))
    with st.expander(_("The same as a table, year by year")):
        only = ("year", "stock", "directed", "rate", "rate_of_stock", "target", "needed", "without_proof", "left_out")
        st.html(draw.report_table(fleet.table("by_year"), only=only))


def ways(fleet: Report) -> None:
    """How the units of the last year left."""
    found = tell.ways(fleet)
    if found:
        st.html(draw.heading(_("How did the units leave?"), "ways"))
        st.html(draw.shares(found, fleet.figure("left").value, str(fleet.table("ways_out").title), unit="things"))


def unproven(fleet: Report, names: Mapping[str, str]) -> None:
    """Units that do not count because nobody proves their re-use, with whom to ask."""
    st.html(draw.heading(_("What is left to do?"), "todo"))
    count = fleet.figure("without_proof").value
    if not count:
        st.html(draw.note(_("Every unit that was sold or taken back has its proof.")))
        return
    what = ngettext(
        "{count} unit was sold or taken back without the proof that the law asks for: ask its taker.",
        "{count} units were sold or taken back without the proof that the law asks for: ask their takers.",
        count,
    )
    st.html(draw.note(what.format(count=draw.count_of(count))))
    only = ("inventory_number", "category", "left_on", "way_out", "ask", "missing")
    st.html(draw.report_table(fleet.table("unproven"), only=only, names=names, listed=draw.LISTED))


def left_out(fleet: Report) -> None:
    """What the law leaves out of the count, and why."""
    if fleet.table("left_out").rows:
        with st.expander(_("What the rate leaves out, and why")):
            st.html(draw.report_table(fleet.table("left_out")))
