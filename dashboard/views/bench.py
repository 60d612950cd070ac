"""The scan bench: the field is the page; below it a lot is opened, a photo read, a scanner tried."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import keep, name_organisation, organisation_of
from dashboard.answers import Answers
from dashboard.bench.camera import offered_by_photo
from dashboard.bench.component import component
from dashboard.bench.photo import label
from dashboard.bench.told import told_of
from dashboard.views.bench_lot import open_a_lot
from dashboard.writing import acting
from lifecycle.intake.bench import TEST_LABEL
from lifecycle.reports import Organisation
from lifecycle.words import _

KEY = "bench"


def show(answers: Answers) -> None:
    """The bench of the organisation that the address names."""
    st.html(draw.title(_("At the bench")))
    ours = {one.code: one for one in answers.organisations if {"recycler", "association"} & set(one.roles)}
    if not ours:
        none = _("No association and no recycler is in the ledger.")
        st.html(draw.notice(none, _("lifecycle init registers your organisation.")))
        return
    bench, below = st.container(), st.container()
    with below:
        who = _who(answers, ours)
        if "recycler" in who.roles:
            open_a_lot(answers, who.code)
        offered = offered_by_photo()
        with st.expander(_("Try a scanner")):
            st.html(
                draw.prose(_("Scan this label in the field above: the answer says whether the scanner is set right."))
            )
            st.html(label(TEST_LABEL, _("Test label")))
    with bench:
        component()(key=KEY, data={**told_of(answers, who), "offered": offered}, on_lot_change=_lot_chosen)


def _who(answers: Answers, ours: dict[str, Organisation]) -> Organisation:
    default = acting(answers, "recycler") if any("recycler" in one.roles for one in ours.values()) else ""
    names = {code: one.name for code, one in ours.items()}
    code = organisation_of(_("Whose bench"), names, default if default in ours else next(iter(ours)))
    name_organisation(names[code])
    return ours[code]


def _lot_chosen() -> None:
    keep(lot=st.session_state[KEY].lot or "")
