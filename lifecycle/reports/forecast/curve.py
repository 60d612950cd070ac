"""What share is still no waste after so many months of use, and how many things that makes, year by year.

Where enough ends were seen: the estimator of Kaplan and Meier (:mod:`lifecycle.impact.survival`), continued beyond
what was seen by the exponential curve through its last point, after B. W. Brown, M. Hollander and R. M. Korwar,
"Nonparametric tests of independence for censored data, with applications to heart transplant studies" (in Reliability
and Biometry, SIAM 1974). Else an exponential curve whose mean is the published second life. How uncertain either is
stands in one number by which its hazard is multiplied: after d ends, its logarithm has a standard error of 1/√d,
that of a rate of which d events were counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from lifecycle.impact.survival import Followed, curve
from lifecycle.quantity.distribution import Floats
from lifecycle.reports.forecast.lives import Waiting

YEARS = 10
"""Years told."""
MONTHS = 12
_NEVER_NONE = 1e-9
"""Where the last thing followed became waste the curve is at nothing, and nothing can be said of older ones."""

Hazard = Callable[[float], float]
"""Months -> the cumulative hazard: minus the logarithm of the share that is still no waste."""


def seen_hazard(followed: Sequence[Followed]) -> Hazard:
    """As things were seen to last; at least one was seen to end."""
    steps = list(curve(followed))
    begins = [step.month for step in steps]
    told = [0.0, *(-log(max(step.share, _NEVER_NONE)) for step in steps)]
    last = max(one.months for one in followed) or 1

    def hazard(month: float) -> float:
        if month > last:
            return told[-1] * month / last
        return told[bisect_right(begins, month)]

    return hazard


def published_hazard(mean_months: float) -> Hazard:
    """Of a published length of use: as likely to end in any month."""
    return lambda month: month / mean_months


@dataclass(frozen=True)
class Returns:
    """What is expected of the things of one category, for each multiple of the hazard: arrays of one row a year."""

    units: Floats
    grams: Floats
    chance_units: Floats
    """Standard deviation that chance alone gives, at the central hazard, one number a year."""
    chance_grams: Floats
    untold: float
    """Of the units: those that probably have become waste already, without anybody telling."""
    later: float
    """Those that become waste after the last year told."""


def returns(waiting: Sequence[Waiting], hazard: Hazard, multiples: Floats) -> Returns:
    """Expected units and grams by year: of things last seen at one age, the share that ends between two later ages."""
    ages = sorted({one.seen_months for one in waiting} | {age for one in waiting for age in _ages(one.months)})
    told = {age: hazard(age) for age in ages}
    units, grams = (np.zeros((YEARS, len(multiples))) for _each in range(2))
    chance_units, chance_grams = np.zeros(YEARS), np.zeros(YEARS)
    untold = later = 0.0
    for one in waiting:
        begun, *ends = _ages(one.months)
        seen, now = told[one.seen_months], told[begun]
        untold += one.units * (1 - exp(seen - now))
        before, centre = np.exp(multiples * (seen - now)), exp(seen - now)
        for year, age in enumerate(ends):
            after, then = np.exp(multiples * (seen - told[age])), exp(seen - told[age])
            units[year] += one.units * (before - after)
            grams[year] += one.grams * (before - after)
            share = centre - then
            chance_units[year] += one.units * share * (1 - share)
            chance_grams[year] += one.grams**2 / one.units * share * (1 - share)
            before, centre = after, then
        later += one.units * centre
    return Returns(units, grams, np.sqrt(chance_units), np.sqrt(chance_grams), untold, later)


def _ages(months: int) -> list[int]:
    """The age now, and at the end of each year told."""
    return [months + MONTHS * year for year in range(YEARS + 1)]
