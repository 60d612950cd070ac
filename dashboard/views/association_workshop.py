"""The workshop: what waits for what, and what was just done to a stack."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, choose, keep, link
from dashboard.answers import Answers
from dashboard.desk import desk
from dashboard.desk.acts import act_form, at_hand
from dashboard.desk.stack import scanned
from dashboard.desk.working import WORKSHOP
from dashboard.draw.board import board, verdicts
from dashboard.tell import workshop as tell
from dashboard.tell.coded import categories
from dashboard.views.association_column import column
from lifecycle.reports.workshop import COLUMNS
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The stack and its form, then the board, or one of its columns."""
    at = desk(answers, _("What waits in the workshop?"))
    if at is None:
        return
    found, names = answers.board(at.acting), categories()
    st.html(draw.sentence(tell.sentence(found)))
    if not found.cards and not found.waste:
        links = [draw.anchor(_("Record what arrived"), link("arrivees"))]
        st.html(draw.notice(_("The workshop is empty."), _("What arrives gets its labels first."), links=links))
        return
    label = _("Scan or paste labels")
    codes, beside = scanned(WORKSHOP.key, label, at_hand(answers, at))
    lines, words = tell.stack(codes, found, names, at.on), (_("in the workshop"), _("not here"))
    beside.html(verdicts(lines, _("What was scanned"), words, _("What you scan is told here.")))
    acts = {name: _(act.words) for name, act in WORKSHOP.acts.items()}
    name = asked_for("act") if asked_for("act") in acts else next(iter(acts))
    choose("act", _("What was done to them?"), acts, name, write=lambda code: keep(act=code))
    act_form(answers, at, WORKSHOP, name, label)
    st.html(draw.heading(_("The board"), "board"))
    if asked_for("column") in COLUMNS:
        column(found, names, at)
        return
    st.html(board(tell.columns(found, names, at.on, link)))
    if found.waste:
        st.html(draw.note(tell.waste(found)))
        st.html(draw.notes_of_links([(_("Pack them in a lot"), link("lots"))]))
