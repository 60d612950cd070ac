"""Our method over cells: draws of the factors once, sums over devices by category and civil year.

A cell of fifty million devices costs what a cell of fifty does: devices alike are a number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import numpy as np

from lifecycle.impact.cells import Answers, BurdenCell, Cohort, HandedCell, RecycledCell, ServiceCell, Survival
from lifecycle.impact.drawing import Drawing, Rate, Spread, Values, distribution_of, spread, substitution
from lifecycle.impact.lifecycle import added_use, credited, extra_use, purchases_avoided, recycling_credit
from lifecycle.impact.needed import MONTHS, Known, Reason, burden_factor, known, values_on, what_it_took
from lifecycle.quantity.distribution import Floats
from lifecycle.reference import Factor

TERMS = ("purchases", "refurbishing", "extra_use", "added_use")
"""What avoided emissions are made of: the first, less the three others."""
_GRAMS = 1000
_METRES = 1000


@dataclass
class Drawn:
    """Draws of the terms of one category, in kgCO2e, and the factors they rest on."""

    terms: dict[str, Floats] = field(default_factory=dict)
    factors: dict[Factor, None] = field(default_factory=dict)

    def add(self, term: str, drawn: Floats, *factors: Factor | None) -> None:
        """More of a term."""
        self.terms[term] = self.terms[term] + drawn if term in self.terms else drawn
        self.factors.update(dict.fromkeys(one for one in factors if one is not None))

    def merged(self, other: Drawn) -> None:
        """The terms of another category put in."""
        for term, drawn in other.terms.items():
            self.add(term, drawn)
        self.factors.update(other.factors)

    @property
    def avoided(self) -> Floats:
        """The first term less the others."""
        first, *others = (self.terms.get(term, np.zeros(1)) for term in TERMS)
        return first - sum(others, start=np.zeros(1))

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of every source."""
        return tuple(sorted({source for factor in self.factors for source in factor.sources}))


@dataclass(frozen=True)
class Simulated:
    """What our method says of a period: avoided emissions, their terms, what was left out."""

    avoided: Spread
    terms: dict[str, Spread]
    by_category: dict[str, Spread]
    rate: Rate | None
    left_out: dict[Cohort, Reason]
    """Devices of which something is not in the result -> the value without a source."""
    without_use: frozenset[str]
    """Categories whose consumption no source gives: their use is not in the result."""
    without_old: frozenset[str]
    """Categories of which no source says what an old device draws: it is taken to draw what a new one does."""
    used: dict[str, tuple[Factor, ...]]
    """Stream -> the factors drawn from it."""
    factors: tuple[Factor, ...]
    count: int
    """Draws."""

    @property
    def screening(self) -> bool:
        """Not enough recipients answered: the substitution rate is the range of the literature."""
        return self.rate is None or not self.rate.measured


class Simulation:
    """Our method in one edition, over the cells of one question."""

    def __init__(self, values: Values, answers: Answers, *, on: date, country: str = "FR") -> None:
        """``on``: the last day asked for; ``country``: where the machines are used."""
        self._values, self._country = values, country
        self._drawing = Drawing(values, on)
        self.rate = substitution(values, answers, on=on)
        self._known: dict[tuple[str, int], Known | Reason] = {}

    def accrued(self, service: Iterable[ServiceCell], burden: Iterable[BurdenCell]) -> Simulated:
        """What service within the period avoided, less what refurbishing in it took."""
        told = _Told()
        months: defaultdict[tuple[str, int], Counter[int]] = defaultdict(Counter)
        for cell in service:
            if self._keeps(told, cell.cohort, cell.year):
                # Of devices alike only the number matters: each month is reached by some, and left by others.
                months[cell.category, cell.year][cell.end_months] += cell.devices
                months[cell.category, cell.year][cell.start_months] -= cell.devices
        for (category, year), reached in months.items():
            self._serve(told, category, year, reached)
        for spent in burden:
            if self._keeps(told, spent.cohort, spent.begun):
                self._burden(told, spent)
        return self._simulated(told)

    def expected(
        self, handed: Iterable[HandedCell], burden: Iterable[BurdenCell], lives: Mapping[str, Survival]
    ) -> Simulated:
        """What the second lives begun in the period may be expected to avoid, from how long others served.

        Where nothing was observed of a category, ``second_life`` of the reference data stands for it.
        """
        told = _Told()
        begun: set[Cohort] = set()
        served: defaultdict[tuple[str, int, Survival], Counter[int]] = defaultdict(Counter)
        for cell in handed:
            if not self._keeps(told, cell.cohort, cell.year):
                continue
            life = self._second_life(cell.category, cell.year, lives)
            if isinstance(life, Reason):
                told.left_out[cell.cohort] = life
                continue
            begun.add(cell.cohort)
            served[cell.category, cell.year, life][cell.served_months] += cell.devices
        for (category, year, life), devices in served.items():
            self._expect(told, category, year, life, devices)
        for spent in burden:
            if spent.cohort in begun and spent.year == spent.begun:
                self._burden(told, spent)
        return self._simulated(told)

    def recycled(self, cells: Iterable[RecycledCell], *, additional: bool = True) -> Simulated:
        """The credit of certified recycling; ``additional``: only the share that goes beyond what would have been."""
        told = _Told()
        for cell in cells:
            on = values_on(cell.year)
            credit = self._values.factor("recycling_credit", cell.category, on=on)
            baseline = self._values.factor("recycling_baseline", cell.origin, on=on)
            if credit is None or baseline is None:
                missing = Reason("recycling_credit", cell.category) if credit is None else None
                told.left_out[Cohort(cell.category, "", cell.year)] = missing or Reason(
                    "recycling_baseline", cell.origin
                )
                continue
            share = 1.0 - self._drawing.of(baseline) if additional else np.ones(1)
            mass = np.array([cell.grams / _GRAMS])
            drawn = recycling_credit(mass, self._drawing.of(credit), share)
            told.by_category[cell.category].add("purchases", drawn, credit, baseline if additional else None)
        return self._simulated(told)

    def left_out(self, cohort: Cohort, year: int) -> Reason | None:
        """Why these devices are not in the result of a year; None where they are.

        The year of their hand-over decides for all years, since what they took is charged in it: service
        without its burden would be a gain that nobody made.
        """
        if self.rate is None:
            return Reason("substitution", "")
        for one in dict.fromkeys((cohort.begun, year)):
            values = self._of(cohort.category, one)
            if isinstance(values, Reason):
                return values
        on = values_on(cohort.begun)
        burdens = (burden_factor(self._values, cohort.category, what, on=on) for what in what_it_took(cohort.record))
        return next((one for one in burdens if isinstance(one, Reason)), None)

    def _keeps(self, told: _Told, cohort: Cohort, year: int) -> bool:
        reason = self.left_out(cohort, year)
        if reason is not None:
            told.left_out[cohort] = reason
        return reason is None

    def _of(self, category: str, year: int) -> Known | Reason:
        if (category, year) not in self._known:
            self._known[category, year] = known(self._values, category, year, country=self._country)
        return self._known[category, year]

    def _serve(self, told: _Told, category: str, year: int, reached: Mapping[int, int]) -> None:
        """The service of one category in one year, whose values hold."""
        values = self._of(category, year)
        assert isinstance(values, Known), "what is left out has been"
        life = self._drawing.of(values.life)
        served = [(np.array([months / MONTHS]), devices) for months, devices in sorted(reached.items()) if devices]
        credit = sum((devices * credited(years, life) for years, devices in served), start=np.zeros(1))
        service = sum((devices * years for years, devices in served), start=np.zeros(1))
        self._use(told, category, values, credit, service)

    def _expect(self, told: _Told, category: str, year: int, life: Survival, served: Mapping[int, int]) -> None:
        """The second lives to come of one category, by how many months each device served before."""
        values = self._of(category, year)
        assert isinstance(values, Known), "what is left out has been"
        new_life, years = self._drawing.of(values.life), self._drawing.service(category, life) / MONTHS
        devices, credit = sum(served.values()), np.zeros(1)
        for months, count in sorted(served.items()):
            before = np.array([months / MONTHS])
            credit = credit + count * (credited(before + years, new_life) - credited(before, new_life))
        if life.spread_months:
            # How long each one serves is its own: over many devices these differences even out, and only these.
            own = life.spread_months / MONTHS * devices**0.5 / new_life
            credit = credit + own * self._drawing.scores(f"own_service/{category}/{year}")
        self._use(told, category, values, credit, devices * years)

    def _use(self, told: _Told, category: str, values: Known, credit: Floats, service: Floats) -> None:
        assert self.rate is not None, "without a rate everything is left out"
        drawn, rate = told.by_category[category], self._drawing.rate(self.rate)
        embodied = self._drawing.of(values.embodied)
        drawn.add(
            "purchases", purchases_avoided(rate, credit, embodied), values.embodied, values.life, self.rate.factor
        )
        if values.old is None or values.new is None:
            told.without_use.add(category)
            return
        if values.old is values.new:
            told.without_old.add(category)
        old, new, grid = (self._drawing.of(one) for one in (values.old, values.new, values.grid))
        drawn.add("extra_use", extra_use(rate, service, old, new, grid), values.old, values.new, values.grid)
        drawn.add("added_use", added_use(1.0 - rate, service, old, grid))

    def _burden(self, told: _Told, spent: BurdenCell) -> None:
        """What one burden took. Kilometres are those driven, everything else is a number of things."""
        factor = burden_factor(self._values, spent.category, spent.what, on=values_on(spent.year))
        if isinstance(factor, Reason):
            told.left_out[spent.cohort] = factor
            return
        amount = spent.amount / (_METRES if spent.what.startswith("transport:") else 1)
        told.by_category[spent.category].add("refurbishing", amount * self._drawing.of(factor), factor)

    def _second_life(self, category: str, year: int, lives: Mapping[str, Survival]) -> Survival | Reason:
        """As observed, else as published."""
        if category in lives:
            return lives[category]
        published = self._values.factor("second_life", category, on=values_on(year))
        if published is None:
            return Reason("second_life", category)
        known = distribution_of(published)
        return Survival(known.mean * MONTHS, known.variance**0.5 * MONTHS, 0.0, 0)

    def _simulated(self, told: _Told) -> Simulated:
        whole = Drawn()
        for one in told.by_category.values():
            whole.merged(one)
        streams = self._drawing.streams
        return Simulated(
            avoided=self._spread(whole.avoided, whole.sources, streams),
            terms={term: self._spread(drawn, whole.sources) for term, drawn in whole.terms.items()},
            by_category={
                category: self._spread(drawn.avoided, drawn.sources) for category, drawn in told.by_category.items()
            },
            rate=self.rate,
            left_out=told.left_out,
            without_use=frozenset(told.without_use),
            without_old=frozenset(told.without_old),
            used={name: tuple(factors) for name, factors in self._drawing.used.items()},
            factors=tuple(whole.factors),
            count=self._drawing.count,
        )

    def _spread(
        self, drawn: Floats, sources: tuple[str, ...], streams: Mapping[str, Floats] = MappingProxyType({})
    ) -> Spread:
        return spread(np.broadcast_to(drawn, (self._drawing.count,)), streams, sources)


class _Told:
    """What is being added up for one question."""

    def __init__(self) -> None:
        self.by_category: defaultdict[str, Drawn] = defaultdict(Drawn)
        self.left_out: dict[Cohort, Reason] = {}
        self.without_use: set[str] = set()
        self.without_old: set[str] = set()
