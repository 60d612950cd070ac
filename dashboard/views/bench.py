"""The scan bench: the field is the page; below it a lot is opened, a photo read, a scanner tried."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, keep, link, name_organisation, organisation_of
from dashboard.answers import Answers
from dashboard.bench.component import component
from dashboard.bench.panel import panel
from dashboard.bench.photo import codes_on, label
from dashboard.tell import bench as tell
from dashboard.views.bench_lot import open_a_lot
from dashboard.writing import acting, today
from lifecycle.intake.bench import TEST_LABEL
from lifecycle.intake.bench.open_lots import open_lots
from lifecycle.ledger import open_ledger
from lifecycle.reports import Organisation
from lifecycle.words import _, language

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
        offered = _photo()
        with st.expander(_("Try a scanner")):
            st.html(
                draw.prose(_("Scan this label in the field above: the answer says whether the scanner is set right."))
            )
            st.html(label(TEST_LABEL, _("Test label")))
    with bench:
        component()(key=KEY, data={**_told(answers, who), "offered": offered}, on_lot_change=_lot_chosen)


def _who(answers: Answers, ours: dict[str, Organisation]) -> Organisation:
    default = acting(answers, "recycler") if any("recycler" in one.roles for one in ours.values()) else ""
    names = {code: one.name for code, one in ours.items()}
    code = organisation_of(_("Whose bench"), names, default if default in ours else next(iter(ours)))
    name_organisation(names[code])
    return ours[code]


def _told(answers: Answers, who: Organisation) -> dict[str, object]:
    with open_ledger(answers.path, read_only=True) as ledger:
        lots = open_lots(ledger, who.code)
        lot = asked_for("lot").strip().upper()
        lot = lot if lot in lots else ""
        told = tell.told(
            ledger=answers.head.ledger_id,
            organisation=who.code,
            roles=who.roles,
            language=language(),
            lots=lots,
            lot=lot,
            on=today(),
        )
        return {**told, "panel": panel(ledger, lot) if lot else None, "device": _device_page()}


def _device_page() -> str:
    """The address of a device's page, to which its code is put."""
    address = link("equipement", organisation=None, period=None)
    return f"{address}{'&' if '?' in address else '?'}device="


def _lot_chosen() -> None:
    keep(lot=st.session_state[KEY].lot or "")


def _photo() -> list[dict[str, str]]:
    """The codes on a photo, given to the bench as if scanned; the camera is asked for only when wanted."""
    if not asked_for("photo"):
        # A link that loads the page anew: only a page that was loaded as the bench may ask for the camera.
        st.html(draw.note(draw.anchor(_("Read codes on a photo"), link(photo="1"))))
        return []
    photo = st.camera_input(_("Photo of a label"), key="bench-camera")
    if photo is None:
        return []
    taken = photo.getvalue()
    found = codes_on(taken)
    if not found:
        st.html(
            draw.notice(
                _("No code was read on this photo."),
                _("Come closer, hold still, add light; or type the code."),
                "alert",
            )
        )
    name = sha256(taken).hexdigest()[:16]
    return [{"key": f"{name}-{rank}", "text": text} for rank, text in enumerate(found)]
