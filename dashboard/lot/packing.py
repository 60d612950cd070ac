"""Forms of a lot that is filled, emptied, or goes into another."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for
from dashboard.answers import ledger_path
from dashboard.form import Draft, Words, form
from dashboard.tell import lot_choices
from lifecycle.events import LotPacked, LotRegrouped, LotUnpacked
from lifecycle.ledger import open_ledger
from lifecycle.reports.lots import LotStanding
from lifecycle.words import _


def pack(lot: LotStanding) -> None:
    """Devices and loose parts go in, by their codes."""

    def tell(draft: Draft) -> None:
        with open_ledger(ledger_path(), read_only=True) as ledger:
            known = {code.upper(): ledger.resolve(code.upper()) for code in draft.lines("codes")}
        for code in [code for code, subject in known.items() if subject is None]:
            draft.fault("codes", _("{code} is not known here: record it first").format(code=code))
        sorts = {code: (subject or "").partition(":")[0] for code, subject in known.items()}
        members = {
            "devices": "|".join(code for code, sort in sorts.items() if sort == "device") or None,
            "parts": "|".join(code for code, sort in sorts.items() if sort == "part") or None,
        }
        if not draft.faults:
            draft.tell(LotPacked, f"lot:{lot.code}", members | draft.texts("occurred_on"), acting=lot.holder)

    words = Words(
        submit=_("Put them in the lot"),
        then=_("Its mass is counted anew below."),
        defaults={"codes": asked_for("device")},
        keeps=("occurred_on",),
    )
    with form(f"pack-{lot.code}", words, tell) as asked:
        asked.lines("codes", _("Codes of devices and parts"), needed=True, hint=_("Scan or paste them, one a line."))
        asked.field(LotPacked, "occurred_on")


def unpack(lot: LotStanding) -> None:
    """Some of what is in it comes out again."""
    inside = {name: words for name, words in lot_choices.things(lot.held).items() if not name.startswith("line:")}
    if not inside:
        st.html(draw.note(_("Nothing with a code of its own is in it.")))
        return

    def tell(draft: Draft) -> None:
        chosen = (draft.text("things") or "").split("|")
        members = {
            f"{sort}s": "|".join(name.partition(":")[2] for name in chosen if name.startswith(f"{sort}:")) or None
            for sort in ("device", "part")
        }
        draft.tell(LotUnpacked, f"lot:{lot.code}", members | draft.texts("occurred_on"), acting=lot.holder)

    with form(f"unpack-{lot.code}", Words(submit=_("Take them out of the lot")), tell) as asked:
        asked.several("things", _("What comes out"), inside, needed=True)
        asked.field(LotUnpacked, "occurred_on")


def regroup(lot: LotStanding, others: list[LotStanding], code: str) -> None:
    """It goes whole, with others that are in the same place, into a new lot."""

    def tell(draft: Draft) -> None:
        parents = "|".join([lot.code, *(draft.text("others") or "").split("|")]).strip("|")
        new = (draft.text("code") or "").upper()
        draft.tell(LotRegrouped, f"lot:{new}", {"parents": parents, **draft.texts("occurred_on")}, acting=lot.holder)

    words = Words(submit=_("Regroup them"), defaults={"code": code})
    with form(f"regroup-{lot.code}", words, tell) as asked:
        asked.text("code", _("Code of the new lot"), needed=True)
        asked.several("others", _("Lots that go into it with this one"), {one.code: one.code for one in others})
        asked.field(LotRegrouped, "occurred_on")
