"""A hand-over on one screen: to whom, what, on which terms, for how much, and the one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.address import asked_for
from dashboard.answers import Answers
from dashboard.desk import Desk, telling
from dashboard.desk.acts import at_hand
from dashboard.desk.stack import joins, told_in
from dashboard.form import Draft, Widgets, Words, form
from dashboard.tell.choices import choices
from lifecycle.events import HandedOver, SubstitutionAnswered
from lifecycle.intake.desk import handing, pseudonym
from lifecycle.intake.table.shape import shapes_of
from lifecycle.intake.told import BadFields
from lifecycle.words import N_, _

KEY = "remise"
SHOWN = f"{KEY}-shown"
"""The codes of which the page last showed whether they fit: only these are confirmed."""
PERSON = "B-"
"""With this a pseudonym begins: a name typed in its place is refused."""

LABELS: Mapping[str, str] = {
    "recipient_kind": N_("Who receives it"),
    "known": N_("Pseudonym, if this person has one already"),
    "organisation": N_("Which organisation, if it is one of this ledger"),
    "terms": N_("On which terms"),
    "due_back": N_("Due back on, if it is a loan"),
    "charter_version": N_("Version of the charter that is signed"),
    "cents": N_("Contribution received"),
    "answer": N_("Without this equipment, what would you have done?"),
    "replaces": N_("Code of the one that comes back in exchange"),
}
"""Field -> its name on this page."""


def handing_over(answers: Answers, at: Desk, codes: Sequence[str], label: str) -> None:
    """The form; ``codes`` are those of which the page shows whether they fit."""
    st.session_state[SHOWN] = tuple(codes)
    words = Words(
        submit=_("Confirm the hand-over"),
        then=_("Print the paper below, and have it signed: it holds no name."),
        labels={name: _(text) for name, text in LABELS.items()},
        options={"organisation": answers.names},
        defaults={
            "recipient_kind": "person",
            "terms": "gift",
            "replaces": asked_for("replaces").upper(),
            **{name: said for name, said in answers.habits(at.acting).items() if name == "charter_version"},
        },
        hints={
            "known": _("One is made for each new person. It begins with {start}").format(start=PERSON),
        },
        keeps=("charter_version",),
    )
    with form(KEY, words, lambda draft: _tell(draft, at, answers)) as asked:
        joins(asked, KEY, label)
        asked.field(HandedOver, "recipient_kind")
        asked.field(HandedOver, "terms")
        asked.field(HandedOver, "charter_version")
        asked.text("cents", "", unit="€", unit_of="cents")
        answers_known = choices(shapes_of(SubstitutionAnswered)["answer"])
        asked.choice("answer", "", answers_known)  # it may not have been asked
        with st.expander(_("Someone known already, an organisation, an exchange, a loan, another day")):
            _seldom(asked, answers)


def _seldom(asked: Widgets, answers: Answers) -> None:
    asked.text("known", "")
    asked.choice("organisation", "", answers.names, listed=True)
    asked.fields(HandedOver, "replaces", "due_back", "occurred_on")


def _tell(draft: Draft, at: Desk, answers: Answers) -> None:
    codes = told_in(KEY, at_hand(answers, at))
    if not codes:
        draft.fault("codes", _("scan or paste what is handed over"))
    elif codes != st.session_state.get(SHOWN):
        draft.fault("codes", _("the list has changed: look at it above, then confirm again"))
    by = telling(draft, at)
    recipient = _recipient(draft) or pseudonym(by)
    if draft.faults:
        return
    said = draft.texts("recipient_kind", "terms", "due_back", "charter_version", "replaces")
    euros = (draft.text("cents") or "").removesuffix("€")
    try:
        draft.facts += handing(codes, {**said, "recipient": recipient}, by, euros=euros, answer=draft.text("answer"))
    except BadFields as bad:
        draft.faults += bad.faults


def _recipient(draft: Draft) -> str | None:
    """The pseudonym that a person has already, or the code of an organisation; None for a new person."""
    known, organisation = draft.text("known"), draft.text("organisation")
    if known and organisation:
        draft.fault("known", _("it is a person or an organisation: leave one of the two empty"))
    elif known and not known.upper().startswith(PERSON):
        draft.fault("known", _("a pseudonym begins with {start}: names never enter the ledger").format(start=PERSON))
    return organisation or known
