"""Part of the page of one device: what it may become next, and the way to undo what was told last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.form.outcome import Written, keep, last, told
from dashboard.papers import label_paper
from dashboard.tell.next import ways
from dashboard.writing import undo
from lifecycle.codes import uuid7
from lifecycle.intake.live import MISTAKES
from lifecycle.reports.devices import Standing
from lifecycle.reports.words import KIND_WORDS
from lifecycle.words import _

KEY = "equipement-undo"
Row = Mapping[str, str | int | None]


def following(answers: Answers, now: Standing, rows: Sequence[Row], forms: Mapping[int, Mapping[str, Any]]) -> None:
    """The pages that can record what comes next; below, the fact told last can be undone."""
    if done := last(KEY):
        told(done.outcome, key=KEY, facts=done.facts, undoing=done.undoing)
    st.html(draw.heading(_("What may come next?"), "next"))
    if found := ways(now, link):
        st.html(draw.notes_of_links(found))
    else:
        st.html(draw.note(_("Nothing more: its life has come to its end, or went on elsewhere.")))
    label_paper((now.device_id,))
    standing = [forms[int(row["n"] or 0)] for row in rows if not row["void"] and row["kind"] != "corrected"]
    if standing:
        _undoing(max(standing, key=lambda form: int(form["n"])), answers)


def _undoing(form: Mapping[str, Any], answers: Answers) -> None:
    """The fact that was told last, which is not always the last one of its life."""
    kind, day = _(KIND_WORDS[form["kind"]]), draw.day(form["occurred_on"])
    words = _("fact {n}: {kind}, {day}").format(n=draw.count_of(form["n"]), kind=kind, day=day)
    with st.expander(_("Undo what was told last: {fact}").format(fact=words)):
        st.html(draw.note(_("A correction is recorded; history shows both, and the correction can be taken back.")))
        key = f"{KEY}-{answers.head.ledger_id}-{form['n']}"
        st.selectbox(_("Why?"), list(MISTAKES), format_func=lambda code: _(MISTAKES[code]), key=f"{key}-reason")
        identity = st.session_state.setdefault(f"{key}-identity", uuid7())
        st.button(_("Undo this fact"), key=key, on_click=_undo, args=(form, f"{key}-reason", identity))


def _undo(form: Mapping[str, Any], reason: str, identity: str) -> None:
    outcome = undo([form["event_id"]], acting=form["acting"], reason=st.session_state[reason], event_id=identity)
    keep(Written(KEY, outcome, undoing=True))
