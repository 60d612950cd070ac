"""The field for a stack of labels, scanned or pasted. It stands before the form: what it holds is shown first."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.address import asked_for
from dashboard.draw import written
from dashboard.form import Widgets
from dashboard.form.draft import Field
from lifecycle.intake.desk import codes_told
from lifecycle.words import _

SIGNS = 4
"""So many last signs of a code are enough, where only one machine here ends with them."""


def scanned(key: str, label: str, known: Iterable[str] = ()) -> tuple[tuple[str, ...], DeltaGenerator]:
    """The codes in the field, and the place beside it where each of them is told.

    A device that the address names is put into it once; ``known`` are those at hand.
    """
    field, came = f"{key}-codes", f"{key}-came-with"
    named = asked_for("device").strip().upper()
    if named and st.session_state.get(came) != named:
        st.session_state[field], st.session_state[came] = named, named
    with st.container(key=f"lc-stack-{key}", horizontal=True):
        with st.container():
            st.text_area(label, key=field, height=146, persist_state="session")
            st.html(written.hint(_("One below the other, or separated by spaces. Ctrl+Enter reads them.")))
        beside = st.container()
    return told_in(key, known), beside


def told_in(key: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The codes that the field holds now; the last signs of a code at hand stand for it."""
    here = list(known)
    return tuple(dict.fromkeys(_meant(code, here) for code in codes_told(st.session_state.get(f"{key}-codes") or "")))


def joins(asked: Widgets, key: str, label: str) -> None:
    """Make the stack a part of a form: its faults are told with the others, and once recorded it is done with."""
    asked.drawn["codes"] = Field(f"{key}-codes", "")
    asked.labels["codes"] = label


def _meant(code: str, known: list[str]) -> str:
    if code in known or len(code) < SIGNS:
        return code
    ends = [one for one in known if one.endswith(code)]
    return ends[0] if len(ends) == 1 else code
