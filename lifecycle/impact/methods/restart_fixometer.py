"""The Fixometer of The Restart Project: what repairs at community events prevent.

Rules of ``LcaStats`` and ``Device`` of restarters.net: only what was fixed counts. A powered item counts with
its category; where the category has no mass (miscellaneous) with the mass somebody estimated. An unpowered item
counts with that estimate where there is one, else with its category.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lifecycle.impact.method import Asked, Claim, Found, Method, claim
from lifecycle.impact.owner import OwnersValues
from lifecycle.impact.term import Term
from lifecycle.reference import Factor
from lifecycle.words import N_, say

ZERO = Decimal(0)


@dataclass(frozen=True)
class Item:
    """One item brought to a repair event, in kilograms and kgCO2e."""

    powered: bool
    mass: Decimal
    """Of its category; zero for a miscellaneous one."""
    footprint: Decimal
    """Of its category; zero for a miscellaneous one."""
    estimate: Decimal | None = None
    """The mass somebody entered."""
    fixed: bool = True


def counts_by_estimate(item: Item) -> bool:
    """True where the mass that somebody entered stands in the place of the category's."""
    return item.mass == 0 if item.powered else bool(item.estimate)


def waste_prevented(item: Item) -> Decimal:
    """Kilograms of waste that the repair prevents."""
    if not item.fixed:
        return ZERO
    return (item.estimate or ZERO) if counts_by_estimate(item) else item.mass


def co2e_prevented(item: Item, *, ratio: Decimal, displacement: Decimal) -> Decimal:
    """Kilograms of CO2e that the repair prevents: half a footprint, or kilograms times ``ratio`` (kgCO2e/kg)."""
    if not item.fixed:
        return ZERO
    by_estimate = counts_by_estimate(item)
    return (waste_prevented(item) * ratio if by_estimate else item.footprint) * displacement


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:
    mass, footprint = values.needed("mass", key), values.needed("footprint", key)
    powered = values.needed("powered", key).central == 1
    ratio = values.needed("ratio", "powered" if powered else "unpowered")
    displacement = values.needed("displacement")
    entered = asked.mass
    item = Item(powered, mass.central, footprint.central, entered.quantity.central if entered else None)
    by_estimate = counts_by_estimate(item)
    counted: tuple[Term, ...] = (values.of(footprint), values.of(displacement))
    formula = N_("footprint × displacement")
    if by_estimate and entered:
        counted = (entered, values.of(ratio), values.of(displacement))
        formula = N_("estimated mass × ratio × displacement")
    claims: tuple[Claim, ...] = (
        claim(
            "waste_prevented",
            say("waste prevented"),
            waste_prevented(item),
            "kg",
            formula=N_("estimated mass") if by_estimate and entered else N_("mass of the category"),
            parts=(entered,) if by_estimate and entered else (values.of(mass),),
        ),
        claim(
            "co2e_prevented",
            say("CO₂e prevented"),
            co2e_prevented(item, ratio=ratio.central, displacement=displacement.central),
            "kgCO2e",
            formula=formula,
            parts=counted,
        ),
    )
    if not by_estimate:
        claims += tuple(_at_other_times(key, values, displacement))
    if entered and not by_estimate:
        return Found(claims, (say("The mass asked for is not used: a powered item counts with its category."),))
    return Found(claims)


def _at_other_times(key: str, values: OwnersValues, displacement: Factor) -> Iterator[Claim]:
    """The same under another revision of the owner's factors: when they change, past totals of the owner move."""
    for footprint in values.others("footprint", key):
        label = say("CO₂e prevented, with the factors in force from {first}", first=footprint.valid_from)
        if footprint.valid_to is not None:
            label = say("CO₂e prevented, with the factors in force before {day}", day=footprint.valid_to)
        yield claim(
            f"co2e_prevented_{footprint.valid_from}",
            label,
            footprint.central * displacement.central,
            "kgCO2e",
            formula=N_("footprint × displacement"),
            parts=(values.of(footprint), values.of(displacement)),
            main=False,
        )


METHOD = Method(
    id="restart_fixometer",
    owner="The Restart Project (Fixometer)",
    subject="reuse",
    question=N_("How much waste and CO₂e does one successful repair prevent?"),
    boundary=N_(
        "One item recorded as fixed: the mean mass of its category, and half of the category's footprint by convention"
        " (a repaired item is taken to live half as long again)."
    ),
    leaves_out=N_(
        "What the repair took, what the machine draws, how long it really serves, whether anything new was displaced,"
        " any range. Ratios per kilogram for other items cannot be derived again from today's categories."
    ),
    sources=("restart_app",),
    rule=_rule,
    tables=("mass",),
)
