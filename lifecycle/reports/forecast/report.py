"""The report ``forecast``: what is expected to become waste in the ten years to come, with its band."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

import numpy as np

from lifecycle.engine import Engine
from lifecycle.impact.term import Term
from lifecycle.quantity import Estimate
from lifecycle.quantity.distribution import Floats, normal
from lifecycle.quantity.stream import uniforms
from lifecycle.reference import Factor, Reference
from lifecycle.reports.figures import only_by
from lifecycle.reports.forecast.curve import MONTHS, YEARS, Returns, published_hazard, returns, seen_hazard
from lifecycle.reports.forecast.lives import Lives, lives_of, things_at_risk
from lifecycle.reports.made_of import CATEGORY, Leaf, MadeOf, counted, follows
from lifecycle.reports.numbers import Day
from lifecycle.reports.question import LATEST, Filter, ask
from lifecycle.reports.report import Column, Coverage, Figure, Report, Table, category_column, report
from lifecycle.reports.things import Things, in_units
from lifecycle.words import N_, Sentence, say

_P5_P50_P95 = (5, 50, 95)
BASES = {
    "seen": N_("as things were seen to last"),
    "second_life": N_("published second life: screening"),
    "life_new": N_("published life of a new device: screening"),
    "none": N_("no value: not counted"),
}
"""What a category's curve rests on -> the words for it."""


@dataclass(frozen=True)
class Expected:
    """What is expected of one category, and what it rests on."""

    category: str
    lives: Lives
    basis: str
    factor: Factor | None
    returns: Returns | None
    multiples: Floats
    """The grid of multiples of the hazard at which the returns are known."""
    drawn: Floats
    """The multiples that were drawn."""


class Outlook:
    """All categories, drawn together."""

    def __init__(self, engine: Engine, filter: Filter, values: Reference, on: date) -> None:
        self._values, self._on = values, on
        told = values.factor("draws", on=on)
        self._count = int(told.central) if told else 1
        threshold = values.factor("survey_threshold", "service", on=on)
        self._least = int(threshold.central) if threshold else 0
        self.each = [self._expected(category, lives) for category, lives in lives_of(engine, filter, on).items()]

    @property
    def counted(self) -> list[Expected]:
        """The categories of which something can be said."""
        return [one for one in self.each if one.returns is not None]

    @property
    def left_out(self) -> int:
        """Things of which nothing can be said."""
        return sum(one.lives.units for one in self.each if one.returns is None)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The published values in it."""
        return tuple(one.factor for one in self.counted if one.factor is not None and one.lives.units)

    @property
    def screening(self) -> list[Expected]:
        """The categories of which too few ends were seen."""
        return [one for one in self.each if one.basis != "seen" and one.lives.units]

    def _expected(self, category: str, lives: Lives) -> Expected:
        ended, none = lives.ended, np.zeros(0)
        if ended and ended >= self._least:
            drawn = np.exp(normal(uniforms(f"forecast/{category}", self._count)) / ended**0.5)
            grid = np.exp(np.linspace(-5, 5, 101) / ended**0.5)
            found = returns(lives.waiting, seen_hazard(lives.followed), grid)
            return Expected(category, lives, "seen", None, found, grid, drawn)
        for basis in ("second_life", "life_new"):
            if factor := self._values.factor(basis, category, on=self._on):
                one = np.ones(1)
                found = returns(lives.waiting, published_hazard(MONTHS * float(factor.central)), one)
                return Expected(category, lives, basis, factor, found, one, one)
        return Expected(category, lives, "none", None, None, none, none)

    @cached_property
    def drawn(self) -> Mapping[str, Floats]:
        """units or grams -> one row of draws a year."""
        sums = {unit: np.zeros((YEARS, self._count)) for unit in ("units", "grams")}
        for one in self.counted:
            assert one.returns is not None
            told = {"units": (one.returns.units, one.returns.chance_units)}
            told["grams"] = (one.returns.grams, one.returns.chance_grams)
            for year in range(YEARS):
                chance = normal(uniforms(f"forecast/{one.category}/{year}", self._count))
                for unit, (expected, deviation) in told.items():
                    middle = np.interp(one.drawn, one.multiples, expected[year])
                    sums[unit][year] += np.maximum(middle + deviation[year] * chance, 0.0)
        return sums

    def quantity(self, unit: str, drawn: Floats) -> Estimate[int]:
        """The middle of draws, and what nine in ten of them lie between."""
        low, middle, high = (round(float(one)) for one in np.percentile(drawn, _P5_P50_P95))
        sources = tuple(sorted({source for factor in self.factors for source in factor.sources}))
        return Estimate(middle, low, high, "g" if unit == "grams" else "things", sources)


def forecast(engine: Engine, filter: Filter, values: Reference) -> Report:
    """What was put to use and is no waste yet, and when it is expected to become waste: year by year, with P5 and P95.

    A territory is where things were handed over. The years follow the last day asked for, else the
    last of which the ledger tells.
    """
    filter = filter.standing_at(engine)
    only_by(filter, "organisation", "territory", "category")
    on = _on(engine, filter)
    outlook = Outlook(engine, filter, values, on)
    return report(
        "forecast",
        say("What is expected to come back as waste in ten years"),
        filter,
        engine,
        figures=tuple(_figures(outlook, values, things_at_risk(filter, on))),
        tables=(_by_year(outlook, on), _by_category(outlook)),
        notes=tuple(_notes(outlook, on)),
    )


def _on(engine: Engine, filter: Filter) -> date:
    """The last day asked for, never after the last of which the ledger tells: what is to come was not seen."""
    days: list[date] = [row["last_day"] for row in ask(engine, "last_day", filter).to_pylist()]
    return min(filter.last_day or LATEST, max(days, default=date(1970, 1, 1)))


_FORMULA = N_("sum over things of (S(age then) − S(age a year later)) ÷ S(age when last seen)")


def _figures(outlook: Outlook, values: Reference, things: Things) -> Iterator[Figure]:
    units, grams = (sum(getattr(one.lives, unit) for one in outlook.each) for unit in ("units", "grams"))
    words = say("Once put to use, and no waste yet")
    left_out = {"no_life": outlook.left_out} if outlook.left_out else {}
    coverage = Coverage(counted=units - outlook.left_out, left_out=left_out, places="equipment")
    formula = N_("things handed over at least once, in use or in stock since")
    for id, quantity, made in (
        ("at_risk", Estimate.exact(units, "things"), in_units(formula, things)),
        ("at_risk_g", Estimate(grams, None, None, "g"), _grams_of(formula, things)),
    ):
        yield Figure(id, words, quantity, values.edition, coverage, group="forecast", made_of=made)
    for id, label, years in (
        ("returns", N_("Expected to become waste in ten years"), range(YEARS)),
        ("next_year", N_("Expected to become waste in the first of them"), range(1)),
    ):
        for unit, suffix in (("units", ""), ("grams", "_g")):
            drawn = sum((outlook.drawn[unit][year] for year in years), start=np.zeros(1))
            made = follows(_FORMULA, f"at_risk{suffix}", values=tuple(_terms(outlook)))
            quantity = outlook.quantity(unit, drawn)
            yield Figure(
                f"{id}{suffix}", say(label), quantity, values.edition, coverage, group="forecast", made_of=made
            )
    for id, label, amount in (
        ("untold", N_("Probably waste already, without anybody telling"), [one.untold for one in _known(outlook)]),
        ("later", N_("Expected to become waste after these ten years"), [one.later for one in _known(outlook)]),
    ):
        made = follows(_FORMULA, "at_risk", values=tuple(_terms(outlook)))
        quantity = Estimate(round(sum(amount)), None, None, "things")
        yield Figure(id, say(label), quantity, values.edition, coverage, group="forecast", made_of=made)


def _grams_of(formula: str, things: Things) -> MadeOf:
    """The mass of the things as it is booked, by category."""

    def leaves(engine: Engine) -> Iterator[Leaf]:
        return (Leaf(one.item, (one.fact,), one.grams, (one.category,)) for one in things(engine) if one.grams)

    return counted(formula, leaves, CATEGORY)


def _known(outlook: Outlook) -> Iterator[Returns]:
    return (one.returns for one in outlook.counted if one.returns is not None)


def _terms(outlook: Outlook) -> Iterator[Term]:
    """What each category's curve S rests on: ends that were seen, or a published life."""
    for one in outlook.counted:
        label = say("Curve S: {category}", category=CATEGORY.shown(one.category))
        if one.factor is not None:
            yield Term(label, one.factor.estimate, N_("S(t) = exp(−t ÷ published life)"), factor=one.factor)
        else:
            ends = Estimate.exact(Decimal(one.lives.ended), "things")
            yield Term(label, ends, N_("Kaplan and Meier, from so many ends that were seen"))


def _by_year(outlook: Outlook, on: date) -> Table:
    rows = []
    for year in range(YEARS):
        units, grams = (outlook.quantity(unit, outlook.drawn[unit][year]) for unit in ("units", "grams"))
        first, last = _days(on, year)
        rows.append(
            (
                *(first.isoformat(), last.isoformat()),
                *(units.central, units.low, units.high, grams.central, grams.low, grams.high),
            )
        )
    columns = (
        Column("first_day", N_("From")),
        Column("last_day", N_("to (included)")),
        Column("units", N_("Things expected"), "things"),
        Column("low", N_("Things, low (P5)"), "things"),
        Column("high", N_("Things, high (P95)"), "things"),
        Column("grams", N_("Mass expected"), "g"),
        Column("low_g", N_("Mass, low (P5)"), "g"),
        Column("high_g", N_("Mass, high (P95)"), "g"),
    )
    return Table("by_year", say("What is expected to become waste, year by year"), columns, tuple(rows))


def _days(on: date, year: int) -> tuple[date, date]:
    """The days of a year to come, counted from 0: twelve months from the day after the question's."""
    begins = on + timedelta(1)
    if (begins.month, begins.day) == (2, 29):  # not every year has that day
        begins += timedelta(1)
    return begins.replace(year=begins.year + year), begins.replace(year=begins.year + year + 1) - timedelta(1)


def _by_category(outlook: Outlook) -> Table:
    rows = []
    for one in outlook.each:
        found = one.returns
        amounts = (None, None) if found is None else (_middle(one, found.units), _middle(one, found.grams))
        rows.append((one.category, one.lives.units, one.lives.grams, one.lives.ended, one.basis, *amounts))
    columns = (
        category_column(),
        Column("at_risk", N_("Once put to use, and no waste yet"), "things"),
        Column("at_risk_g", N_("Once put to use, and no waste yet"), "g"),
        Column("ended", N_("Ends that were seen"), "things"),
        Column("basis", N_("Rests on"), words=BASES),
        Column("units", N_("Expected in ten years"), "things"),
        Column("grams", N_("Expected in ten years"), "g"),
    )
    return Table("by_category", say("What each category rests on"), columns, tuple(rows))


def _middle(one: Expected, expected: Floats) -> int:
    """What is expected in all years at the central hazard."""
    return round(float(np.interp(1.0, one.multiples, expected.sum(axis=0))))


def _notes(outlook: Outlook, on: date) -> Iterator[Sentence]:
    yield say(
        "Things handed over in this ledger up to {day}, as they are expected to become waste; what will be handed "
        "over later is not in it. Nine draws in ten lie between the bounds.",
        day=Day(on),
    )
    yield say(
        "S is the share still no waste after so many months since the first use: Kaplan and Meier where enough ends "
        "were seen, continued by the exponential curve through its last point (Brown, Hollander and Korwar, 1974)."
    )
    for one in outlook.screening:
        words = (
            say(
                "{category}: {ended} ends seen, too few; in their place stands the {basis}.",
                category=CATEGORY.shown(one.category),
                ended=str(one.lives.ended),
                basis=say(BASES[one.basis]),
            )
            if one.returns is not None
            else say(
                "{category}: {count} left out: too few ends seen, and no published life.",
                category=CATEGORY.shown(one.category),
                count=str(one.lives.units),
            )
        )
        yield words
