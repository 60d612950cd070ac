"""One lot: what is in it, its mass to the gram, its facts, and what may come next."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.draw import lots as drawn
from dashboard.lot.following import next_facts
from dashboard.tell import lots as tell
from dashboard.views.footing import downloads, footing
from lifecycle.reports import Filter
from lifecycle.reports.lot_steps import steps
from lifecycle.reports.lots import LOT_STATES, LotStanding
from lifecycle.words import _

LISTED = 200


def one_lot(answers: Answers, code: str) -> None:
    """The lot, or that no fact is known of it."""
    st.html(draw.title(_("Lot {code}").format(code=code)))
    back = draw.anchor(_("All lots"), link("lots"))
    lot = answers.lot(code)
    if lot is None:
        st.html(
            draw.notice(_("No lot bears the code {code}.").format(code=code), _("Check it, or open it:"), links=[back])
        )
        return
    holder = answers.names.get(lot.holder, lot.holder)
    st.set_page_config(page_title=f"{_('Lot {code}').format(code=code)} – {holder} – lifecycle")
    position = _("as known at fact {n}").format(n=draw.count_of(answers.head.count))
    st.html(draw.perimeter((back, _(LOT_STATES[lot.state]), holder, position)))
    st.html(draw.sentence(tell.lot_sentence(lot, answers.names)))
    st.html(draw.terms(tell.terms(lot, answers.names)))
    next_facts(answers, lot)
    report = answers.report("lot", Filter(lot=code))
    st.html(draw.heading(_("Its mass, to the gram"), "mass"))
    st.html(draw.ladder(tell.rungs(steps(report), lot), _("From what was put in to what is left")))
    _inside(lot)
    st.html(draw.heading(_("Its facts"), "facts"))
    st.html(draw.timeline(tell.moments(report, lot, answers.names), _("Its life: the newest fact first")))
    downloads(answers, _("lot"), report)
    footing(answers, report, None)


def _inside(lot: LotStanding) -> None:
    st.html(draw.heading(_("What is in it"), "content"))
    if not lot.held:
        st.html(draw.note(_("Nothing is in it now.")))
        return
    rows = tell.thing_rows(lot.held, lambda code: link("equipement", device=code))
    st.html(drawn.things_table(_("What is in it"), rows, listed=LISTED))
