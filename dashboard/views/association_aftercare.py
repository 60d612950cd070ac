"""After the hand-over: after-sales, returns, loans, calls, loss."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, choose, keep, link
from dashboard.answers import Answers
from dashboard.desk import desk
from dashboard.desk.acts import act_form, at_hand
from dashboard.desk.aftercare import AFTERCARE
from dashboard.desk.stack import scanned
from dashboard.draw.board import verdicts
from dashboard.tell import aftercare as tell
from dashboard.tell.coded import categories
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The stack and its form, then what is due."""
    at = desk(answers, _("How are they doing?"))
    if at is None:
        return
    groups = tell.here(answers.todo(at.on, at.acting))
    st.html(draw.sentence(tell.sentence(groups, at.on)))
    label = _("Scan or paste labels")
    codes, beside = scanned(AFTERCARE.key, label, at_hand(answers, at))
    found = tell.standings({code: answers.standing(code) for code in codes}, categories())
    words = (_("known here"), _("not known here"))
    beside.html(verdicts(found, _("What was scanned"), words, _("What you scan is told here.")))
    acts = {name: _(act.words) for name, act in AFTERCARE.acts.items()}
    name = asked_for("act") if asked_for("act") in acts else next(iter(acts))
    choose("act", _("What happened?"), acts, name, write=lambda code: keep(act=code))
    act_form(answers, at, AFTERCARE, name, label)
    exchange = link("remise", replaces=codes[0] if len(codes) == 1 else None)
    st.html(draw.notes_of_links([(_("Exchange it for another: a hand-over, in which it comes back"), exchange)]))
    st.html(draw.heading(_("What is due"), "due"))
    for group in groups:
        one = tell.listed(group, at.on, link)
        heads = [draw.Head(_("Code")), draw.Head(_("What")), draw.Head(_("By"))]
        st.html(draw.table(one.caption, heads, one.rows, told=True))
        if one.rest:
            st.html(draw.note(one.rest))
    if not groups:
        nothing = _(tell.NOTHING_DUE)
        st.html(draw.notice(_("Nothing is due."), nothing, links=[draw.anchor(_("Hand over"), link("remise"))]))
