"""Numbers and days as people read them: 12 345,6 kg and 5 mars 2026 in French, 12,345.6 kg in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date

from lifecycle.quantity import Estimate, rounded
from lifecycle.words import _, language

NARROW = "\u202f"
"""Narrow no-break space: between thousands, and before a unit."""


def grouped(number: int) -> str:
    """A whole number with its thousands apart."""
    text = f"{number:,}"
    return text.replace(",", NARROW).replace("-", "−") if language() == "fr" else text.replace("-", "−")


def kilograms(grams: int, digits: int | None = None) -> str:
    """Grams as kilograms: to the gram, or rounded to so many digits after the comma."""
    return f"{_decimal(grams, 3, 3 if digits is None else digits)}{NARROW}kg"


def _decimal(value: int, scale: int, digits: int) -> str:
    """A whole number of thousandths, hundredths, … as a number with so many digits after the comma."""
    return _written(Decimal(value).scaleb(-scale).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _written(number: Decimal) -> str:
    """A decimal with all its digits, thousands apart, after the reader's language."""
    whole, _point, rest = f"{abs(number):f}".partition(".")
    comma = "," if language() == "fr" else "."
    sign = "−" if number < 0 else ""
    return f"{sign}{grouped(int(whole))}{comma + rest if rest else ''}"


DIGITS = 6
"""Significant digits that a person is shown; programs get them all."""


def number(value: Decimal) -> str:
    """A decimal of up to six significant digits, thousands apart; what is further is for programs."""
    value = value.normalize()
    if value and value.adjusted() - value.as_tuple().exponent >= DIGITS:  # type: ignore[operator]
        value = round(value, DIGITS - 1 - value.adjusted()).normalize()
    return _written(value)


SHOWN: Mapping[str, tuple[int, str]] = {
    "g": (3, "kg"),
    "gCO2e": (3, "kg CO₂e"),
    "g_per_1000_inhabitants": (3, "kg"),
    "cents": (2, "€"),
    "basis_points": (2, "%"),
}
"""Unit of a value -> digits after the comma and sign with which people see it; other units are seen as they are."""


def quantity(value: int, unit: str) -> str:
    """A value of a report with its unit: grams as kilograms, cents as euros, counts as they are."""
    if unit not in SHOWN:
        return grouped(value)
    digits, sign = SHOWN[unit]
    return f"{_decimal(value, digits, digits)}{NARROW}{sign}"


EMISSIONS = "gCO2e"
"""The unit of emissions, of which people read no more digits than the interval deserves."""


def emissions(value: int, low: int | None, high: int | None) -> str:
    """Grams CO2e as kilograms, rounded by the width of their interval, without the unit."""
    kilos = [None if one is None else Decimal(one).scaleb(-3) for one in (value, low, high)]
    assert kilos[0] is not None, "a value has a centre"
    shown = rounded(Estimate(kilos[0], kilos[1], kilos[2], EMISSIONS)).central
    digits = max(0, -int(shown.as_tuple().exponent))
    return _decimal(int(shown.scaleb(digits)), digits, digits)


def about(quantity: Estimate) -> str:
    """Emissions as people read them: about 140 kg CO₂e (80 – 195)."""
    value, low, high = quantity.central, quantity.low, quantity.high
    shown = f"{emissions(value, low, high)}{NARROW}{SHOWN[EMISSIONS][1]}"
    if quantity.is_exact:
        return shown
    told = _("about {amount}").format(amount=shown)
    if low is None or high is None:
        return f"{told} " + _("(without range)")
    bounds = " – ".join(emissions(bound, low, high) for bound in (low, high))
    return f"{told} ({bounds})"


@dataclass(frozen=True)
class Percent:
    """A share inside a sentence, as a percentage; a small one is not none."""

    share: float

    def __str__(self) -> str:
        return f"< {percent(0.01)}" if 0 < self.share < 0.005 else percent(self.share)


@dataclass(frozen=True)
class SignedMass:
    """Grams inside a sentence: they read as kilograms, with their sign, in the reader's language."""

    grams: int

    def __str__(self) -> str:
        return f"+{kilograms(self.grams)}" if self.grams > 0 else kilograms(self.grams)


@dataclass(frozen=True)
class Amount:
    """A value with its unit inside a sentence, and its bounds where they say more, in the reader's language."""

    value: int | Decimal
    unit: str
    low: int | Decimal | None = None
    high: int | Decimal | None = None
    exact: bool = False
    """True where every digit matters: emissions are not rounded."""

    def __str__(self) -> str:
        if self.value != int(self.value):
            return f"{self.value:f} {self.unit}"
        low, high = (None if bound is None else int(bound) for bound in (self.low, self.high))
        if self.unit == EMISSIONS and not self.exact:
            return about(Estimate(int(self.value), low, high, self.unit))
        shown = quantity(int(self.value), self.unit)
        return shown if low is None or high is None else f"{shown} {range_of(low, high, self.unit)}".strip()


def day_in_words(day: date, pattern: str = "d MMMM y") -> str:
    """5 mars 2026, or after another of Unicode's patterns."""
    return format_date(day, pattern, locale="fr_FR" if language() == "fr" else "en_GB")


@dataclass(frozen=True)
class Day:
    """A civil day inside a sentence: it reads in the reader's language."""

    day: date

    def __str__(self) -> str:
        return day_in_words(self.day)


def percent(share: float | None) -> str:
    """A share as a percentage, rounded; a dash where there is none."""
    if share is None:
        return "–"
    return f"{round(share * 100)}{NARROW}%" if language() == "fr" else f"{round(share * 100)}%"


def range_of(low: int | None, high: int | None, unit: str) -> str:
    """Bounds between brackets; says so where no source gives any."""
    if low is None or high is None:
        return _("(without range)")
    return "" if low == high else f"({quantity(low, unit)} – {quantity(high, unit)})"
