"""BoaviztAPI: the footprint of a new terminal spread over its life, and what its use emits.

The service returns rounded figures: the wider the range that missing inputs leave, the harder. It is part of the
method, so it is done here too; the unrounded use stands beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, Decimal

from lifecycle.impact.method import HOURS_IN_A_YEAR, Asked, Claim, Found, Method, claim
from lifecycle.impact.owner import OwnersValues
from lifecycle.impact.term import Term
from lifecycle.quantity import Estimate
from lifecycle.reference import Factor
from lifecycle.words import N_, say

WATTS_IN_A_KILOWATT = 1000
OWNERS_GRID = "EEE"
"""The mean of Europe, which the service takes where nobody says a country."""


@dataclass(frozen=True)
class Range:
    """A value with what it could be where inputs are missing."""

    value: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, quantity: Estimate[Decimal]) -> Range:
        """A value without bounds is taken as certain, as the service does."""
        if quantity.low is None or quantity.high is None:
            return cls(quantity.central, quantity.central, quantity.central)
        return cls(quantity.central, quantity.low, quantity.high)


def embedded(whole: Decimal, *, hours: Decimal, life: Decimal) -> Decimal:
    """The part of the footprint of a new device (kgCO2e) that falls on some hours of its life."""
    return whole * hours / life


def use(grid: Range, power: Range, *, ratio: Decimal, hours: Decimal) -> Range:
    """What use emits over some hours, in kgCO2e: grid in kgCO2e/kWh, power in watts, on for ``ratio`` of them."""
    value, low, high = (
        kilogram * watts / WATTS_IN_A_KILOWATT * ratio * hours
        for kilogram, watts in ((grid.value, power.value), (grid.low, power.low), (grid.high, power.high))
    )
    return Range(value, low, high)


def significant(value: Decimal, digits: int) -> Decimal:
    """A value with so many significant digits."""
    if not value:
        return value
    # A tie goes down: the service computes in binary, where 0.075555 lies just below and is returned as 0.07555.
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), ROUND_HALF_DOWN)


@dataclass(frozen=True)
class Rounding:
    """How the service rounds what it returns."""

    share: Decimal
    """Of the range: the value is rounded to its decade."""
    digits: int
    """Significant digits of everything."""

    def as_returned(self, found: Range) -> Range:
        """The value to the decade of the share of its range, then all of it to so many digits."""
        approximately = (found.high - found.low) * self.share
        value = found.value
        if approximately:
            decade = Decimal(1).scaleb(approximately.adjusted())
            value = (value / decade).quantize(Decimal(1), ROUND_HALF_EVEN) * decade
        return Range(*(significant(each, self.digits) for each in (value, found.low, found.high)))


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:
    whole = values.needed("embodied", key)
    new = claim("new", say("a new one, all of its life but use"), whole.central, "kgCO2e", parts=(values.of(whole),))
    life = values.known("life", key)
    if life is None:
        return Found((new,), (say("It gives no life for “{key}”: nothing is spread over one.", key=key),))
    hours = _hours(asked, life, values)
    rounding = Rounding(values.needed("rounding_share").central, int(values.needed("digits").central))
    spread = embedded(whole.central, hours=hours.quantity.central, life=life.central)
    part = rounding.as_returned(Range(spread, spread, spread))
    on_the_hours = claim(
        "embedded",
        say("the part of it that falls on the hours of service"),
        part.value,
        "kgCO2e",
        low=part.low,
        high=part.high,
        formula=N_("footprint × hours / hours of life"),
        parts=(values.of(whole), hours, values.of(life)),
        per="years",
    )
    return Found((new, on_the_hours, *_use(asked, key, hours, values, rounding)))


def _hours(asked: Asked, life: Factor, values: OwnersValues) -> Term:
    """The hours asked for, those of the years asked for, else the whole life."""
    if asked.hours is not None:
        return Term(say("hours of service"), Estimate.exact(asked.hours, "hour"))
    if asked.years is not None:
        return Term(say("hours of service"), Estimate.exact(asked.years * HOURS_IN_A_YEAR, "hour"))
    return values.of(life, say("hours of life"))


def _use(asked: Asked, key: str, hours: Term, values: OwnersValues, rounding: Rounding) -> list[Claim]:
    """What use emits on the grid asked for: as the service returns it, and before it rounds."""
    power, ratio = values.known("power", key), values.known("use_ratio", key)
    if ratio is None or (power is None and asked.watts is None):
        return []
    grid = values.needed("grid", asked.country or OWNERS_GRID)
    drawn = values.of(power) if power else None
    if asked.watts is not None:
        drawn = Term(say("mean power measured"), Estimate.exact(asked.watts, "W"))
    assert drawn is not None
    found = use(Range.of(grid.estimate), Range.of(drawn.quantity), ratio=ratio.central, hours=hours.quantity.central)
    claims = []
    for id, label, each, main in (
        ("use", say("emitted by use over these hours"), rounding.as_returned(found), True),
        ("use_unrounded", say("the same before the service rounds it"), found, False),
    ):
        made = claim(
            id,
            label,
            each.value,
            "kgCO2e",
            low=each.low,
            high=each.high,
            formula=N_("electricity × watts / 1000 × share of the time × hours"),
            parts=(values.of(grid), drawn, values.of(ratio), hours),
            main=main,
            subject="use",
            per="years",
        )
        claims.append(made)
    return claims


METHOD = Method(
    id="boaviztapi",
    owner="Boavizta (BoaviztAPI)",
    subject="product",
    question=N_("What does a new device cost the climate over the hours asked for, and what does its use emit?"),
    boundary=N_(
        "Manufacture, distribution and end of life of a typical new device, spread evenly over its hours of life; use"
        " at its typical power. The range comes from missing inputs alone, and figures are rounded harder the wider"
        " it is."
    ),
    leaves_out=N_(
        "Re-use, refurbishing, any saving, the error of the factors themselves. There is no printer, projector, console"
        " or keyboard."
    ),
    sources=("boaviztapi",),
    rule=_rule,
    tables=("embodied",),
)
