"""Below the bench: a lot is opened in one confirmed form."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.answers import Answers
from dashboard.form import Draft, Words, form
from dashboard.tell import lot_choices
from dashboard.writing import today
from lifecycle.events import LotOpened
from lifecycle.words import _


def open_a_lot(answers: Answers, own: str) -> None:
    """Its code is proposed, its hour is told: what is scanned next comes after it."""
    fields = ("legal", "waste_code")
    words = Words(
        submit=_("Open the lot"),
        then=_("Choose it above as the lot in hand, or scan its label."),
        options={"waste_code": lot_choices.waste_codes(today())},
        defaults={"legal": "WASTE", "code": answers.lots(today()).next_code(own)},
    )

    def tell(draft: Draft) -> None:
        now = datetime.now(ZoneInfo("Europe/Paris")).isoformat(timespec="seconds")
        subject = f"lot:{(draft.text('code') or '').strip().upper()}"
        draft.tell(LotOpened, subject, {**draft.texts(*fields), "occurred_at": now}, acting=own)

    with st.expander(_("Open a lot")), form("bench-open-lot", words, tell) as asked:
        asked.text("code", _("Code of the lot"), needed=True)
        asked.fields(LotOpened, *fields)
