"""The desk of an association: who works, on which day, what was scanned. What its pages write is told here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

import streamlit as st

from dashboard import address, draw
from dashboard.answers import Answers
from dashboard.form import Draft
from dashboard.writing import chosen, today
from lifecycle.intake.desk import Telling
from lifecycle.words import _

ROLE = "association"


class Desk(NamedTuple):
    """The association that works here, its name, and the day."""

    acting: str
    name: str
    on: date


def desk(answers: Answers, question: str) -> Desk | None:
    """Draw the head of a page of work. Nothing where no association is in the ledger: it then says what to do."""
    st.html(draw.title(question))
    if not any(ROLE in one.roles for one in answers.organisations):
        what = _("No association is in this ledger yet: there is nobody to work for.")
        then = _("lifecycle init registers yours; then reload this page.")
        st.html(draw.notice(what, then, links=[draw.anchor(_("Home"), address.link(""))]))
        return None
    with st.container(key="lc-filters", horizontal=True):
        acting = chosen(answers, ROLE)
    name = answers.names[acting]
    address.name_organisation(name)
    st.html(draw.perimeter((name, draw.day(today()))))
    return Desk(acting, name, today())


def telling(draft: Draft, at: Desk) -> Telling:
    """Who tells what stands in a form, and of which day: the one that was typed, else today."""
    day = draft.text("occurred_on") if "occurred_on" in draft.fields else None
    return Telling(at.acting, date.fromisoformat(day) if day else today(), draft.identity, datetime.now(UTC))
