"""Bars that lie: what a whole is made of, each part with its words, its amount, its share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.texts import Html
from lifecycle.reports.amounts import amount, share


class Part(NamedTuple):
    """One part of a whole: its words, how much, and which colour it bears."""

    words: str
    value: int
    line: str = ""
    """One of the six lines, or nothing for what is none of them."""


def shares(parts: Iterable[Part], whole: int | None, words: str, *, unit: str = "g") -> Html:
    """One bar a part, from zero, all on one scale; the list reads alike without its bars.

    A part below zero, such as a default that a scale has lowered, is hatched. Where nothing is
    the whole, as of amounts for each inhabitant, no share is told.
    """
    found = list(parts)
    most = max((abs(part.value) for part in found), default=0) or 1
    rows = Markup("").join(_row(part, whole, most, unit) for part in found)
    style = "lc-shares" if whole is not None else "lc-shares lc-no-whole"
    return Markup('<ul class="{}" aria-label="{}">{}</ul>').format(style, words, rows)


def _row(part: Part, whole: int | None, most: int, unit: str) -> Html:
    # Thousandths of the longest bar: a width for the eye; what is read is the amount.
    width = abs(part.value) * 1000 // most
    return Markup(
        '<li data-line="{}"><span class="lc-part">{}</span><span class="lc-bar" aria-hidden="true">'
        '<span class="{}" style="width:{}.{}%"></span></span>'
        '<span class="lc-much">{}</span><span class="lc-share">{}</span></li>'
    ).format(
        part.line,
        part.words,
        "lc-hatched" if part.value < 0 else "",
        width // 10,
        width % 10,
        amount(part.value, unit),
        share(part.value, whole) if whole is not None else "",
    )
