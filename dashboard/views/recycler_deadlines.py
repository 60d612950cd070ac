"""Deadlines: what is late or falls due in lots, slips and registers, with what is missing for each?"""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link, name_organisation, organisation_of
from dashboard.answers import Answers
from dashboard.draw import lots as drawn
from dashboard.tell import deadlines as tell
from dashboard.writing import today
from lifecycle import policy
from lifecycle.words import _

LISTED = 25


def show(answers: Answers) -> None:
    """What waits, sort by sort, the first due first."""
    st.html(draw.title(_("What is due?")))
    recyclers = [one.code for one in answers.organisations if "recycler" in one.roles]
    with st.container(key="lc-filters", horizontal=True):
        choices = {"": _("All organisations"), **answers.names}
        who = organisation_of(_("For whom"), choices, recyclers[0] if recyclers else "")
    on = today()
    found = answers.due_of_lots(on, who or None)
    if who:
        name_organisation(choices[who])
    position = _("as known at fact {n}").format(n=draw.count_of(answers.head.count))
    st.html(draw.perimeter((choices[who], draw.day(on), position)))
    st.html(draw.sentence(tell.due_sentence(found, on)))
    for sort, words in tell.DUE_SORTS.items():
        due = [one for one in found if one.sort == sort]
        if due:
            st.html(draw.heading(_(words), sort))
            rows = tell.due_rows(due, answers.names, on, _lot)
            st.html(drawn.due_table(_(words), rows[:LISTED]))
            if rest := rows[LISTED:]:
                with st.expander(_("{count} more, due later").format(count=draw.count_of(len(rest)))):
                    st.html(drawn.due_table(_(words), rest))
    st.html(draw.heading(_("What does this rest on?"), "basis"))
    st.html(draw.terms(tell.delays(policy.load(answers.edition), on)))
    st.html(draw.note(draw.anchor(_("All lots"), link("lots"))))


def _lot(code: str) -> str:
    return link("lots", lot=code)
