"""What waits, sort by sort: how much, since when, and the way to where it is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.texts import Html, anchor


class First(NamedTuple):
    """One thing that waits."""

    code: str
    address: str
    what: str
    late: str
    """Since when it is late, in words; empty where it is in time."""


class Waits(NamedTuple):
    """All that waits of one sort."""

    amount: str
    words: str
    address: str
    beside: str
    late: str
    """How many are late, in words; empty where none is."""
    firsts: Sequence[First]
    open_words: str


def waiting(found: Iterable[Waits]) -> Html:
    """One below the other; the oldest of each open on demand."""
    return Markup('<ul class="lc-waits">{}</ul>').format(Markup("").join(_sort(one) for one in found))


def _sort(one: Waits) -> Html:
    firsts = Markup("").join(_first(first) for first in one.firsts)
    late = Markup(' <span class="lc-overdue">{}</span>').format(one.late) if one.late else ""
    return Markup(
        '<li><span class="lc-count">{}</span>{}<p class="lc-beside">{}{}</p>'
        '<details class="lc-firsts"><summary>{}</summary><ul>{}</ul></details></li>'
    ).format(one.amount, anchor(one.words, one.address), one.beside, late, one.open_words, firsts)


def _first(first: First) -> Html:
    late = Markup(' <span class="lc-overdue">{}</span>').format(first.late) if first.late else ""
    return Markup("<li>{} {}{}</li>").format(anchor(first.code, first.address), first.what, late)
