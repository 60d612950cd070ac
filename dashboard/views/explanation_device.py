"""Part of the page that takes a figure apart: the ledgers of one device, and all that is told as a file."""

from __future__ import annotations

import json

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.views.explanation_asked import address_of
from dashboard.views.footing import footing, later
from lifecycle.reports.explaining import Explained, ExplainedDevice
from lifecycle.words import _


def device_ledgers(told: ExplainedDevice, answers: Answers) -> None:
    """Where each gram of it is, its emissions, what is not known, and all of it as a file."""
    life = draw.anchor(_("The life of {code}, fact by fact").format(code=told.code), address_of(f"device:{told.code}"))
    st.html(draw.note(life))
    for heading, anchor, terms in (
        (_("Its mass: where each gram is"), "mass", told.mass),
        (_("Its emissions, by our method"), "emissions", told.emissions),
    ):
        st.html(draw.heading(heading, anchor))
        for term in terms:
            st.html(draw.tree(term, address_of))
        if not terms:
            st.html(draw.note(_("Nothing can be told.")))
    if told.missing:
        st.html(draw.heading(_("What is not known"), "missing"))
        st.html(draw.notes(str(sentence) for sentence in told.missing))
    file(told, told.code)
    footing(answers, told.report, None)


def file(told: Explained | ExplainedDevice, name: str) -> None:
    """All of it, every thing named, for programs."""
    st.download_button(
        _("All of it, every thing named (JSON)"),
        later(lambda: json.dumps(told.to_json(), ensure_ascii=False, indent=1).encode()),
        file_name=f"{_('explanation')}-{name}.json",
        mime="application/json",
        key="download-explanation",
        on_click="ignore",
    )
