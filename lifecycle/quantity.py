"""A quantity with its bounds, its unit and where it comes from. Floor 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A central value, between bounds where they are published, in a unit of its own.

    A measured value has bounds equal to itself. ``low`` and ``high`` are None where no source
    gives a range: it is then shown without one ("sans fourchette"), never with an invented one.
    """

    central: int
    low: int | None
    high: int | None
    unit: str
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("an estimate has both bounds or none")
        if self.low is not None and self.high is not None and not self.low <= self.central <= self.high:
            raise ValueError(f"bounds out of order: {self.low} ≤ {self.central} ≤ {self.high} {self.unit}")

    @classmethod
    def exact(cls, value: int, unit: str, sources: tuple[str, ...] = ()) -> Estimate:
        """What was measured or counted: its bounds are itself."""
        return cls(value, value, value, unit, sources)

    def __add__(self, other: Estimate) -> Estimate:
        """The sum of two quantities of one unit; without bounds as soon as one of them has none."""
        if not isinstance(other, Estimate):
            return NotImplemented
        if other.unit != self.unit:
            raise ValueError(f"{self.unit} and {other.unit} do not add up")
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        sources = tuple(sorted({*self.sources, *other.sources}))
        return Estimate(self.central + other.central, low, high, self.unit, sources)


def total(estimates: Iterable[Estimate], unit: str) -> Estimate:
    """The sum of quantities of one unit; nothing at all is exactly zero."""
    return sum(estimates, start=Estimate.exact(0, unit))
