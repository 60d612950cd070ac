"""ADEME's Impact CO2: the footprint of a new device over its whole life, use in France included."""

from __future__ import annotations

from decimal import Decimal

from lifecycle.impact.method import Asked, Found, Method, claim
from lifecycle.impact.owner import OwnersValues
from lifecycle.impact.term import Term
from lifecycle.words import N_, say

OWNERS_GRID = "FR"


def whole_life(made: Decimal, *, end: Decimal, years: Decimal, use_a_year: Decimal) -> Decimal:
    """kgCO2e of making and bringing a device (``made``), of its end, and of each year of use."""
    return made + end + years * use_a_year


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:  # noqa: ARG001
    manufacture, distribution = values.needed("manufacture", key), values.needed("distribution", key)
    end = values.needed("end_of_life", key)
    life, electricity = values.known("life", key), values.known("use_kwh", key)
    grid = values.needed("grid", OWNERS_GRID)
    made = manufacture.central + distribution.central
    made_of: tuple[Term, ...] = (values.of(manufacture), values.of(distribution), values.of(end))
    embodied = claim(
        "embodied",
        say("all of its life but use"),
        made + end.central,
        "kgCO2e",
        formula=N_("manufacture + distribution + end of life"),
        parts=made_of,
        main=False,
    )
    if life is None or electricity is None:  # a charger: its use is that of what it charges
        total = whole_life(made, end=end.central, years=Decimal(0), use_a_year=Decimal(0))
        parts, formula = made_of, N_("manufacture + distribution + end of life")
    else:
        a_year = electricity.central * grid.central
        total = whole_life(made, end=end.central, years=life.central, use_a_year=a_year)
        parts = (*made_of, values.of(life), values.of(electricity), values.of(grid))
        formula = N_("manufacture + distribution + end of life + years × kWh a year × electricity")
    new = claim("whole_life", say("a new one, whole life, use included"), total, "kgCO2e", formula=formula, parts=parts)
    return Found((new, embodied))


METHOD = Method(
    id="impactco2",
    owner="ADEME (Impact CO2)",
    subject="product",
    question=N_("What does a new device cost the climate over its whole life?"),
    boundary=N_(
        "Manufacture, distribution, end of life and use of a mean new device in France, over its mean life, whatever"
        " the mass, the years or the country asked for."
    ),
    leaves_out=N_("Re-use, refurbishing, any saving, any range: no figure for a second-hand device is published."),
    sources=("impactco2", "ademe_acv_numerique"),
    rule=_rule,
    tables=("manufacture",),
)
