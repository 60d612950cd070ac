"""Cells of the books, and how they become a quantity with bounds and a coverage.

Sums are made in SQL; what is a line, a balance or an activity is said here, once, for cells
of any slice or period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from lifecycle.engine import Engine
from lifecycle.quantity import Estimate, total
from lifecycle.reference import Factor, Value
from lifecycle.reports.made_of import Rest
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.report import Coverage


class Mass(Protocol):
    """A category's default mass, in grams, with its bounds where they are published."""

    @property
    def central(self) -> int: ...
    @property
    def low(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...
    @property
    def sources(self) -> tuple[str, ...]: ...


class Masses(Protocol):
    """What reports ask of the reference data."""

    @property
    def edition(self) -> str: ...

    def mass_g(self, category: str, *, on: date) -> Mass | None:
        """The default mass of a category that is in force on a day."""


class Cell(NamedTuple):
    """Grams and units of one slice, period, account, line, legal, kind, category and source."""

    slice: str
    period: int
    account: str
    line: str
    legal: str
    kind: str
    category: str
    source: str
    opening_g: int
    opening_units: int
    change_g: int
    change_units: int

    @property
    def closing_g(self) -> int:
        """Grams at the end."""
        return self.opening_g + self.change_g

    @property
    def closing_units(self) -> int:
        """Units at the end."""
        return self.opening_units + self.change_units


def cells(engine: Engine, filter: Filter, *, by: str = "") -> list[Cell]:
    """The cells of a slice of the books: by device, lot, organisation, place, category, legal, month, year."""
    rows = ask(engine, "cells", filter, by=by)
    return list(map(Cell, *(rows[name].to_pylist() for name in Cell._fields)))


class Moved(NamedTuple):
    """Grams and units of one category and source of the mass."""

    category: str
    source: str
    grams: int
    units: int


Selection = Callable[[Cell], bool]


def opening(found: Iterable[Cell], selection: Selection, sign: int = 1) -> list[Moved]:
    """What the selected cells held before the first day."""
    return [Moved(c.category, c.source, sign * c.opening_g, sign * c.opening_units) for c in found if selection(c)]


def change(found: Iterable[Cell], selection: Selection, sign: int = 1) -> list[Moved]:
    """What the selected cells gained over the period."""
    return [Moved(c.category, c.source, sign * c.change_g, sign * c.change_units) for c in found if selection(c)]


def closing(found: Iterable[Cell], selection: Selection, sign: int = 1) -> list[Moved]:
    """What the selected cells hold on the last day."""
    return [Moved(c.category, c.source, sign * c.closing_g, sign * c.closing_units) for c in found if selection(c)]


def mass_of(moved: Iterable[Moved], masses: Masses, *, on: date, places: str = "origin") -> tuple[Estimate, Coverage]:
    """The mass of what moved, in grams, with bounds, and what it rests on.

    Measured and stated grams are exact. Grams of a category default get the bounds that the
    default's source publishes, in proportion, as in force on the day ``on``; where one
    default has none, the sum has none either. What someone estimated has no bounds.
    """
    by_source: defaultdict[str, int] = defaultdict(int)
    by_default: defaultdict[str, int] = defaultdict(int)
    counted = massless = 0
    for category, source, grams, units in moved:
        by_source[source] += grams
        counted += units
        if source == "default":
            by_default[category] += grams
        if source == "unknown":
            massless += units
    guessed = Estimate(by_source["estimated"], None, None, "g") if by_source["estimated"] else Estimate.exact(0, "g")
    defaults = [default_of(category, grams, masses, on=on) for category, grams in by_default.items() if grams]
    exact = sum(by_source.values()) - sum(by_default.values()) - guessed.central
    parts = [Estimate.exact(exact, "g"), guessed, *defaults]
    coverage = Coverage(
        counted=counted,
        by_source={source: grams for source, grams in by_source.items() if grams},
        without_range_g=sum(part.central for part in parts if part.low is None),
        left_out={"no_mass": massless} if massless else {},
        places=places,
    )
    return total(parts, "g"), coverage


def default_of(category: str, grams: int, masses: Masses, *, on: date) -> Estimate:
    """Grams that rest on a category's default mass, with its published bounds in proportion."""
    value = masses.mass_g(category, on=on)
    if value is None:
        return Estimate(grams, None, None, "g")
    if value.low is None or value.high is None:
        return Estimate(grams, None, None, "g", value.sources)
    low, high = sorted((grams * value.low, grams * value.high))
    return Estimate(grams, low // value.central, -(-high // value.central), "g", value.sources)


def bounded(category: str, source: str, grams: int, masses: Masses, *, on: date) -> Rest:
    """Grams of one category and source of the mass with their bounds, and the default mass that gives them."""
    if source == "default":
        value = masses.mass_g(category, on=on)
        published = _published(category, value) if isinstance(value, Value) else None
        return Rest(default_of(category, grams, masses, on=on), published)
    return Rest(Estimate(grams, None, None, "g") if source == "estimated" else Estimate.exact(grams, "g"))


def _published(category: str, value: Value) -> Factor:
    """A default mass as a value that a figure rests on."""
    low, high = (None if bound is None else Decimal(bound) for bound in (value.low, value.high))
    return Factor(
        name="mass",
        key=category,
        unit="g",
        central=Decimal(value.central),
        low=low,
        high=high,
        shape="point",
        shared_by="category",
        source=value.source,
        bounds_sources=value.sources[1:],
        where=None,
        edition=value.edition,
        valid_from=value.valid_from,
        valid_to=value.valid_to,
        note=value.note,
    )


def count_of(moved: Iterable[Moved], *, places: str = "origin") -> tuple[Estimate, Coverage]:
    """How many things moved: exact."""
    things = sum(part.units for part in moved)
    return Estimate.exact(things, "things"), Coverage(counted=things, places=places)
