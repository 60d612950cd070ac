"""Which values a category calls for in one civil year, and the first of them that has no source."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lifecycle.impact.drawing import Values
from lifecycle.reference import Factor

MONTHS = 12
"""Of a year."""


class Reason(NamedTuple):
    """Why devices of a category are left out: the value that has no source."""

    name: str
    key: str


class Known(NamedTuple):
    """The values that hold for one category in one civil year."""

    embodied: Factor
    life: Factor
    grid: Factor
    old: Factor | None
    new: Factor | None

    @property
    def all(self) -> tuple[Factor, ...]:
        """Each of them."""
        return tuple(one for one in self if one is not None)


def values_on(year: int) -> date:
    """The day whose values hold for a civil year: its last."""
    return date(year, 12, 31)


def known(values: Values, category: str, year: int, *, country: str = "FR") -> Known | Reason:
    """The values for a category and year, or the first that has no source."""
    on = values_on(year)
    embodied, life = values.factor("embodied", category, on=on), values.factor("life_new", category, on=on)
    if embodied is None:
        return Reason("embodied", category)
    if life is None:
        return Reason("life_new", category)
    grid = values.factor("grid", country, on=on)
    if grid is None:
        return Reason("grid", country)
    new = values.factor("use_kwh", category, on=on)
    return Known(embodied, life, grid, values.factor("use_kwh_old", category, on=on) or new, new)


def what_it_took(record: str) -> tuple[str, ...]:
    """The burdens that a record of the workshop, or its absence, calls for."""
    if not record:
        return ("refurbishing",)
    _workshop, *parts = record.split()
    return ("process", *(f"part:{kind}" for kind in parts))


def burden_factor(values: Values, category: str, what: str, *, on: date) -> Factor | Reason:
    """The value of one burden, or which one has no source."""
    family, _colon, key = what.partition(":")
    asked = category if family == "refurbishing" else key
    return values.factor(family, asked, on=on) or Reason(family, asked)
