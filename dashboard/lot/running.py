"""A running balance inside a form: shown before anything is recorded, and asked about where it does not come right."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.form import Draft
from dashboard.tell.lot_balance import Balance
from lifecycle.words import N_, _

MASS_HINT = N_("12,4 kg, 12400 g, or 12400: a number alone is in grams")


def running(balance: Balance, key: str) -> None:
    """The balance of what was typed when the form was last sent or computed, and a button that computes it anew."""
    st.form_submit_button(_("Compute the balance"), key=f"{key}-compute")
    if balance.rungs:
        st.html(draw.ladder(balance.rungs, _("Balance of what was typed, to the gram")))


def stop_once(draft: Draft, balance: Balance) -> None:
    """Where a difference remains that nobody has seen yet, nothing is recorded until the same is sent again."""
    seen = f"{draft.key}-seen"
    if not balance.difference or st.session_state.get(seen) == balance.signature:
        return
    st.session_state[seen] = balance.signature
    words = _(
        "{mass} of difference: read the balance below; send it again, unchanged, to record it with this difference"
    )
    draft.fault("", words.format(mass=draw.kilos(balance.difference, 3)))
