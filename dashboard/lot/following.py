"""What may come next for a lot: the form of each fact that is possible where it stands, the likeliest one open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.form import told
from dashboard.form.outcome import last
from dashboard.lot import certificate, otherwise, packing, travelling
from dashboard.writing import acting, today
from lifecycle.reports.lots import LotStanding
from lifecycle.reports.todo.lots import WAITING
from lifecycle.words import _

Forms = dict[str, tuple[str, Callable[[], None]]]
KEYS = ("pack", "unpack", "dispatch", "receive", "certify", "depollute", "withdraw", "regroup", "declare", "undo")
LIKELY = {"pack", "dispatch", "receive", "certify"}
"""What usually comes next stands open; what takes something back waits until it is asked for."""


def next_facts(answers: Answers, lot: LotStanding) -> None:
    """The forms; first, what became of the last one where the lot has gone on from it."""
    found = _forms(answers, lot)
    for name in KEYS:
        _told_of(f"{name}-{lot.code}", shown=name in found)
    if not found:
        return
    st.html(draw.heading(_("What comes next?"), "next"))
    for rank, (name, (words, show)) in enumerate(found.items()):
        with st.expander(words, expanded=rank == 0 and name in LIKELY):
            show()


def _told_of(key: str, *, shown: bool) -> None:
    """A form that is no longer on the page leaves its receipt, with the way to undo it."""
    done = last(key)
    if done and not shown:
        told(done.outcome, key=key, facts=done.facts, faults=done.faults, reason=done.reason, undoing=done.undoing)


def _forms(answers: Answers, lot: LotStanding) -> Forms:
    """Name -> what it is called, and the form; the likeliest first."""
    found: Forms = {}
    if lot.state == "opened":
        found["pack"] = _("Put things in"), lambda: packing.pack(lot)
        if lot.held:
            found = {"dispatch": (_("Dispatch it"), lambda: travelling.dispatch(answers, lot)), **found}
            found["unpack"] = _("Take things out"), lambda: packing.unpack(lot)
    if lot.state == "dispatched":
        found["receive"] = _("Receive it"), lambda: travelling.receive(answers, lot)
    if lot.state in WAITING:
        found["certify"] = _("Certify its treatment"), lambda: certificate.certify(lot, lot.lot.destination)
        found["depollute"] = _("Depollute it"), lambda: otherwise.depollute(lot)
    if lot.certificates:
        found["withdraw"] = _("Withdraw a certificate"), lambda: certificate.withdraw(lot)
    others = _beside(answers, lot)
    if others:
        code = answers.lots(today()).next_code(lot.holder)
        found["regroup"] = _("Regroup it with other lots"), lambda: packing.regroup(lot, others, code)
    if lot.dispatch or lot.reception:
        found["declare"] = (
            _("Declare its slip or its register line"),
            lambda: otherwise.declare(lot, _declares(answers, lot)),
        )
    if lot.told:
        found["undo"] = _("Undo a fact"), lambda: otherwise.undo(lot, _declares(answers, lot))
    return found


def _declares(answers: Answers, lot: LotStanding) -> str:
    """Who declares: the organisation of the page where it has to do with the lot, else who holds it."""
    own = acting(answers)
    return own if own in lot.organisations else lot.holder


def _beside(answers: Answers, lot: LotStanding) -> list[LotStanding]:
    """Lots of the same holder, at the same place in their lives, that hold something."""
    if lot.state not in WAITING | {"opened"} or not lot.held:
        return []
    every = answers.lots(today()).standings
    return [
        one
        for one in every
        if one.code != lot.code and one.custody == lot.custody and one.holder == lot.holder and one.held
    ]
