"""Amounts with their interval, below each other on one scale that holds nothing: bars from zero, and a whisker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.tables import Head, table
from dashboard.draw.texts import Html
from lifecycle.quantity import Estimate
from lifecycle.reports.amounts import NOTHING
from lifecycle.reports.numbers import EMISSIONS, SHOWN, about, emissions
from lifecycle.words import _


class Span(NamedTuple):
    """One amount: its words, and how much it is between bounds."""

    words: str | Html
    quantity: Estimate
    whole: bool = False
    """What the others make together."""
    taken_off: bool = False
    """It makes the whole less: its bar lies on the other side of nothing."""

    @property
    def ends(self) -> tuple[int, int, int]:
        """Where it lies: the lowest, the middle, the highest; an amount without bounds is its own."""
        lies = -self.quantity if self.taken_off else self.quantity
        middle = lies.central
        return (middle if lies.low is None else lies.low, middle, middle if lies.high is None else lies.high)


def intervals(spans: Iterable[Span], words: str) -> Html:
    """One row an amount; the list reads alike without its bars, which only show what the amounts say."""
    found = list(spans)
    ends = [end for span in found for end in span.ends]
    least, most = min([0, *ends]), max([0, *ends])
    rows = Markup("").join(_row(span, least, most) for span in found)
    return Markup('<ul class="lc-intervals" aria-label="{}">{}</ul>').format(words, rows)


def interval_table(spans: Iterable[Span], caption: str) -> Html:
    """The same as a table: kilograms CO2e, low, middle, high."""
    unit = SHOWN[EMISSIONS][1]
    heads = [Head(caption), *(Head(f"{words} ({unit})", True) for words in (_("Low"), _("Middle"), _("High")))]
    rows = [(span.words, *_cells(span.quantity)) for span in spans]
    return table(caption, heads, rows, shown=False)


def _cells(quantity: Estimate) -> Iterator[str]:
    low, middle, high = quantity.low, quantity.central, quantity.high
    for value in (low, middle, high):
        yield NOTHING if value is None or (quantity.is_exact and not value) else emissions(value, low, high)


def _row(span: Span, least: int, most: int) -> Html:
    def place(value: int) -> int:
        # Thousandths of the width: for the eye alone.
        return (value - least) * 1000 // ((most - least) or 1)

    low, middle, high = span.ends
    zero = place(0)
    bar = _stretch("lc-extent", min(zero, place(middle)), max(zero, place(middle)))
    whisker = _stretch("lc-whisker", place(low), place(high)) if low != high else Html("")
    return Markup(
        '<li class="{}"><span class="lc-part">{}</span><span class="lc-track" aria-hidden="true">{}{}{}</span>'
        '<span class="lc-much">{}</span></li>'
    ).format("lc-whole" if span.whole else "", span.words, bar, whisker, _at("lc-zero", zero), _much(span.quantity))


def _much(quantity: Estimate) -> str:
    """An amount as people read it; exactly nothing is a dash, as in a table."""
    return NOTHING if quantity.is_exact and not quantity.central else about(quantity)


def _stretch(name: str, first: int, last: int) -> Html:
    return Markup('<span class="{}" style="left:{}%;width:{}%"></span>').format(
        name, first / 10, max(0, last - first) / 10
    )


def _at(name: str, place: int) -> Html:
    return Markup('<span class="{}" style="left:{}%"></span>').format(name, place / 10)
