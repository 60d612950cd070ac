"""Hand-over: who, what, on which terms; confirmed once, recorded together."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.desk import desk
from dashboard.desk.acts import at_hand
from dashboard.desk.handing import KEY, handing_over
from dashboard.desk.stack import scanned
from dashboard.draw.board import verdicts
from dashboard.form.outcome import last
from dashboard.papers import handover_papers
from dashboard.tell import handing as tell
from dashboard.tell.coded import categories
from lifecycle.intake.live import Recorded
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The stack, whether each of it fits, the form, and what was handed over."""
    at = desk(answers, _("What do we hand over, and to whom?"))
    if at is None:
        return
    board = answers.board(at.acting)
    st.html(draw.sentence(tell.sentence(board)))
    if not board.counts["ready"]:
        links = [draw.anchor(_("The workshop"), link("atelier"))]
        st.html(draw.notice(_("Nothing is ready."), _("Wipe, test and declare ready what waits there."), links=links))
    label = _("Scan or paste what is handed over")
    codes, beside = scanned(KEY, label, at_hand(answers, at))
    found = tell.fits(answers.fitness(codes, at.acting), categories())
    words = (_("fit to be handed over"), _("not fit"))
    beside.html(verdicts(found, _("Fit or not"), words, _("What you scan is told here, fit or not.")))
    handing_over(answers, at, codes, label)
    sent = last(KEY)
    if sent is not None and isinstance(sent.outcome, Recorded):
        st.html(draw.terms(tell.handed(sent.outcome.facts)))
        handover_papers(tell.codes(sent.outcome.facts))
