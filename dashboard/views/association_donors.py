"""Part of the association's page: what became of what each donor gave."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import draw
from dashboard.tell import association as tell
from lifecycle.reports import Report
from lifecycle.reports.given import DONORS
from lifecycle.words import _


def donors(given: Report, names: Mapping[str, str]) -> None:
    """By kind of donor at once, by donor where a person asks for it."""
    kinds = {kind: _(words) for kind, words in DONORS.items()}
    rows = tell.by_donor(given, "by_donor_kind", "donor_kind")
    st.html(_table(_("By kind of donor (kg)"), _("Kind of donor"), rows, kinds))
    with st.expander(_("By donor")):
        st.html(_table(_("By donor (kg)"), _("Donor"), tell.by_donor(given, "by_donor", "donor"), names))


def _table(caption: str, who: str, rows: list[tuple[str, list[int]]], words: Mapping[str, str]) -> draw.Html:
    heads = [draw.Head(who), *(draw.Head(_(head), True) for head, _ids in tell.COLUMNS)]
    cells = [(words.get(code, code), *(draw.bare(one, "g", 1) for one in grams)) for code, grams in rows]
    return draw.table(caption, heads, cells)
