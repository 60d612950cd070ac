"""What to do about it: lots without proof, breaches."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import perimeter, standings
from dashboard.draw import Head, Html
from lifecycle.reports import Report
from lifecycle.reports.breaches import DENIED, RULE_WORDS
from lifecycle.reports.words import ACCOUNTS
from lifecycle.words import _, ngettext

LISTED = 12
"""Rows that a page lists; the exported file holds them all."""


def todo(report: Report) -> None:
    """The lots whose certificate is missing, the longest waiting first; then the breaches by rule."""
    st.html(draw.heading(_("What is left to do?"), "todo"))
    lots = report.table("awaiting").records()
    if lots:
        _lots(lots)
    else:
        st.html(draw.note(_("Every lot sent to an operator has its certificate.")))
    rules = report.table("by_rule").records()
    if rules:
        _breaches(report, rules)
    else:
        st.html(draw.note(_("No breach is in force.")))


def _lots(lots: list[dict[str, str | int | None]]) -> None:
    what = ngettext(
        "{count} lot awaits the certificate of its treatment: ask the operator for it.",
        "{count} lots await the certificate of their treatment: ask the operators for them.",
        len(lots),
    )
    st.html(draw.note(what.format(count=draw.bare(len(lots), "things"))))
    names = {one.code: one.name for one in perimeter()}
    heads = [Head(_("Lot")), Head(_("Since")), Head(_("Where")), Head(_("Mass (kg)"), True), Head(_("Things"), True)]
    rows = [
        (
            str(lot["lot"]) or draw.NOTHING,
            draw.short_day(str(lot["since"])),
            f"{_(ACCOUNTS[str(lot['account'])])} · {names.get(str(lot['organisation']), lot['organisation'])}",
            draw.bare(int(lot["grams"] or 0), "g"),
            draw.bare(int(lot["units"] or 0), "things"),
        )
        for lot in lots[:LISTED]
    ]
    st.html(draw.table(_("Lots awaiting proof, the longest waiting first"), heads, rows, shown=False))
    _rest(len(lots))


def _breaches(report: Report, rules: list[dict[str, str | int | None]]) -> None:
    heads = [Head(_("Breach")), Head(_("What cannot be claimed")), Head(_("How many"), True)]
    rows = [
        (
            _(RULE_WORDS.get(str(rule["rule"]), str(rule["rule"]))),
            _(DENIED.get(str(rule["denies"]), "")) or draw.NOTHING,
            draw.bare(int(rule["count"] or 0), "things"),
        )
        for rule in rules
    ]
    st.html(draw.table(_("Breaches in force: true facts that break a rule"), heads, rows))
    found = report.table("breaches").records()
    with st.expander(_("Which ones?")):
        lines = [
            (
                draw.short_day(str(one["day"])),
                _subject(str(one["subject"])),
                _(RULE_WORDS.get(str(one["rule"]), str(one["rule"]))),
            )
            for one in found[:LISTED]
        ]
        st.html(draw.table(_("Breaches one by one"), [Head(_("Day")), Head(_("Subject")), Head(_("Breach"))], lines))
        _rest(len(found))


def _subject(subject: str) -> str | Html:
    """A link to the life of a device; the code of anything else."""
    sort, _colon, code = subject.partition(":")
    return draw.anchor(code, f"{link(device=code)}#device") if sort == "device" and code in standings() else code


def _rest(count: int) -> None:
    if count > LISTED:
        more = _("… and {count} more; the downloaded file holds them all").format(
            count=draw.bare(count - LISTED, "things")
        )
        st.html(draw.note(more))
