"""Days and amounts as a page shows them. What is to be read to the gram says so by its digits."""

from __future__ import annotations

from datetime import date

from lifecycle.reports import Figure
from lifecycle.reports.numbers import NARROW, day_in_words, grouped, kilograms, percent
from lifecycle.words import _

NOTHING = "–"


def day(on: date | str) -> str:
    """5 mars 2026."""
    return day_in_words(_date(on))


def short_day(on: date | str) -> str:
    """5 mars 2026, with the month cut short where it is long."""
    return day_in_words(_date(on), "d MMM y")


def month(period: str, pattern: str = "LLLL y") -> str:
    """2026-03 as mars 2026, or after a pattern of Unicode's."""
    return day_in_words(date.fromisoformat(f"{period}-01"), pattern)


def _date(on: date | str) -> date:
    return date.fromisoformat(on) if isinstance(on, str) else on


def kilos(grams: int, digits: int = 1) -> str:
    """Kilograms with their unit, rounded for reading."""
    return kilograms(grams, digits)


def count_of(things: int) -> str:
    """How many, in a sentence or as a large figure: none is 0."""
    return grouped(things)


def bare(value: int | None, unit: str, digits: int = 3) -> str:
    """A number for a cell of a table whose head names the unit; nothing is a dash there, and only there."""
    if not value:
        return NOTHING
    return kilograms(value, digits).removesuffix(f"{NARROW}kg") if unit == "g" else grouped(value)


def signed(grams: int) -> str:
    """A change in kilograms, with its sign."""
    return f"+{kilos(grams)}" if grams > 0 else kilos(grams)


def bounds(figure: Figure) -> str:
    """What the figure lies between; says so where no source gives a range."""
    low, high = figure.quantity.low, figure.quantity.high
    if not figure.coverage.by_source or (low is not None and low == high):
        return ""
    if low is None or high is None:
        return _("without range")
    return _("{low} to {high}").format(low=kilos(low), high=kilos(high))


def between(figure: Figure) -> str:
    """The bounds, for a column whose head names the unit."""
    low, high = figure.quantity.low, figure.quantity.high
    if not figure.coverage.by_source or (low is not None and low == high):
        return NOTHING
    if low is None or high is None:
        return _("without range")
    return _("{low} to {high}").format(low=bare(low, "g", 1), high=bare(high, "g", 1))


def weighed_share(figure: Figure) -> str:
    """The part of the mass that a scale or a document has said, for a column."""
    return percent(figure.coverage.weighed_share)


def weighed(figure: Figure) -> str:
    """How much of the mass a scale or a document has said."""
    if not figure.coverage.by_source:
        return ""
    return _("{share} of the mass weighed").format(share=percent(figure.coverage.weighed_share))
