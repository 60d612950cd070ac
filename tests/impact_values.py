"""Values that tests of emissions invent: by name and key, in one edition, on any day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from lifecycle.reference import Factor

ON = date(2026, 12, 31)
EARLY = date(2000, 1, 1)
Shared = Literal["fleet", "source", "category"]


class Invented:
    """Values of a test, by name and key."""

    edition = "2026-9"

    def __init__(self, *told: Factor) -> None:
        self._told = {(one.name, one.key): one for one in told}

    def factor(self, name: str, key: str = "", *, on: date) -> Factor | None:
        """The value that holds on a day."""
        assert on.year >= EARLY.year
        told = self._told.get((name, key))
        return told if told and told.valid_from <= on else None


def value(
    name: str,
    key: str,
    unit: str,
    *figures: str,
    shared_by: Shared = "category",
    source: str = "invented",
    since: date = EARLY,
) -> Factor:
    """A central value, or low, central and high, that holds since a day."""
    low, central, high = figures if len(figures) == 3 else (None, figures[0], None)
    return Factor(
        name=name,
        key=key,
        unit=unit,
        central=Decimal(central),
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        shape="point" if low is None else "triangular",
        shared_by=shared_by,
        source=source,
        bounds_sources=(),
        where=None,
        edition="2026-9",
        valid_from=since,
        valid_to=None,
    )


BASIC = (
    value("draws", "", "1", "10000"),
    value("survey_threshold", "substitution", "1", "30"),
    value("substitution", "", "1", "0", "0.5", "1", shared_by="fleet"),
    value("grid", "FR", "kgCO2e/kWh", "0.05"),
    value("life_new", "laptop", "year", "5"),
    value("life_new", "tablet", "year", "3"),
    value("process", "", "kgCO2e", "3"),
)
LAPTOP = value("embodied", "laptop", "kgCO2e", "135", "185", "386", shared_by="source")
TABLET = value("embodied", "tablet", "kgCO2e", "31", "84", "132", shared_by="source")
LAPTOP_USE = value("use_kwh", "laptop", "kWh/year", "30")
POINT = value("embodied", "laptop", "kgCO2e", "200")
HALF = value("substitution", "", "1", "0.5")
