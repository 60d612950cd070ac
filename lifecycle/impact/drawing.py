"""Draws of factors: what shares a stream is drawn together, so that many devices do not average an error away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

import numpy as np

from lifecycle.impact.cells import Answers, Survival
from lifecycle.quantity import Estimate
from lifecycle.quantity.distribution import Beta, Distribution, Floats, Lognormal, Point, Triangular, normal
from lifecycle.quantity.stream import uniforms
from lifecycle.reference import Factor


class Values(Protocol):
    """Where values come from: the reference data in one edition, or what an organisation declares over it."""

    @property
    def edition(self) -> str: ...

    def factor(self, name: str, key: str = "", *, on: date) -> Factor | None:
        """The value of this name and key in force on a day."""


def distribution_of(factor: Factor) -> Distribution:
    """What a factor says of its value, for draws. Bounds of a sample are its fifth and ninety-fifth percentiles."""
    said = factor.estimate
    if said.low is None or said.high is None or factor.shape == "point":
        return Point(float(factor.central))
    if factor.shape == "lognormal":
        return Lognormal(float(said.low), float(said.high))
    return Triangular(float(said.low), float(factor.central), float(said.high))


def stream_of(factor: Factor) -> str:
    """The stream from which a factor is drawn: one for all the fleet, for a source, or for a category alone."""
    if factor.shared_by == "fleet":
        return factor.name
    return f"{factor.name}/{factor.source if factor.shared_by == 'source' else factor.key}"


class Rate(NamedTuple):
    """The share of recipients who would have bought new, and where it comes from."""

    distribution: Distribution
    factor: Factor | None
    """The published value, where too few have answered."""
    answers: Answers

    @property
    def measured(self) -> bool:
        """Known from enough answers."""
        return self.factor is None


class Drawing:
    """The draws of one figure: each stream once, whatever asks for it."""

    def __init__(self, values: Values, on: date) -> None:
        """``on``: the day whose number of draws is in force."""
        self.values = values
        told = values.factor("draws", on=on)
        self.count = int(told.central) if told else 0
        self.streams: dict[str, Floats] = {}
        self.used: dict[str, dict[Factor, None]] = {}
        """Stream -> the factors drawn from it."""
        self._drawn: dict[Factor, Floats] = {}
        self._rates: dict[Distribution, Floats] = {}
        self._scores: dict[str, Floats] = {}

    def stream(self, name: str) -> Floats:
        """The numbers of a stream; it is one of those that may drive the spread."""
        if name not in self.streams:
            self.streams[name] = uniforms(name, self.count)
        return self.streams[name]

    def of(self, factor: Factor) -> Floats:
        """The draws of a factor; a single number where it has no bounds."""
        if factor not in self._drawn:
            known = distribution_of(factor)
            if isinstance(known, Point):
                self._drawn[factor] = np.array([known.value])
            else:
                name = stream_of(factor)
                self._drawn[factor] = known.at(self.stream(name))
                self.used.setdefault(name, {})[factor] = None
        return self._drawn[factor]

    def scores(self, name: str) -> Floats:
        """The draws of a stream as deviations from the mean of a normal distribution."""
        if name not in self._scores:
            self._scores[name] = normal(self.stream(name))
        return self._scores[name]

    def rate(self, rate: Rate) -> Floats:
        """The draws of the substitution rate."""
        if rate.factor is not None:
            return self.of(rate.factor)
        if rate.distribution not in self._rates:
            self._rates[rate.distribution] = rate.distribution.at(self.stream("substitution"))
        return self._rates[rate.distribution]

    def service(self, category: str, observed: Survival) -> Floats:
        """The draws of how long devices of a category serve in the mean, in months; never below none."""
        if not observed.error_months:
            return np.array([observed.months])
        return np.maximum(observed.months + observed.error_months * self.scores(f"service/{category}"), 0.0)


def substitution(values: Values, answers: Answers, *, on: date) -> Rate | None:
    """The rate as answered where enough have, else the published range; None where nothing is known.

    A second-hand purchase avoided is not counted as a new one. Source of the threshold and of the
    range: the values ``survey_threshold`` and ``substitution``.
    """
    threshold = values.factor("survey_threshold", "substitution", on=on)
    if threshold is not None and answers.known >= threshold.central:
        return Rate(Beta(answers.new, answers.known - answers.new), None, answers)
    published = values.factor("substitution", on=on)
    return Rate(distribution_of(published), published, answers) if published else None


class Driver(NamedTuple):
    """A stream, and the share of the variance of a result that it explains by itself, from 0 to 1."""

    stream: str
    share: float


class Spread(NamedTuple):
    """What the draws say of a result, in whole grams CO2e."""

    quantity: Estimate
    """P50 between P5 and P95."""
    below_zero: float
    """Share of the draws below zero, from 0 to 1."""
    drivers: tuple[Driver, ...]
    """The streams that explain the spread, the largest first."""


_P5_P50_P95 = (5, 50, 95)
_CLASSES = 50
"""Classes of equal probability over which the share of a stream is estimated."""
_GRAMS = 1000


def spread(drawn: Floats, streams: Mapping[str, Floats], sources: tuple[str, ...] = ()) -> Spread:
    """Percentiles of draws in kgCO2e, the share below zero, and what drives them.

    The share of a stream is its first-order index of Sobol': the variance of the result's mean given the
    stream, over the result's variance (I. M. Sobol', "Sensitivity estimates for nonlinear mathematical models", 1993).
    """
    if not len(drawn):
        return Spread(Estimate.exact(0, "gCO2e", sources), 0.0, ())
    low, middle, high = (round(float(one) * _GRAMS) for one in np.percentile(drawn, _P5_P50_P95))
    variance = float(drawn.var())
    drivers: list[Driver] = []
    if variance > 0:
        drivers = [Driver(name, _explained(drawn, u) / variance) for name, u in streams.items()]
    drivers.sort(key=lambda driver: (-driver.share, driver.stream))
    return Spread(Estimate(middle, low, high, "gCO2e", sources), float((drawn < 0).mean()), tuple(drivers))


def _explained(drawn: Floats, u: Floats) -> float:
    """The variance of the mean of a result within classes of a stream, less what chance alone would give."""
    classes = np.minimum((u * _CLASSES).astype(np.int64), _CLASSES - 1)
    counts = np.bincount(classes, minlength=_CLASSES)
    sums = np.bincount(classes, weights=drawn, minlength=_CLASSES)
    means = np.divide(sums, counts, out=np.zeros(_CLASSES), where=counts > 0)
    between = float((counts * (means - drawn.mean()) ** 2).sum() / len(drawn))
    within = float(drawn.var()) - between
    return max(0.0, between - within * (_CLASSES - 1) / max(1, len(drawn) - _CLASSES))


def decimal(value: float) -> Decimal:
    """A float as a decimal of as many digits as it holds."""
    return Decimal(repr(float(value)))
