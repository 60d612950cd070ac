"""What to do about it: lots without proof, breaches."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.tell import material as tell
from lifecycle.reports import Report
from lifecycle.words import _


def todo(report: Report, names: Mapping[str, str]) -> None:
    """The lots whose certificate is missing, the longest waiting first; then the breaches by rule."""
    st.html(draw.heading(_("What is left to do?"), "todo"))
    lots(report, names)
    breaches(report)


def lots(report: Report, names: Mapping[str, str], *, own: bool = False) -> None:
    """Lots that await proof; ``names`` are those of organisations by code.

    Others ask the operator for a certificate; on its own page (``own``) the operator issues it.
    """
    found = report.table("awaiting").records()
    if not found:
        st.html(draw.note(_("Every lot sent to an operator has its certificate.")))
        return
    st.html(draw.note(tell.awaiting(len(found), own=own)))
    st.html(draw.lot_table(found, names, report.filter.last_day, _lot))


def breaches(report: Report) -> None:
    """Breaches in force, by rule, then one by one."""
    rules = report.table("by_rule").records()
    if not rules:
        st.html(draw.note(_("No breach is in force.")))
        return
    st.html(draw.rule_table(rules))
    with st.expander(_("Which ones?")):
        st.html(draw.breach_table(report.table("breaches").records(), _named))


def _named(subject: str) -> str | draw.Html:
    """A link to the life of a device or the page of a lot; the code of anything else."""
    sort, _colon, code = subject.partition(":")
    if sort == "lot":
        return _lot(code)
    return draw.anchor(code, link("equipement", device=code)) if sort == "device" else code


def _lot(code: str) -> draw.Html:
    return draw.anchor(code, link("lots", lot=code))
