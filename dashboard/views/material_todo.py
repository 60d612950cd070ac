"""What to do about it: lots without proof, breaches."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import perimeter, standings
from lifecycle.reports import Report
from lifecycle.words import _, ngettext


def todo(report: Report) -> None:
    """The lots whose certificate is missing, the longest waiting first; then the breaches by rule."""
    st.html(draw.heading(_("What is left to do?"), "todo"))
    _lots(report)
    _breaches(report)


def _lots(report: Report) -> None:
    lots = report.table("awaiting").records()
    if not lots:
        st.html(draw.note(_("Every lot sent to an operator has its certificate.")))
        return
    what = ngettext(
        "{count} lot awaits the certificate of its treatment: ask the operator for it.",
        "{count} lots await the certificate of their treatment: ask the operators for them.",
        len(lots),
    )
    st.html(draw.note(what.format(count=draw.count_of(len(lots)))))
    st.html(draw.lot_table(lots, {one.code: one.name for one in perimeter()}))


def _breaches(report: Report) -> None:
    rules = report.table("by_rule").records()
    if not rules:
        st.html(draw.note(_("No breach is in force.")))
        return
    st.html(draw.rule_table(rules))
    found = report.table("breaches").records()
    with st.expander(_("Which ones?")):
        st.html(draw.breach_table(found, _named))


def _named(subject: str) -> str | draw.Html:
    """A link to the life of a device; the code of anything else."""
    sort, _colon, code = subject.partition(":")
    return draw.anchor(code, f"{link(device=code)}#device") if sort == "device" and code in standings() else code
