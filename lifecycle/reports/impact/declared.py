"""Values that organisations declared: they stand before the reference's for what each of them handed over."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.reference import Factor, Reference
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.service import Beside

UNITS = {
    "embodied": "kgCO2e",
    "life_new": "year",
    "second_life": "year",
    "use_kwh": "kWh/year",
    "use_kwh_old": "kWh/year",
    "refurbishing": "kgCO2e",
}
"""Family whose values an organisation may declare for a category of what it hands over -> their unit."""


class Declared(NamedTuple):
    """One declared value."""

    n: int
    organisation: str
    category: str
    factor: Factor


class Values:
    """The reference data, and what organisations declared over it.

    A key such as "laptop@ASSO" asks for the laptops of one organisation: its own value, else everybody's.
    """

    def __init__(self, reference: Reference, declared: Iterable[Declared], set_aside: list[str]) -> None:
        self._reference = reference
        self._own: defaultdict[tuple[str, str], list[Declared]] = defaultdict(list)
        for one in declared:
            self._own[one.factor.name, one.factor.key].append(one)
        self.set_aside = tuple(set_aside)
        """Names of declared values that no formula asks for, or in another unit."""

    @property
    def edition(self) -> str:
        """Of the reference data."""
        return self._reference.edition

    @property
    def apart(self) -> frozenset[tuple[str, str]]:
        """Category and organisation that have a value of their own."""
        return frozenset((one.category, one.organisation) for own in self._own.values() for one in own)

    @property
    def declared(self) -> tuple[Declared, ...]:
        """Every declared value that a formula may use, in the order of the ledger."""
        return tuple(sorted((one for own in self._own.values() for one in own), key=lambda one: one.n))

    def factor(self, name: str, key: str = "", *, on: date) -> Factor | None:
        """The value in force on a day: the last that the organisation declared up to then, else the reference's."""
        category, _sign, organisation = key.partition("@")
        if organisation:
            own = [one.factor for one in self._own.get((name, key), ()) if one.factor.valid_from <= on]
            if own:
                return own[-1]
        return self._reference.factor(name, category, on=on)


def values_of(engine: Engine, filter: Filter, beside: Beside, reference: Reference) -> Values:
    """The reference data with what was declared, as known at the filter's position."""
    set_aside: list[str] = []
    rows = (row for row in ask(engine, "declared", filter).to_pylist() if row["event_id"] not in beside.void)
    return Values(reference, _declared(rows, reference.edition, set_aside), set_aside)


def _declared(rows: Iterable[Mapping[str, Any]], edition: str, set_aside: list[str]) -> Iterator[Declared]:
    for row in rows:
        said, organisation = json.loads(row["said"]), row["subject"].partition(":")[2]
        name, category = said["factor"], said.get("category", "")
        value, low, high = (None if said.get(one) is None else Decimal(said[one]) for one in ("value", "low", "high"))
        assert value is not None, "a declared value has one"
        is_usable = UNITS.get(name) == said["unit"] and category and value > 0
        if not is_usable or not (low or value) <= value <= (high or value):
            set_aside.append(f"{name} {category}".strip())
            continue
        factor = Factor(
            name=name,
            key=f"{category}@{organisation}",
            unit=said["unit"],
            central=value,
            low=low,
            high=high,
            shape="point" if low is None and high is None else "triangular",
            shared_by="category",
            source=f"declared:{organisation}:{row['n']}",
            bounds_sources=(),
            where=None,
            edition=edition,
            valid_from=row["day"],
            valid_to=None,
        )
        yield Declared(row["n"], organisation, category, factor)
