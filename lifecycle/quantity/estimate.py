"""A central value between bounds: sums, differences, products and quotients that widen honestly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Generic, overload

from typing_extensions import TypeVar

from lifecycle.quantity.unit import BadUnit, over, product

N = TypeVar("N", int, Decimal, default=int)
"""Whole numbers of a small unit (grams, things) for what is booked; decimals for factors and formulas."""


@dataclass(frozen=True)
class Estimate(Generic[N]):
    """A central value, between bounds where they are published, in a unit of its own.

    A measured value has bounds equal to itself. ``low`` and ``high`` are None where no source
    gives a range: it is then shown without one ("sans fourchette"), never with an invented one.

    Arithmetic is that of intervals: bounds of a result hold whatever the values within the
    bounds of its terms, so they are never too narrow. Where terms share a source or many
    are summed, draws give narrower ones (:mod:`lifecycle.quantity.distribution`).
    """

    central: N
    low: N | None
    high: N | None
    unit: str
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("an estimate has both bounds or none")
        if self.low is not None and self.high is not None and not self.low <= self.central <= self.high:
            raise ValueError(f"bounds out of order: {self.low} ≤ {self.central} ≤ {self.high} {self.unit}")

    @classmethod
    def exact(cls, value: N, unit: str, sources: tuple[str, ...] = ()) -> Estimate[N]:
        """What was measured or counted: its bounds are itself."""
        return cls(value, value, value, unit, sources)

    @property
    def is_exact(self) -> bool:
        """Measured or counted: its bounds are itself."""
        return self.low == self.central == self.high

    def __add__(self, other: Estimate[N]) -> Estimate[N]:
        """The sum of two quantities of one unit; without bounds as soon as one of them has none."""
        if not isinstance(other, Estimate):
            return NotImplemented
        self._same_unit(other)
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Estimate(self.central + other.central, low, high, self.unit, self._sources(other))

    def __neg__(self) -> Estimate[N]:
        """The opposite: what was its highest bound is its lowest."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Estimate(-self.central, low, high, self.unit, self.sources)

    def __sub__(self, other: Estimate[N]) -> Estimate[N]:
        """The difference of two quantities of one unit: the lowest less the highest, and the other way round."""
        if not isinstance(other, Estimate):
            return NotImplemented
        return self + -other

    def __mul__(self, other: Estimate[int] | Estimate[Decimal]) -> Estimate[Decimal]:
        """The product, in the product of the units; its bounds are the furthest of the four corners."""
        if not isinstance(other, Estimate):
            return NotImplemented
        corners = [one * another for one in _bounds(self) for another in _bounds(other)]
        return Estimate(
            Decimal(self.central) * Decimal(other.central),
            min(corners, default=None),
            max(corners, default=None),
            product(self.unit, other.unit),
            self._sources(other),
        )

    def __truediv__(self, other: Estimate[int] | Estimate[Decimal]) -> Estimate[Decimal]:
        """The quotient, in the quotient of the units. Raises ZeroDivisionError where the divisor may be zero."""
        if not isinstance(other, Estimate):
            return NotImplemented
        divisors = [*_bounds(other), Decimal(other.central)]
        if min(divisors) <= 0 <= max(divisors):
            raise ZeroDivisionError(f"the divisor may be zero: {other}")
        corners = [one / another for one in _bounds(self) for another in _bounds(other)]
        return Estimate(
            Decimal(self.central) / Decimal(other.central),
            min(corners, default=None),
            max(corners, default=None),
            over(self.unit, other.unit),
            self._sources(other),
        )

    def __str__(self) -> str:
        """For errors and tests; people read what the doors make of it."""
        between = "" if self.is_exact else " (?)" if self.low is None else f" ({self.low} – {self.high})"
        return f"{self.central}{between} {self.unit}"

    def _same_unit(self, other: Estimate[N]) -> None:
        if other.unit != self.unit:
            raise BadUnit(f"{self.unit} and {other.unit} do not add up")

    def _sources(self, other: Estimate[int] | Estimate[Decimal]) -> tuple[str, ...]:
        return tuple(sorted({*self.sources, *other.sources}))


def _bounds(estimate: Estimate[int] | Estimate[Decimal]) -> list[Decimal]:
    """Both bounds, or nothing where there are none."""
    if estimate.low is None or estimate.high is None:
        return []
    return [Decimal(estimate.low), Decimal(estimate.high)]


ONE = Estimate.exact(Decimal(1), "1")
"""The whole of something, as a share."""


def least(one: Estimate[N], other: Estimate[N]) -> Estimate[N]:
    """The smaller of two quantities of one unit, bound by bound."""
    one._same_unit(other)
    low = None if one.low is None or other.low is None else min(one.low, other.low)
    high = None if one.high is None or other.high is None else min(one.high, other.high)
    return Estimate(min(one.central, other.central), low, high, one.unit, one._sources(other))


def total(estimates: Iterable[Estimate], unit: str) -> Estimate:
    """The sum of quantities of one unit, in whole numbers; nothing at all is exactly zero."""
    return sum(estimates, start=Estimate.exact(0, unit))


def rounded(estimate: Estimate[int] | Estimate[Decimal]) -> Estimate[Decimal]:
    """The same, rounded to what the width of its interval deserves; for display alone.

    The step is the power of ten up to a fifth of the width, so that 139.73 (80.2 – 195.4) reads
    140 (80 – 200). Without bounds, two digits; an exact value stays as it is.
    """
    central = Decimal(estimate.central)
    low = None if estimate.low is None else Decimal(estimate.low)
    high = None if estimate.high is None else Decimal(estimate.high)
    width = abs(central) if low is None or high is None else high - low
    step = Decimal(1).scaleb((width / 5).adjusted()) if width else None
    return Estimate(_to(central, step), _to(low, step), _to(high, step), estimate.unit, estimate.sources)


@overload
def _to(value: Decimal, step: Decimal | None) -> Decimal: ...
@overload
def _to(value: Decimal | None, step: Decimal | None) -> Decimal | None: ...
def _to(value: Decimal | None, step: Decimal | None) -> Decimal | None:
    """The nearest multiple of a step, written without an exponent; as it is without a step."""
    if value is None or step is None:
        return value
    nearest = (value / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step
    return nearest.quantize(min(step, Decimal(1)))
