"""A rate by year against a target that rises in steps: years downwards, both readings of the law as points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.amounts import points
from dashboard.draw.texts import Html, note
from lifecycle.words import _

WHOLE = 10_000
"""Basis points of one: the scale goes at least that far."""


class Year(NamedTuple):
    """Rates and target of one year, in basis points; none where there is none."""

    year: str
    written: int | None
    of_stock: int | None
    target: int | None


def rates(years: Sequence[Year], words: str) -> Html:
    """One track a year, from zero, all on one scale; the list reads alike without its tracks."""
    most = max([WHOLE, *(value for year in years for value in year[1:] if value is not None)])
    rows = Markup("").join(_row(year, most) for year in years)
    signs = _("● as the text is written; ○ limited to the stock of 1 January; ┃ target")
    return note(signs) + Markup('<ul class="lc-rates" aria-label="{}">{}</ul>').format(words, rows)


def _row(year: Year, most: int) -> Html:
    marks = Markup("").join(
        Markup('<span class="{}" style="left:{}%"></span>').format(style, value * 100 // most)
        for style, value in (
            ("lc-target", year.target),
            ("lc-of-stock", year.of_stock),
            ("lc-written", year.written),
        )
        if value is not None
    )
    return Markup(
        '<li><span class="lc-year">{}</span><span class="lc-track" aria-hidden="true">{}</span><span>{}</span></li>'
    ).format(year.year, marks, _said(year))


def _said(year: Year) -> str:
    target = _("target {share}").format(share=points(year.target)) if year.target is not None else _("no target")
    if year.written is None:
        none = _("no rate")
        return f"{none} · {target}"
    both = points(year.written)
    if year.of_stock is not None and year.of_stock != year.written:
        both = _("{written}, of the stock {limited}").format(written=both, limited=points(year.of_stock))
    return f"{both} · {target}"
