"""A count of the shelves: what was counted is held against the books before it is confirmed."""

from __future__ import annotations

import json
from collections.abc import Mapping

import streamlit as st

from dashboard.address import asked_for, speak
from dashboard.desk import Desk, telling
from dashboard.form import Draft, Words, form, told
from dashboard.form.draft import Field
from dashboard.form.outcome import last
from lifecycle.events import StockCounted
from lifecycle.intake.desk import act
from lifecycle.intake.table.cells import BadCell, whole_number
from lifecycle.intake.told import BadFields
from lifecycle.words import _

KEY, COUNTED = "stock", "stock-counted"
MORE = "more"
"""The field for a category that the books do not have on the shelf."""


def counting(names: Mapping[str, str], booked: Mapping[str, int]) -> dict[str, int] | None:
    """A field for each category that the books have; gives what was counted, once it was compared."""
    with st.form(f"{KEY}-count", border=False, enter_to_submit=False), st.container(key=f"lc-form-{KEY}-count"):
        for category in booked:
            with st.container(key=f"lc-field-{KEY}-{category}"):
                st.text_input(names.get(category, category), key=f"{KEY}-of-{category}", persist_state="session")
        others = [code for code in names if code not in booked]
        st.selectbox(
            _("Something that the books do not have"),
            others,
            None,
            format_func=lambda code: names[code],
            key=f"{KEY}-{MORE}",
            placeholder=_("Choose"),
            filter_mode="contains",
            persist_state="session",
        )
        st.text_input(_("How many of these"), key=f"{KEY}-of-{MORE}", persist_state="session")
        sent = _("Compare with the books")
        st.form_submit_button(sent, type="secondary", on_click=_compare, args=(tuple(booked),), key=f"{KEY}-compare")
    counted: dict[str, int] | None = st.session_state.get(COUNTED)
    return counted


def faults() -> list[tuple[str, str]]:
    """What could not be read of the count that was compared last: category, sentence."""
    found: list[tuple[str, str]] = st.session_state.get(f"{COUNTED}-faults", [])
    return found


def _compare(categories: tuple[str, ...]) -> None:
    """What was left empty was not counted: nothing is said of it."""
    speak(asked_for("lang"))  # a callback comes before the page
    counted: dict[str, int] = {}
    wrong: list[tuple[str, str]] = []
    extra = st.session_state.get(f"{KEY}-{MORE}")
    fields = [*((one, one) for one in categories), *([(extra, MORE)] if extra else [])]
    for category, field in fields:
        text = str(st.session_state.get(f"{KEY}-of-{field}") or "").strip()
        try:
            if text:
                counted[category] = _whole(text)
        except BadCell as fault:
            wrong.append((category, str(fault)))
    st.session_state[f"{COUNTED}-faults"] = wrong
    st.session_state[COUNTED] = None if wrong else counted


def _whole(text: str) -> int:
    number = whole_number(text)
    if number < 0:
        raise BadCell(_("a count is not below zero"))
    return number


def confirming(at: Desk, counted: Mapping[str, int] | None, booked: Mapping[str, int]) -> None:
    """The form that records the count that was compared; what became of the last one stays to be read."""
    words = Words(
        submit=_("Record this count"), then=_("What is missing can be told as lost, what is too much received.")
    )
    if counted:
        with form(KEY, words, lambda draft: _tell(draft, at)) as asked:
            asked.drawn["counted"] = Field(COUNTED, None)
            for one in (*booked, MORE):
                asked.drawn[f"of-{one}"] = Field(f"{KEY}-of-{one}", "")
            asked.drawn[MORE] = Field(f"{KEY}-{MORE}", None)
    elif done := last(KEY):
        told(done.outcome, key=KEY, then=words.then, undoing=done.undoing)


def _tell(draft: Draft, at: Desk) -> None:
    counted: dict[str, int] = st.session_state.get(COUNTED) or {}
    said = json.dumps([{"category": category, "count": count} for category, count in counted.items()])
    try:
        draft.facts.append(act(StockCounted, f"organisation:{at.acting}", {"counts": said}, telling(draft, at)))
    except BadFields as bad:
        draft.faults += bad.faults
