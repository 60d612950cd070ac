"""The stock: what the books have on the shelf, and a count held against them."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.desk import desk
from dashboard.desk.counting import confirming, counting, faults
from dashboard.draw import written
from dashboard.tell import shelf as tell
from dashboard.tell.coded import categories
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The shelf by category and state, then the count."""
    at = desk(answers, _("What is on the shelf?"))
    if at is None:
        return
    shelf, names = answers.shelf(at.acting), categories()
    st.html(draw.sentence(tell.sentence(shelf)))
    if shelf.counts:
        st.html(draw.table(_("On the shelf, in machines"), tell.heads(), tell.rows(shelf, names)))
        if beside := tell.beside(shelf):
            st.html(draw.note(beside))
    else:
        links = [draw.anchor(_("Record what arrived"), link("arrivees"))]
        st.html(draw.notice(_("Nothing is on the shelf."), _("What arrives gets its labels first."), links=links))
    st.html(draw.heading(_("Count the shelf"), "count"))
    st.html(draw.prose(_("Write what you see, not what should be there. What you leave empty was not counted.")))
    counted = counting(names, tell.booked(shelf, names))
    if wrong := [f"{names.get(category, category)}: {why}" for category, why in faults()]:
        st.html(written.refusal(_("Nothing was compared."), wrong, _("What you typed is still here.")))
    if counted:
        heads = [draw.Head(_("Category")), *(draw.Head(word, True) for word in _columns())]
        st.html(draw.sentence(tell.verdict(counted, shelf)))
        rows = tell.differences(counted, shelf, names)
        st.html(draw.table(_("The count beside the books, in machines"), heads, rows))
    confirming(at, counted, tell.booked(shelf, names))
    missing = [(_("Tell what is missing as lost"), link("suivi", act="lost"))]
    st.html(draw.notes_of_links([*missing, (_("Receive what is too much"), link("arrivees"))]))


def _columns() -> tuple[str, str, str]:
    return _("By the books"), _("Counted"), _("Difference")
