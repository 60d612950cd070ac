"""Part of the page on the territory: its map, on centres or on the contours that were given."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.contours import contours
from dashboard.places import Place
from dashboard.tell import territory as tell
from lifecycle.reports import Report
from lifecycle.words import _


def picture(report: Report, place: Place, view: str, level: str) -> None:
    """The same as the table below, on its centres or on the contours that were given."""
    st.html(draw.heading(_("Where? (traced in this ledger)"), "map"))
    spots = tell.spots(report, level, view, place.known)
    shapes = contours(level)
    words = _("Each bubble is a place, as large as its kilograms for 1,000 inhabitants; dots are the other communes.")
    st.html(draw.note(_("From light to dark: kilograms for 1,000 inhabitants.") if shapes else words))
    drawn = draw.chart(
        spots,
        tell.around(place.code, report, place.known),
        shapes,
        "receptions" if view == "origin" else "hand_overs",
        dark=st.context.theme.type == "dark",
    )
    alt = _("Map of {place}; the table below holds the same figures").format(place=place.words)
    if classes := draw.legend(spots, shapes):
        st.html(classes)
    st.plotly_chart(drawn, theme=None, config=dict(draw.PICTURE), key="map-picture", width="stretch", alt=alt)
