"""What is known of a value: a point, a triangle, a lognormal or a surveyed rate; in floats, for draws alone.

Each gives its mean, its variance and its quantiles. Quantiles and not random numbers, so that
values which share a source can be drawn together: all high or all low in the same draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from statistics import NormalDist
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NORMAL = NormalDist()
_P5, _P95 = 0.05, 0.95
_STEPS = 20_000
"""Steps of the table from which quantiles of a rate are read; a share of answers is known to far less."""


class Distribution(Protocol):
    """A value that is not known exactly."""

    @property
    def mean(self) -> float:
        """Its expectation."""

    @property
    def variance(self) -> float:
        """Its variance."""

    def at(self, u: Floats) -> Floats:
        """Its quantiles, for probabilities within (0, 1)."""


@dataclass(frozen=True)
class Point:
    """A value of which no source gives bounds."""

    value: float

    @property
    def mean(self) -> float:
        return self.value

    @property
    def variance(self) -> float:
        return 0.0

    def at(self, u: Floats) -> Floats:
        return np.full_like(u, self.value)


@dataclass(frozen=True)
class Triangular:
    """A value between two bounds, most probable at its centre."""

    low: float
    central: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"bounds out of order: {self.low} ≤ {self.central} ≤ {self.high}")

    @property
    def mean(self) -> float:
        return (self.low + self.central + self.high) / 3

    @property
    def variance(self) -> float:
        a, c, b = self.low, self.central, self.high
        return (a * a + b * b + c * c - a * b - a * c - b * c) / 18

    def at(self, u: Floats) -> Floats:
        a, c, b = self.low, self.central, self.high
        if a == b:
            return np.full_like(u, c)
        peak = (c - a) / (b - a)
        rising = a + np.sqrt(u * (b - a) * (c - a))
        falling = b - np.sqrt((1 - u) * (b - a) * (b - c))
        return np.where(u < peak, rising, falling)


@dataclass(frozen=True)
class Lognormal:
    """A positive value known by the fifth and the ninety-fifth percentile of a sample."""

    p5: float
    p95: float

    def __post_init__(self) -> None:
        if not 0 < self.p5 <= self.p95:
            raise ValueError(f"percentiles of a lognormal are above zero and in order: {self.p5}, {self.p95}")

    @cached_property
    def _log(self) -> tuple[float, float]:
        """Mean and standard deviation of its logarithm."""
        spread = _NORMAL.inv_cdf(_P95) - _NORMAL.inv_cdf(_P5)
        return (log(self.p5) + log(self.p95)) / 2, (log(self.p95) - log(self.p5)) / spread

    @property
    def mean(self) -> float:
        middle, deviation = self._log
        return exp(middle + deviation * deviation / 2)

    @property
    def variance(self) -> float:
        _middle, deviation = self._log
        return (exp(deviation * deviation) - 1) * self.mean**2

    def at(self, u: Floats) -> Floats:
        middle, deviation = self._log
        return np.exp(middle + deviation * normal(u))


@dataclass(frozen=True)
class Beta:
    """A rate of which a survey had ``yes`` and ``no`` answers, nothing being known before: Beta(1 + yes, 1 + no)."""

    yes: int
    no: int

    def __post_init__(self) -> None:
        if self.yes < 0 or self.no < 0:
            raise ValueError(f"answers are counted from zero: {self.yes}, {self.no}")

    @property
    def mean(self) -> float:
        return (1 + self.yes) / (2 + self.yes + self.no)

    @property
    def variance(self) -> float:
        a, b = 1 + self.yes, 1 + self.no
        return a * b / ((a + b) ** 2 * (a + b + 1))

    @cached_property
    def _table(self) -> tuple[Floats, Floats]:
        """Probability up to each rate, and the rate: summed by trapezoids within twelve deviations of the mean."""
        reach = 12 * self.variance**0.5
        rates = np.linspace(max(0.0, self.mean - reach), min(1.0, self.mean + reach), _STEPS + 1)
        with np.errstate(divide="ignore"):
            logs = np.zeros_like(rates)
            if self.yes:
                logs += self.yes * np.log(rates)
            if self.no:
                logs += self.no * np.log1p(-rates)
        density = np.exp(logs - logs.max())
        upto = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
        return upto / upto[-1], rates

    def at(self, u: Floats) -> Floats:
        upto, rates = self._table
        return np.interp(u, upto, rates)


def normal(u: Floats) -> Floats:
    """Quantiles of the standard normal distribution (Wichura's AS 241, as the standard library has it)."""
    return np.fromiter((_NORMAL.inv_cdf(one) for one in u.tolist()), np.float64, len(u))
