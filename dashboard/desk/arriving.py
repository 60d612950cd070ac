"""What arrived, told in one form: so many of each category, from whom; each gets a label."""

from __future__ import annotations

import json

import streamlit as st

from dashboard.answers import Answers, ledger_path
from dashboard.desk import Desk, telling
from dashboard.form import Draft, Widgets, Words, form
from dashboard.tell.choices import CHOICES
from dashboard.tell.coded import waste_codes
from lifecycle import reference
from lifecycle.events import DonationAnnounced, Received
from lifecycle.intake.desk import Gift, commune_told, receptions
from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.told import BadField, BadFields, fact_told
from lifecycle.ledger import open_ledger
from lifecycle.words import _

KEY = "arrivees"
MOST = 500
"""Labels of one form: a typing error must not make a hundred thousand devices."""


def arriving(answers: Answers, at: Desk) -> None:
    """The form: what, from whom; below it what is seldom told."""
    words = Words(
        submit=_("Record what arrived"),
        then=_("Stick each label on its machine. Then read them, weigh them, or sort them in the workshop."),
        labels={
            "lines.category": _("Category"),
            "lines.count": _("How many"),
            "legal": _("Does it come as waste?"),
            "donor": _("Which organisation gave it"),
            "place": _("Commune where it was given"),
            "sorted_at_intake": _("Sorted on arrival: only what will surely serve again was accepted"),
            "waste_code": _("Waste code, if it comes as waste"),
        },
        hints={"place": _("Its name or its INSEE code; leave it empty where nobody knows.")},
        options={
            "donor": answers.names,
            "waste_code": waste_codes(at.on),
            "legal": {code: _(CHOICES[code]) for code in ("PRODUCT", "WASTE")},
        },
        defaults={"legal": "PRODUCT", "donor_kind": "unknown"},
        keeps=("donor_kind", "donor", "place", "legal", "sorted_at_intake"),
    )
    with form(KEY, words, lambda draft: _tell(draft, at)) as asked:
        asked.rows(DonationAnnounced, "lines")
        asked.fields(Received, "donor_kind", "donor", "legal")
        with st.expander(_("Where, which day, sorting right, waste code")):
            _seldom(asked)


def _seldom(asked: Widgets) -> None:
    asked.fields(Received, "place", "occurred_on")
    asked.yes("sorted_at_intake", "")
    asked.field(Received, "waste_code")


def _tell(draft: Draft, at: Desk) -> None:
    gifts = _gifts(draft, at)
    place = _place(draft)
    if not gifts and not draft.faults:
        draft.fault("", _("choose a category, and say how many there are of it"))
    if sum(gift.things for gift in gifts) > MOST:
        draft.fault("", _("more than {most} labels at once: tell them in several forms").format(most=MOST))
    if draft.faults:
        return
    said = draft.texts("donor", "waste_code")
    with open_ledger(ledger_path(), read_only=True) as ledger:
        draft.facts += receptions(
            ledger,
            gifts,
            telling(draft, at),
            legal=draft.text("legal") or "PRODUCT",
            donor_kind=draft.text("donor_kind") or "unknown",
            place=place,
            sorted_at_intake=draft.text("sorted_at_intake") == "true",
            **said,
        )


def _gifts(draft: Draft, at: Desk) -> list[Gift]:
    """Each row that names a category; one of it where nobody says how many."""
    rows = [{"count": "1", **row} for row in json.loads(draft.text("lines") or "[]")]
    if not rows:
        return []
    said = {"lines": json.dumps(rows), "donor_kind": "unknown"}
    try:
        announced = fact_told(DonationAnnounced, f"organisation:{at.acting}", said, acting=at.acting, on=at.on)
    except BadFields as bad:
        draft.faults += bad.faults
        return []
    assert isinstance(announced, DonationAnnounced)
    return [Gift(line.category, line.count) for line in announced.lines]


def _place(draft: Draft) -> str | None:
    text = draft.text("place")
    if text is None:
        return None
    try:
        return commune_told(text, reference.load().edition)
    except BadCell as fault:
        draft.faults.append(BadField("place", text, str(fault)))
        return None
