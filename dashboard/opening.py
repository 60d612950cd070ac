"""How every page begins: its question, the perimeter and the days it is asked for, in fields and in one line."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import streamlit as st

from dashboard import address, draw
from dashboard.answers import Answers
from dashboard.misread import misread
from dashboard.period import Period, year_before
from lifecycle.reports import Filter
from lifecycle.words import N_, _


class Asked(NamedTuple):
    """What a page is asked, and the same for the days of the year before where the ledger reaches back that far."""

    filter: Filter
    period: Period
    before: Filter | None
    name: str
    """Of the organisation; of all of them where none is chosen."""


WHO = {
    "": N_("In whose hands"),
    "association": N_("Association"),
    "recycler": N_("Recycler"),
    "authority": N_("Local authority"),
}
"""Role of the organisations that a page can be about -> label of the field that chooses one."""


def opening(answers: Answers, question: str, *, role: str = "") -> Asked | None:
    """Draw the head of a page; ``role`` is that of the organisations it can be about, all and each if empty.

    Nothing where there is nothing to ask: the page then says what to do.
    """
    st.html(draw.title(question))
    if answers.days is None:
        st.html(_nothing(bool(answers.organisations)))
        return None
    names = {one.code: one.name for one in answers.organisations if role in (*one.roles, "")}
    if not names and role:
        what = _("No organisation of this kind is in the ledger.")
        st.html(draw.notice(what, _("lifecycle record organisation_registered adds one.")))
        return None
    with st.container(key="lc-filters", horizontal=True):
        period = address.period(answers.days)
        days = Filter(first_day=period.first, last_day=period.last, as_of=address.position())
        choices = names if role else {"": _("All organisations"), **names}
        default = _first(answers, names, days) if role else ""
        code = address.organisation_of(_(WHO[role]), choices, default)
    asked = answers.standing_at(days.model_copy(update={"organisation": code or None}))
    name = names.get(code, _("All organisations of this ledger"))
    if strange := misread(answers.head.count, organisations=answers.names, name=name, period=period):
        st.html(strange)
    known = _("as known at fact {n} of {count}")
    position = known.format(n=draw.count_of(asked.as_of or 0), count=draw.count_of(answers.head.count))
    st.html(draw.perimeter((name, period.words, position)))
    if code:
        address.name_organisation(name)
    return Asked(asked, period, _before(asked, answers.days[0]), name)


def _nothing(registered: bool) -> draw.Html:
    then = (
        _("Import a folder of machine files or a spreadsheet (lifecycle import FOLDER), then reload this page.")
        if registered
        else _("The ledger is empty: lifecycle init registers your organisation, then lifecycle import FOLDER.")
    )
    return draw.notice(_("Nothing has been received yet."), then)


def _first(answers: Answers, names: dict[str, str], days: Filter) -> str:
    """The first organisation of which the books tell anything within the days."""
    told = answers.moved(days)
    return next((code for code in names if code in told), next(iter(names)))


def _before(asked: Filter, begun: date) -> Filter | None:
    """The year before, unless the ledger begins in the midst of it: less than a year would look like growth."""
    if asked.first_day is None or asked.last_day is None:
        return None
    first, last = year_before(asked.first_day), year_before(asked.last_day)
    return asked.model_copy(update={"first_day": first, "last_day": last}) if first >= begun.replace(day=1) else None
