"""Part of the association's page: from whom things came and where they are now, as a picture and as a table."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.tell import flow as tell
from lifecycle.reports import Report
from lifecycle.words import _


def flow(given: Report) -> None:
    """The picture steps back on a narrow screen, where the table alone says it."""
    st.html(draw.heading(_("From whom did it come, and where is it now?"), "flow"))
    found = tell.sums(given)
    if not found:
        st.html(draw.note(_("Nothing was received over these days.")))
        return
    with st.container(key="lc-flow"):
        picture = draw.flow(tell.streams(found), tell.entered(found), dark=st.context.theme.type == "dark")
        st.plotly_chart(picture, theme=None, config=dict(draw.PICTURE), key="flow-picture", width="stretch")
        if said := tell.not_drawn(found):
            st.html(draw.note(said))
    heads = [draw.Head(_("Given by")), *(draw.Head(_(words), True) for words, _ids in tell.heads(found))]
    caption = _("What was received over the period and where it is now (kg)")
    st.html(draw.table(caption, heads, tell.rows(found)))
    way = draw.anchor(_("Donors and funders, one by one"), link("donateurs"))
    st.html(draw.note(way))
