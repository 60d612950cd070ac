"""Part of the page of the workshop: all that stands in one column, page by page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, link
from dashboard.desk import Desk
from dashboard.tell import workshop as tell
from lifecycle.reports.workshop import COLUMNS, Board
from lifecycle.reports.workshop.card import Column
from lifecycle.words import _


def column(found: Board, names: Mapping[str, str], at: Desk) -> None:
    """The column that the address names, the oldest first."""
    name: Column = next(one for one in COLUMNS if one == asked_for("column"))
    cards = found.column(name)
    pages = max(1, -(-len(cards) // tell.ON_A_PAGE))
    asked = asked_for("page")
    page = min(int(asked), pages) if asked.isascii() and asked.isdecimal() and asked != "0" else 1
    shown = cards[(page - 1) * tell.ON_A_PAGE : page * tell.ON_A_PAGE]
    st.html(draw.notes_of_links([(_("The whole board"), link(column=None, page=None))]))
    rows = [
        (draw.anchor(one.code, one.address), one.what, one.since, one.waits or draw.NOTHING)
        for one in (tell.slip(card, names, at.on, link) for card in shown)
    ]
    heads = [draw.Head(_("Code")), draw.Head(_("Machine")), draw.Head(_("Here")), draw.Head(_("What it waits for"))]
    caption = _("{column}: {count}").format(column=_(COLUMNS[name]), count=draw.count_of(len(cards)))
    st.html(draw.table(caption, heads, rows, told=True))
    if pages > 1:
        turned = [
            (_("Page {page} of {pages}").format(page=one, pages=pages), link(page=str(one)))
            for one in (page - 1, page + 1)
            if 1 <= one <= pages
        ]
        st.html(draw.notes_of_links(turned))
