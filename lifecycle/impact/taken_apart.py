"""Our method taken apart: from a result to its formula, to the values in it, to what facts say.

A tree is made with the central values, so that each line follows from those below it by hand. The
interval of the whole comes from the draws and stands above the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from lifecycle.impact.cells import BurdenCell, RecycledCell, ServiceCell
from lifecycle.impact.drawing import Rate, Spread, Values, decimal
from lifecycle.impact.lifecycle import added_use, credited, extra_use, purchases_avoided, recycling_credit
from lifecycle.impact.needed import Known, Reason, burden_factor, known, values_on
from lifecycle.impact.term import Term
from lifecycle.quantity import ONE, Estimate
from lifecycle.reference import Factor
from lifecycle.words import N_, Sentence, say

LABELS: Mapping[str, str] = {
    "avoided": N_("Avoided emissions"),
    "purchases": N_("New devices not made, for the service rendered"),
    "refurbishing": N_("What refurbishing took"),
    "extra_use": N_("What an old machine draws beyond a new one"),
    "added_use": N_("What a machine draws in the hands of those who would have had none"),
    "embodied": N_("Footprint of a new device, all of its life but its use"),
    "life_new": N_("Life of a new device"),
    "grid": N_("Emissions of electricity"),
    "use_kwh": N_("Consumption of a new device"),
    "use_kwh_old": N_("Consumption of an old device"),
    "substitution": N_("Share of recipients who would have bought new"),
    "process": N_("Work of the workshop on one device"),
    "refurbishing_published": N_("All that refurbishing one device takes, as published"),
    "part": N_("Footprint of a new part"),
    "transport": N_("Emissions of a vehicle"),
    "served": N_("Share of a new device's life that was served"),
    "second_life": N_("Second life"),
    "recycling_credit": N_("Emissions avoided by recycling, against landfill"),
    "recycling_baseline": N_("Share that would have been recycled anyway"),
}
"""Name of a term or value -> English text."""
_MONTHS = Decimal(12)
_GRAMS = Decimal(1000)


@dataclass(frozen=True)
class Proof:
    """What facts say of a service or a burden, as leaves of the tree."""

    service: tuple[Term, ...] = ()
    burdens: Mapping[str, tuple[Term, ...]] | None = None

    def of(self, what: str) -> tuple[Term, ...]:
        """The facts of one burden."""
        return (self.burdens or {}).get(what, ())


NOTHING_MORE = Proof()


def of_value(factor: Factor, label: str = "") -> Term:
    """A value of the reference data as a leaf."""
    name = label or ("refurbishing_published" if factor.name == "refurbishing" else factor.name)
    said = say(LABELS[name]) if name in LABELS else say("{name}", name=name)
    note = None if factor.correction is None else say("{reason}", reason=factor.correction.reason())
    return Term(said, factor.estimate, factor=factor, note=note)


def drawn_when_old(old: Factor, new: Factor) -> Term:
    """What an old device draws; where no source gives it, what a new one does, and that is said."""
    leaf = of_value(old, "use_kwh_old")
    if old is not new:
        return leaf
    return replace(leaf, note=say("no source gives it: taken to be what a new one draws"))


def of_rate(rate: Rate) -> Term:
    """The substitution rate: a published range, or what was answered."""
    if rate.factor is not None:
        return of_value(rate.factor)
    low, high = rate.distribution.at(np.array([0.05, 0.95]))
    answers = rate.answers
    return Term(
        say(LABELS["substitution"]),
        Estimate(decimal(rate.distribution.mean), decimal(low), decimal(high), "1"),
        N_("(1 + new) / (2 + known)"),
        (_count(say("would have bought new"), answers.new), _count(say("known answers"), answers.known)),
        note=say("{count} do not know: they are not in the rate", count=answers.does_not_know)
        if answers.does_not_know
        else None,
    )


def drawn(label: Sentence, told: Spread, tree: Term, *, draws: int) -> Term:
    """A result as the draws give it, above the tree that makes it with central values."""
    said = told.quantity
    in_kg = [None if one is None else Decimal(one) / _GRAMS for one in (said.central, said.low, said.high)]
    central = in_kg[0]
    assert central is not None, "a result has a central value"
    quantity = Estimate(central, in_kg[1], in_kg[2], "kgCO2e", said.sources)
    return Term(label, quantity, "P50 (P5 – P95)", (tree,), note=say("{count} draws", count=draws))


def of_cell(
    values: Values,
    rate: Rate,
    cell: ServiceCell,
    burdens: Iterable[BurdenCell],
    *,
    proof: Proof = NOTHING_MORE,
    country: str = "FR",
) -> Term | Reason:
    """What devices alike avoided in one civil year, in kgCO2e, with central values; or the value that has no source."""
    held = known(values, cell.category, cell.year, country=country)
    if isinstance(held, Reason):
        return held
    took = spent(values, burdens, proof)
    if isinstance(took, Reason):
        return took
    first = _purchases(rate, cell, held, proof)
    others = (took, *_uses(rate, cell, held))
    quantity = first.quantity
    for other in others:
        quantity = quantity - other.quantity
    formula = N_("purchases avoided − refurbishing − extra use − added use")
    if held.new is None:
        formula = N_("purchases avoided − refurbishing")
    note = None if held.new is not None else say("no source gives its consumption: its use is not in the result")
    return Term(say(LABELS["avoided"]), quantity, formula, (first, *others), note=note)


def of_recycling(
    values: Values, cell: RecycledCell, *, additional: bool = True, things: tuple[Term, ...] = ()
) -> Term | Reason:
    """The credit of recycled grams, in kgCO2e, with central values; ``additional``: beyond what would have been."""
    on = values_on(cell.year)
    credit = values.factor("recycling_credit", cell.category, on=on)
    baseline = values.factor("recycling_baseline", cell.origin, on=on)
    if credit is None or baseline is None:
        return (
            Reason("recycling_credit", cell.category) if credit is None else Reason("recycling_baseline", cell.origin)
        )
    mass = Estimate.exact(Decimal(cell.grams) / _GRAMS, "kg")
    certified = Term(say("certified as recycled"), mass, parts=things)
    if not additional:
        whole = mass * credit.estimate
        label = say("Credit of certified recycling against landfill")
        return Term(label, whole, N_("mass × credit"), (certified, of_value(credit)))
    share = ONE - baseline.estimate
    return Term(
        say("Credit of certified recycling, additional share"),
        recycling_credit(mass, credit.estimate, share),
        N_("mass × credit × (1 − baseline)"),
        (certified, of_value(credit), of_value(baseline)),
    )


def _purchases(rate: Rate, cell: ServiceCell, held: Known, proof: Proof) -> Term:
    substitution, life = of_rate(rate), held.life.estimate
    end, start = (_years(months) for months in (cell.end_months, cell.start_months))
    credit = credited(end, life) - credited(start, life)
    served = Term(
        say(LABELS["served"]),
        credit,
        N_("min(end / life, 1) − min(start / life, 1)"),
        (
            Term(say("service up to the end of the period"), end, parts=proof.service),
            Term(say("service before the period"), start),
            of_value(held.life),
        ),
    )
    parts = (substitution, served, of_value(held.embodied))
    one = purchases_avoided(substitution.quantity, credit, held.embodied.estimate)
    return _times(say(LABELS["purchases"]), one, N_("substitution × served × footprint"), parts, cell.devices)


def _uses(rate: Rate, cell: ServiceCell, held: Known) -> tuple[Term, ...]:
    if held.old is None or held.new is None:
        return ()
    substitution = of_rate(rate)
    service = _years(cell.end_months) - _years(cell.start_months)
    old, new, grid = held.old.estimate, held.new.estimate, held.grid.estimate
    others = ONE - substitution.quantity
    years = Term(say("service within the period"), service)
    rest = Term(say("share of the other recipients"), others, N_("1 − substitution"), (substitution,))
    extra = extra_use(substitution.quantity, service, old, new, grid)
    added = added_use(others, service, old, grid)
    of_old, of_new, of_grid = drawn_when_old(held.old, held.new), of_value(held.new), of_value(held.grid)
    return (
        _times(
            say(LABELS["extra_use"]),
            extra,
            N_("substitution × service × (old − new) × grid"),
            (substitution, years, of_old, of_new, of_grid),
            cell.devices,
        ),
        _times(
            say(LABELS["added_use"]),
            added,
            N_("others × service × old × grid"),
            (rest, years, of_old, of_grid),
            cell.devices,
        ),
    )


def spent(values: Values, burdens: Iterable[BurdenCell], proof: Proof) -> Term | Reason:
    """All burdens, each a number of things or kilometres times its value."""
    quantity = Estimate.exact(Decimal(0), "kgCO2e")
    parts: list[Term] = []
    for one in burdens:
        factor = burden_factor(values, one.category, one.what, on=values_on(one.year))
        if isinstance(factor, Reason):
            return factor
        leaf = of_value(factor)
        if one.what.startswith("transport:"):
            amount = Term(
                say("kilometres"), Estimate.exact(Decimal(one.amount) / _GRAMS, "km"), parts=proof.of(one.what)
            )
        else:
            amount = _count(say("number"), one.amount, proof.of(one.what))
        took = amount.quantity * factor.estimate
        parts.append(Term(leaf.label, took, N_("amount × value"), (amount, leaf)))
        quantity = quantity + took
    return Term(say(LABELS["refurbishing"]), quantity, N_("sum of what each took"), tuple(parts))


def _times(label: Sentence, one: Estimate[Decimal], formula: str, parts: Sequence[Term], devices: int) -> Term:
    """A term of one device, times how many there are."""
    if devices == 1:
        return Term(label, one, formula, tuple(parts))
    count = _count(say("devices"), devices)
    each = Term(say("of one of them"), one, formula, tuple(parts))
    return Term(label, count.quantity * one, N_("devices × of one of them"), (count, each))


def _count(label: Sentence, count: int, parts: tuple[Term, ...] = ()) -> Term:
    return Term(label, Estimate.exact(Decimal(count), "1"), parts=parts)


def _years(months: int) -> Estimate[Decimal]:
    return Estimate.exact(months / _MONTHS, "year")
