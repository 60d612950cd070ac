"""Forms of the certificate of a lot: its fractions against what remains, and its withdrawal."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import draw
from dashboard.form import Draft, Words, form
from dashboard.form.draft import Field
from dashboard.lot.running import MASS_HINT, running, stop_once
from dashboard.tell import coded, lot_balance, lot_choices
from dashboard.writing import today
from lifecycle.events import CertificateWithdrawn, TreatmentCertified
from lifecycle.reports.lots import LotStanding
from lifecycle.words import _

FRACTIONS = "fractions"


def certify(lot: LotStanding, destination: str) -> None:
    """What became of it, fraction by fraction, against what remains."""
    fields = ("reference", "certified_on", "occurred_on", "covers_grams", "proof")
    words = Words(
        submit=_("Record the certificate"),
        then=_("What is not covered goes on waiting for its proof."),
        labels={
            "reference": _("Number of the certificate"),
            "certified_on": _("Day of the certificate"),
            "occurred_on": _("Last day of treatment"),
            "covers_grams": _("Mass that it covers (all that remains if empty)"),
            "proof": _("What it rests on"),
            f"{FRACTIONS}.grams": _("Mass of the fraction"),
            FRACTIONS: _("Fractions"),
        },
        hints={"covers_grams": _(MASS_HINT)},
        units={"covers_grams": "", f"{FRACTIONS}.grams": ""},
        defaults={"certified_on": today()},
        options={f"{FRACTIONS}.operation": lot_choices.operations()},
    )

    def tell(draft: Draft) -> None:
        acting = destination if lot.state == "dispatched" else lot.holder
        fact = draft.tell(TreatmentCertified, f"lot:{lot.code}", draft.texts(*fields, FRACTIONS), acting=acting)
        if fact is not None:
            stop_once(draft, _balance(draft.key, draft.fields, lot))

    with form(f"certify-{lot.code}", words, tell) as asked:
        for place, name in zip(st.columns(3), fields[:3], strict=True):
            with place:
                asked.field(TreatmentCertified, name)
        st.html(draw.note(_("Each fraction: its mass, the operation, and its mode where the operation is final.")))
        asked.rows(TreatmentCertified, FRACTIONS)
        asked.fields(TreatmentCertified, *fields[3:])
        running(_balance(asked.key, asked.drawn, lot), asked.key)


def _balance(key: str, fields: Mapping[str, Field], lot: LotStanding) -> lot_balance.Balance:
    typed = Draft(key, fields, "")
    covers = lot_balance.grams_of(typed.text("covers_grams"))
    return lot_balance.of_fractions(lot_balance.rows_of(typed.text(FRACTIONS)), covers, lot)


def withdraw(lot: LotStanding) -> None:
    """A certificate is taken back: its grams wait for their proof again."""
    words = Words(
        submit=_("Withdraw the certificate"),
        then=_("Its grams wait for another certificate."),
        labels={"certificate": _("Certificate"), "occurred_on": _("Day of the withdrawal")},
        options={
            "certificate": lot_choices.certificates(lot),
            "reason": coded.words(lot_choices.WITHDRAWALS),
        },
    )
    fields = ("certificate", "reason", "occurred_on")

    def tell(draft: Draft) -> None:
        draft.tell(CertificateWithdrawn, f"lot:{lot.code}", draft.texts(*fields), acting=lot.certificates[-1].acting)

    with form(f"withdraw-{lot.code}", words, tell) as asked:
        asked.fields(CertificateWithdrawn, *fields)
