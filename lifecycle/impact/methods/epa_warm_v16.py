"""EPA's Waste Reduction Model, version 16: what recycling electronics avoids against landfilling them."""

from __future__ import annotations

from decimal import Decimal

from lifecycle.impact.method import Asked, Found, Method, claim
from lifecycle.impact.owner import OwnersValues, Unanswered
from lifecycle.words import N_, say

KILOGRAMS_IN_A_TONNE = 1000


def per_kilogram(tonnes_per_short_ton: Decimal, short_ton: Decimal) -> Decimal:
    """kgCO2e/kg of a factor in tCO2e per US short ton, of so many kilograms."""
    return tonnes_per_short_ton * KILOGRAMS_IN_A_TONNE / short_ton


def credit_against_landfill(mass: Decimal, *, recycled: Decimal, landfilled: Decimal, short_ton: Decimal) -> Decimal:
    """kgCO2e that recycling ``mass`` kilograms avoids against landfilling them; both factors per short ton."""
    return mass * per_kilogram(landfilled - recycled, short_ton)


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:
    mass = asked.mass
    recycled, landfilled = values.needed("recycled", key), values.needed("landfilled", key)
    if mass is None:
        raise Unanswered(say("it counts by mass: add --mass-g GRAMS"))
    short_ton = values.needed("short_ton")
    weight = mass.quantity.central
    claims = [
        claim(
            "recycling_credit",
            say("avoided by recycling instead of landfilling"),
            credit_against_landfill(
                weight, recycled=recycled.central, landfilled=landfilled.central, short_ton=short_ton.central
            ),
            "kgCO2e",
            formula=N_("mass × (landfilled − recycled) × 1000 / short ton"),
            parts=(mass, values.of(landfilled), values.of(recycled), values.of(short_ton)),
            per="mass",
        )
    ]
    for id, factor, label in (
        ("recycled", recycled, say("emitted where recycled (below zero: avoided)")),
        ("landfilled", landfilled, say("emitted where landfilled")),
    ):
        value = weight * per_kilogram(factor.central, short_ton.central)
        formula = N_("mass × factor × 1000 / short ton")
        parts = (mass, values.of(factor), values.of(short_ton))
        claims.append(claim(id, label, value, "kgCO2e", formula=formula, parts=parts, main=False, per="mass"))
    return Found(tuple(claims), (say("Re-use has no row in this model, nor have batteries."),))


METHOD = Method(
    id="epa_warm_v16",
    owner="US EPA (WARM)",
    subject="recycling",
    question=N_("What does recycling a mass of electronics avoid, against landfilling it?"),
    boundary=N_(
        "Collection, sorting, recycling and the primary material that it displaces, for one US short ton of a material"
        " category; electricity and landfills of the United States."
    ),
    leaves_out=N_(
        "Re-use (no row), batteries (no row), the grid and treatment of France, the share that would have been recycled"
        " anyway, any range. Read through a third party that quotes EPA's table."
    ),
    sources=("epa_warm_v16",),
    rule=_rule,
    tables=("recycled",),
)
