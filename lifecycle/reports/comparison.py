"""Every named method over one perimeter: ours is the report ``impact``, the others count the same devices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from lifecycle import reference
from lifecycle.engine import Engine
from lifecycle.impact.many import Held, OverMany, Sum, held, over_many
from lifecycle.impact.method import Subject
from lifecycle.impact.methods import methods
from lifecycle.ledger import Ledger
from lifecycle.quantity import Estimate
from lifecycle.reference import Reference
from lifecycle.reports.answering import answer, of_columns
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Coverage, Figure, Report
from lifecycle.reports.service import beside_of, cells_of, recycled_of, uses_of

_OURS: Mapping[str, Subject] = {"avoided": "reuse", "recycling_credit": "recycling"}
"""Figure of our report -> what it speaks of."""
_GRAMS = Decimal(1000)


class Compared(NamedTuple):
    """What every method says of what a perimeter holds."""

    ours: Report
    """The report ``impact``; its filter knows its position."""
    on: date
    """The day whose values the others take."""
    held: tuple[Held, ...]
    methods: tuple[OverMany, ...]
    """Ours first, then the others in their order."""

    @property
    def devices(self) -> int:
        """Handed over within the days."""
        return sum(one.devices for one in self.held)

    @property
    def months(self) -> int:
        """Of service within the days, of all devices together."""
        return sum(one.months for one in self.held)

    @property
    def recycled_g(self) -> int:
        """Grams certified as recycled within the days."""
        return sum(one.recycled_g for one in self.held)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; numbers are not rounded."""
        return {
            "ledger": self.ours.ledger_id,
            "filter": self.ours.filter.model_dump(mode="json", exclude_none=True),
            "edition": self.ours.edition,
            "on": self.on.isoformat(),
            "held": [one._asdict() for one in self.held],
            "methods": [told.to_json() for told in self.methods],
        }


def compared(ledger: Ledger, filter: Filter, *, edition: str | None = None, today: date) -> Compared:
    """Every method on a perimeter; values are those of its last day, or of ``today``. Raises as ``answer`` does."""
    ours = answer(ledger, "impact", filter, edition=edition)
    values, on = reference.load(edition), filter.last_day or today
    return of_columns(ledger, lambda engine: compared_on(engine, ours, values, on=on))


def compared_on(engine: Engine, ours: Report, values: Reference, *, on: date) -> Compared:
    """The same beside our report, where that is there already."""
    found = _held(engine, ours.filter)
    others = [over_many(method, found, values, on=on) for method in methods().values() if not method.ours]
    return Compared(ours, on, found, (_ours(ours), *others))


def _held(engine: Engine, filter: Filter) -> tuple[Held, ...]:
    """What a filter that knows its position holds, by category."""
    beside = beside_of(engine, filter)
    cells = cells_of(uses_of(engine, filter, beside), filter)
    return held(cells.handed, cells.service, recycled_of(engine, filter, beside).cells)


def _ours(told: Report) -> OverMany:
    """Our own report, as the answer of one method among others."""
    (method,) = (each for each in methods().values() if each.ours)
    return OverMany(method, tuple(_sums(told)), told.figure("devices").value)


def _sums(told: Report) -> Iterator[Sum]:
    """What is left out altogether is no zero."""
    for id, subject in _OURS.items():
        figure = told.figure(id)
        if not _is_left_out(figure.coverage):
            yield Sum(id, figure.label, subject, _kilograms(figure))


def _is_left_out(coverage: Coverage) -> bool:
    """True where nothing of what there is could be counted: no device, or not a gram."""
    left_out, grams = sum(coverage.left_out.values()), sum(coverage.by_source.values())
    return bool(left_out) and not coverage.counted and grams <= left_out


def _kilograms(figure: Figure) -> Estimate[Decimal]:
    """Whole grams CO2e as kilograms; what was drawn from values without bounds has none, and is not certain."""
    said = figure.quantity
    if said.is_exact and said.central:
        return Estimate(said.central / _GRAMS, None, None, "kgCO2e", said.sources)
    low, high = (None if bound is None else bound / _GRAMS for bound in (said.low, said.high))
    return Estimate(said.central / _GRAMS, low, high, "kgCO2e", said.sources)
