"""Lots: how far has each come, and what waits for whom? One of them by its code."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, keep, link, organisation_of
from dashboard.answers import Answers
from dashboard.draw import lots as drawn
from dashboard.tell import lots as tell
from dashboard.views.recycler_lot import one_lot
from dashboard.views.recycler_lots_begin import begin
from dashboard.writing import today
from lifecycle.reports.lots import LOT_STATES, LotStanding
from lifecycle.words import _

LISTED = 25


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
        _find()
    found = answers.lots(today())
    standings = [one for one in found.standings if not who or who in one.organisations]
    if who:
        st.set_page_config(page_title=f"{_('Lots')} – {names[who]} – lifecycle")
    cards = tell.stages(standings, today())
    position = _("as known at fact {n}").format(n=draw.count_of(answers.head.count))
    st.html(draw.perimeter((names.get(who, _("All organisations")), draw.day(today()), position)))
    if standings:
        st.html(draw.sentence(tell.board_sentence(cards)))
        st.html(drawn.stages(cards, _("Lots by state")))
    else:
        st.html(draw.notice(_("No lot yet."), _("Open one, or receive one that comes from elsewhere.")))
    _goes_into(standings)
    begin(answers, who, found)
    for state, lots in tell.by_state(standings).items():
        _section(state, lots, answers)
    if found.older:
        older = _("{count} lots that ended earlier are not listed: find one by its code.")
        st.html(draw.note(older.format(count=draw.count_of(found.older))))


def _goes_into(standings: list[LotStanding]) -> None:
    """Where a device is on its way into a lot, the lots that are open for it."""
    device = asked_for("device").strip().upper()
    opened = [one.code for one in standings if one.state == "opened"]
    if device:
        ways = [draw.anchor(code, link("lots", lot=code, device=device)) for code in opened]
        then = _("Choose the lot that it goes into:") if ways else _("No lot is open: open one, then put it in.")
        st.html(draw.notice(_("{code} is to go into a lot.").format(code=device), then, links=ways))


def _section(state: str, lots: list[LotStanding], answers: Answers) -> None:
    words = _(LOT_STATES[state])
    st.html(draw.heading(words, state))
    newest_first = lots[::-1] if state in {"certified", "elsewhere"} else lots
    rows = tell.lot_rows(newest_first, answers.names, today(), partial(_address, "lots"))
    ends = _("Certificates") if state == "certified" else _("What it waits for")
    st.html(drawn.lot_board(words, rows, waits=ends, listed=LISTED))


def _address(page: str, code: str) -> str:
    return link(page, lot=code)


def _find() -> None:
    key = "lot-code"
    st.text_input(
        _("Code of a lot"),
        key=key,
        placeholder=_("Scan or type a code"),
        on_change=lambda: keep(lot=st.session_state[key].strip().upper()),
    )
