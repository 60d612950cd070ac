"""Lots: how far has each come, and what waits for whom? One of them by its code."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, name_organisation, organisation_of
from dashboard.answers import Answers
from dashboard.draw import lots as drawn
from dashboard.lot.beginning import begin
from dashboard.lot.finding import find, goes_into
from dashboard.lot.listing import section
from dashboard.tell import lots as tell
from dashboard.views.recycler_lot import one_lot
from dashboard.writing import today
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The board, or the lot that the address names."""
    code = asked_for("lot").strip().upper()
    if code:
        one_lot(answers, code)
        return
    st.html(draw.title(_("How far has each lot come?")))
    if not answers.organisations:
        empty = _("The ledger is empty: lifecycle init registers your organisation, then lifecycle import FOLDER.")
        st.html(draw.notice(_("No lot yet."), empty))
        return
    names = answers.names
    recyclers = [one.code for one in answers.organisations if "recycler" in one.roles]
    with st.container(key="lc-filters", horizontal=True):
        who = organisation_of(_("Whose lots"), {"": _("All organisations"), **names}, recyclers[0] if recyclers else "")
        find()
    found = answers.lots(today())
    standings = [one for one in found.standings if not who or who in one.organisations]
    if who:
        name_organisation(names[who])
    cards = tell.stages(standings, today())
    position = _("as known at fact {n}").format(n=draw.count_of(answers.head.count))
    st.html(draw.perimeter((names.get(who, _("All organisations")), draw.day(today()), position)))
    if standings:
        st.html(draw.sentence(tell.board_sentence(cards)))
        st.html(drawn.stages(cards, _("Lots by state")))
    else:
        st.html(draw.notice(_("No lot yet."), _("Open one, or receive one that comes from elsewhere.")))
    goes_into(standings)
    begin(answers, who, found)
    for state, lots in tell.by_state(standings).items():
        section(state, lots, answers)
    if found.older:
        older = _("{count} lots that ended earlier are not listed: find one by its code.")
        st.html(draw.note(older.format(count=draw.count_of(found.older))))
