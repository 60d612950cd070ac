"""Devices of one category and record taken apart together: what each served is summed, the values stand once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import numpy as np

from lifecycle.impact.cells import BurdenCell, HandedCell, ServiceCell, Survival
from lifecycle.impact.drawing import Rate, Values, decimal, distribution_of
from lifecycle.impact.lifecycle import added_use, credited, extra_use, purchases_avoided
from lifecycle.impact.needed import MONTHS, Known, Reason, known
from lifecycle.impact.taken_apart import LABELS, NOTHING_MORE, Proof, drawn_when_old, of_rate, of_value, spent
from lifecycle.impact.term import Term
from lifecycle.quantity import ONE, Estimate
from lifecycle.quantity.distribution import normal
from lifecycle.reference import Factor
from lifecycle.words import N_, Sentence, say

Served = Callable[[Known], tuple[Term, Term]]
"""The values of a category -> the lives of new devices that were served, and the years of service, of all together."""


def of_group(
    values: Values,
    rate: Rate,
    category: str,
    year: int,
    served: Served,
    burdens: Iterable[BurdenCell],
    *,
    proof: Proof = NOTHING_MORE,
    country: str = "FR",
    apart: bool = False,
) -> tuple[Term, ...] | Reason:
    """The terms of what these devices avoid together, in kgCO2e, with central values: the first less the others.

    ``apart``: each term stands in a tree of its own, so none leaves to another what both rest on.
    """
    held = known(values, category, year, country=country)
    if isinstance(held, Reason):
        return held
    took = spent(values, burdens, proof)
    if isinstance(took, Reason):
        return took
    lives, service = served(held)
    substitution, footprint = in_short(of_rate(rate)), of_value(held.embodied)
    avoided = purchases_avoided(substitution.quantity, lives.quantity, footprint.quantity)
    purchases = Term(
        say(LABELS["purchases"]), avoided, N_("substitution × served × footprint"), (substitution, lives, footprint)
    )
    return (purchases, took, *_uses(substitution, service if apart else in_short(service), held))


def in_short(term: Term) -> Term:
    """What stands taken apart elsewhere in the same tree: its value alone."""
    return Term(term.label, term.quantity)


def _uses(substitution: Term, service: Term, held: Known) -> tuple[Term, ...]:
    """What use adds, in the hands of those who would have bought new, and of the others."""
    if held.old is None or held.new is None:
        return ()
    others = ONE - substitution.quantity
    rest = Term(say("share of the other recipients"), others, N_("1 − substitution"), (substitution,))
    of_old, of_new, of_grid = drawn_when_old(held.old, held.new), of_value(held.new), of_value(held.grid)
    old, new, grid = of_old.quantity, of_new.quantity, of_grid.quantity
    return (
        Term(
            say(LABELS["extra_use"]),
            extra_use(substitution.quantity, service.quantity, old, new, grid),
            N_("substitution × service × (old − new) × grid"),
            (substitution, service, of_old, of_new, of_grid),
        ),
        Term(
            say(LABELS["added_use"]),
            added_use(others, service.quantity, old, grid),
            N_("others × service × old × grid"),
            (rest, service, of_old, of_grid),
        ),
    )


def rendered(cells: Sequence[ServiceCell], things: tuple[Term, ...] = ()) -> Served:
    """The service that was rendered within the days, by each of ``things`` so many months."""

    def served(held: Known) -> tuple[Term, Term]:
        life = held.life.estimate
        lives, years = Estimate.exact(Decimal(0), "1"), Estimate.exact(Decimal(0), "year")
        for cell in cells:
            devices = Estimate.exact(Decimal(cell.devices), "1")
            start, end = (_years(Decimal(months)) for months in (cell.start_months, cell.end_months))
            lives = lives + devices * (credited(end, life) - credited(start, life))
            years = years + devices * (end - start)
        whole = Term(say("service within the period"), years, N_("sum of the months of each device ÷ 12"), things)
        share = N_("sum over devices of min(end / life, 1) − min(start / life, 1)")
        return Term(say(LABELS["served"]), lives, share, (whole, of_value(held.life))), whole

    return served


def expected(cells: Sequence[HandedCell], life: Survival | Factor, things: tuple[Term, ...] = ()) -> Served:
    """The second life to come of what was handed over, as long as others were observed to serve, or as published."""

    def served(held: Known) -> tuple[Term, Term]:
        each = of_second_life(life)
        new = held.life.estimate
        lives, devices = Estimate.exact(Decimal(0), "1"), Decimal(0)
        for cell in cells:
            before = _years(Decimal(cell.served_months))
            credit = credited(before + each.quantity, new) - credited(before, new)
            lives = lives + Estimate.exact(Decimal(cell.devices), "1") * credit
            devices += cell.devices
        count = Term(say("devices"), Estimate.exact(devices, "1"), parts=things)
        whole = Term(say("service to come"), count.quantity * each.quantity, N_("devices × second life"), (count, each))
        share = N_("sum over devices of min((before + second life) / life, 1) − min(before / life, 1)")
        return Term(say(LABELS["served"]), lives, share, (whole, of_value(held.life))), whole

    return served


def of_second_life(life: Survival | Factor) -> Term:
    """How long a second life lasts: published, or observed between the fifth and the ninety-fifth percentile."""
    if isinstance(life, Factor):
        told = life.estimate
        mean = Estimate(decimal(distribution_of(life).mean), told.low, told.high, told.unit, told.sources)
        return Term(say(LABELS["second_life"]), mean, N_("mean of its distribution"), (of_value(life),))
    low, high = (decimal(max(0.0, life.months + life.error_months * float(at))) for at in normal(_P5_P95))
    quantity = Estimate(_years(decimal(life.months)).central, _years(low).central, _years(high).central, "year")
    note = say("observed: {count} ends; the others were last seen in use", count=life.ended)
    return Term(say(LABELS["second_life"]), quantity, N_("restricted mean (Kaplan and Meier)"), note=note)


_P5_P95 = np.array([0.05, 0.95])


def all_of(label: Sentence, rate: tuple[Term, ...], groups: Iterable[tuple[Sentence, tuple[Term, ...]]]) -> Term:
    """What several groups avoid together: of each the first term, less the others. ``rate`` is told once."""
    parts = [*rate]
    whole = Estimate.exact(Decimal(0), "kgCO2e")
    for name, (first, *others) in groups:
        quantity = first.quantity
        for other in others:
            quantity = quantity - other.quantity
        formula = N_("purchases avoided − refurbishing − extra use − added use")
        note = None
        if len(others) == 1:
            formula = N_("purchases avoided − refurbishing")
            note = say("no source gives its consumption: its use is not in the result")
        parts.append(Term(name, quantity, formula, (first, *others), note=note))
        whole = whole + quantity
    return Term(label, whole, N_("sum of the groups"), tuple(parts))


def _years(months: Decimal) -> Estimate[Decimal]:
    return Estimate.exact(months / MONTHS, "year")
