"""Forms of what else is told of a lot: what was taken out of it, what was declared of it, what was a mistake."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.form import Draft, Words, form, form_of
from dashboard.tell import coded, lot_choices
from lifecycle.events import Corrected, Depolluted, PaperIssued, SlipUpdated
from lifecycle.intake.live import MISTAKES
from lifecycle.reports.lots import LotStanding
from lifecycle.words import _


def depollute(lot: LotStanding) -> None:
    """What was taken out of it to be kept apart."""
    words = Words(
        submit=_("Record what was taken out"),
        labels={"components": _("Components taken out"), "occurred_on": _("Day")},
        options={"components": coded.words(lot_choices.COMPONENTS)},
    )
    form_of(
        Depolluted,
        f"depollute-{lot.code}",
        fields=("components", "occurred_on"),
        subject=f"lot:{lot.code}",
        words=words,
        acting=lot.holder,
    )


def declare(lot: LotStanding, acting: str) -> None:
    """What the authority's platform knows of it: the state of its slip, or a line of the register."""
    left, came = lot.dispatch, lot.reception
    slip = (came and came.slip) or (left and left.slip) or ""
    registers = coded.words(lot_choices.REGISTERS)
    words = Words(submit=_("Record what was declared"), defaults={"slip": slip})

    def tell(draft: Draft) -> None:
        day = draft.texts("occurred_on")
        if draft.text("status"):
            draft.tell(SlipUpdated, f"lot:{lot.code}", draft.texts("slip", "status") | day, acting=acting)
        if draft.text("register"):
            paper = {"paper": draft.text("register"), "number": draft.text("number")}
            draft.tell(PaperIssued, f"lot:{lot.code}", paper | day, acting=acting)

    with form(f"declare-{lot.code}", words, tell) as asked:
        asked.text("slip", _("Number of the slip"))
        asked.choice("status", _("State of the slip on the platform"), coded.words(lot_choices.SLIP_STATES))
        asked.choice("register", _("Or: line declared in the register"), registers)
        asked.text("number", _("Number of the line"))
        asked.field(SlipUpdated, "occurred_on")


def undo(lot: LotStanding, acting: str) -> None:
    """What was told by mistake is made void by a correction, which history shows."""
    words = Words(
        submit=_("Undo this fact"),
        labels={"voids": _("Fact to undo"), "reason": _("Why it was a mistake")},
        options={"reason": coded.words(MISTAKES)},
    )

    def tell(draft: Draft) -> None:
        draft.tell(Corrected, f"organisation:{acting}", draft.texts("voids", "reason"), acting=acting)

    with form(f"undo-{lot.code}", words, tell) as asked:
        asked.choice("voids", _("Fact to undo"), lot_choices.undoable(lot), needed=True, listed=True)
        asked.field(Corrected, "reason")
        st.html(draw.note(_("Nothing is erased: a correction says that it does not count. The last fact goes first.")))
