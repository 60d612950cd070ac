"""Days and amounts as pages and papers show them. What is to be read to the gram says so by its digits."""

from __future__ import annotations

from datetime import date

from lifecycle.reports.numbers import NARROW, day_in_words, grouped, kilograms, percent
from lifecycle.reports.report import Figure
from lifecycle.words import _, language

NOTHING = "–"
TONNES_FROM_G = 10_000_000
"""From here on a mass is read in tonnes, in figures and sentences; tables keep the unit of their head."""
FEW = 10
"""Of fewer things than this no share is told: it would say more than is known."""


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
    """Kilograms with their unit, rounded for reading; tonnes where there are many."""
    if not grams:
        return kilograms(0, 0)
    if abs(grams) >= TONNES_FROM_G and digits <= 1:
        return f"{kilograms(grams // 1000, 1).removesuffix('kg')}t"
    return kilograms(grams, digits)


def count_of(things: int) -> str:
    """How many, in a sentence or as a large figure: none is 0."""
    return grouped(things)


def amount(value: int, unit: str) -> str:
    """A value of a report as it is read."""
    return kilos(value) if unit == "g" else count_of(value)


def bare(value: int | None, unit: str, digits: int = 3) -> str:
    """A number for a cell of a table whose head names the unit; nothing is a dash there, and only there."""
    if not value:
        return NOTHING
    return kilograms(value, digits).removesuffix(f"{NARROW}kg") if unit == "g" else grouped(value)


def signed(grams: int) -> str:
    """A change in kilograms, with its sign."""
    return f"+{kilos(grams)}" if grams > 0 else kilos(grams)


def share(part: int, whole: int) -> str:
    """A part of a whole as a percentage; a dash where there is no whole."""
    return percent(part / whole if whole else None).replace("-", "−")


def points(basis_points: int) -> str:
    """A rate in hundredths of a percent, to the tenth below: what misses a target is never rounded up to it."""
    whole, rest = divmod(basis_points // 10, 10)
    mark = "," if language() == "fr" else "."
    tenth = f"{mark}{rest}" if rest else ""
    return f"{whole}{tenth}{NARROW}%" if language() == "fr" else f"{whole}{tenth}%"


def euros(cents: int) -> str:
    """Whole euros, for reading."""
    return f"{grouped(cents // 100)}{NARROW}€"


def than_before(now: int, before: int) -> str:
    """How much more or less than before, as a percentage with its sign; nothing where that says nothing."""
    if before <= 0 or now > 10 * before:
        return ""
    text = percent(abs(now - before) / before)
    if text == percent(0.0):
        return ""
    return f"+{text}" if now > before else f"−{text}"


def a_year_before(figure: Figure, before: Figure | None) -> str:
    """The same figure for the same days of the year before, and the difference; nothing where none is known."""
    if before is None:
        return ""
    was = amount(before.value, before.unit)
    change = than_before(figure.value, before.value)
    if not change or figure.value == before.value:
        return _("a year before: {value}").format(value=was)
    return _("a year before: {value} ({change})").format(value=was, change=change)


def bounds(figure: Figure, *, unit: bool = True) -> str:
    """What the figure lies between, with its unit or for a column whose head names it.

    Says so where no source gives a range.
    """
    low, high = figure.quantity.low, figure.quantity.high
    if not figure.coverage.by_source or (low is not None and low == high):
        return "" if unit else NOTHING
    if low is None or high is None:
        return _("without range")
    ends = (kilos(low), kilos(high)) if unit else (bare(low, "g", 1), bare(high, "g", 1))
    return _("{low} to {high}").format(low=ends[0], high=ends[1])


def weighed_share(figure: Figure) -> str:
    """The part of the mass that a scale or a document has said, for a column."""
    return percent(figure.coverage.weighed_share)


def weighed(figure: Figure) -> str:
    """How much of the mass a scale or a document has said."""
    if not figure.coverage.by_source:
        return ""
    return _("{share} of the mass weighed").format(share=percent(figure.coverage.weighed_share))
