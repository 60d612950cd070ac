"""What a mass of greenhouse gas is as much as: at most three things that people know, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from lifecycle.impact.drawing import Values
from lifecycle.quantity import Estimate, rounded
from lifecycle.reference import Factor
from lifecycle.words import N_

FAMILY = "equivalence"
MOST = 3
"""More would be a show of numbers."""
_GRAMS = 1000

WORDS: Mapping[str, str] = {
    "car_km": N_("As much as one car with a combustion engine emits over {amount}, its manufacture included."),
    "tgv_km": N_("As much as one passenger of a French high-speed train (TGV) emits over {amount}."),
    "streaming_hour": N_("As much as {amount} of streaming video emit."),
}
"""Key of the value -> English sentence, in the order in which they are said."""


class Equivalence(NamedTuple):
    """So much of a thing that emits as much."""

    words: str
    """English text with a place for ``amount``, translated where it is shown."""
    amount: Estimate[Decimal]
    """Rounded to what the interval deserves."""
    factor: Factor

    @property
    def from_nothing(self) -> bool:
        """True where the interval begins so low that it rounds to nothing: then only its upper end says something."""
        return self.amount.low is not None and self.amount.low == 0


def equivalences(emissions: Estimate[int], values: Values, *, on: date) -> tuple[Equivalence, ...]:
    """Emissions in gCO2e as other things; none where they are nothing or less, or may be (P5 at nothing or below).

    The bounds are those of the emissions; a factor of which no source gives bounds adds none.
    """
    if emissions.central <= 0 or (emissions.low is not None and emissions.low <= 0):
        return ()
    found = (values.factor(FAMILY, key, on=on) for key in WORDS)
    return tuple(_as_much(emissions, factor) for factor in found if factor is not None and factor.central > 0)[:MOST]


def _as_much(emissions: Estimate[int], factor: Factor) -> Equivalence:
    said = factor.estimate
    one = Estimate.exact(factor.central, factor.unit, factor.sources) if said.low is None else said
    amount = rounded(_kilograms(emissions) / one)
    return Equivalence(WORDS[factor.key], amount, factor)


def _kilograms(emissions: Estimate[int]) -> Estimate[Decimal]:
    low, high = emissions.low, emissions.high
    return Estimate(
        Decimal(emissions.central) / _GRAMS,
        None if low is None else Decimal(low) / _GRAMS,
        None if high is None else Decimal(high) / _GRAMS,
        "kgCO2e",
        emissions.sources,
    )
