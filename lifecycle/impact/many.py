"""A named method over many devices: what it says of each category of a perimeter, added where it may be added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from lifecycle.impact.cells import HandedCell, RecycledCell, ServiceCell
from lifecycle.impact.method import Asked, Claim, Method, Subject
from lifecycle.impact.needed import MONTHS
from lifecycle.quantity import Estimate
from lifecycle.reference import Reference
from lifecycle.words import Sentence, _


class Held(NamedTuple):
    """What a perimeter holds of one category, within the days asked for."""

    category: str
    devices: int
    """Handed over."""
    months: int
    """Of service, of all of them together."""
    recycled_g: int
    """Grams certified as recycled."""


@dataclass(frozen=True)
class Sum:
    """One figure of a method over a perimeter."""

    id: str
    label: Sentence
    subject: Subject
    quantity: Estimate[Decimal]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; numbers are not rounded."""
        low, high = self.quantity.low, self.quantity.high
        return {
            "id": self.id,
            "label": str(self.label),
            "speaks_of": self.subject,
            "value": float(self.quantity.central),
            "low": None if low is None else float(low),
            "high": None if high is None else float(high),
            "unit": self.quantity.unit,
        }


@dataclass(frozen=True)
class OverMany:
    """What a method says of a perimeter, and of which categories it says nothing."""

    method: Method
    sums: tuple[Sum, ...]
    devices: int
    """Handed over, of the categories it answers."""
    recycled_g: int = 0
    """Grams certified as recycled, of the categories it answers."""
    left_out: dict[str, Sentence] = field(default_factory=dict)
    """Category -> why."""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; numbers are not rounded."""
        return {
            "method": self.method.id,
            "owner": self.method.owner,
            "question": _(self.method.question),
            "claims": [each.to_json() for each in self.sums],
            "devices": self.devices,
            "recycled_g": self.recycled_g,
            "left_out": {category: str(why) for category, why in self.left_out.items()},
        }


def held(
    handed: Iterable[HandedCell], service: Iterable[ServiceCell], recycled: Iterable[RecycledCell]
) -> tuple[Held, ...]:
    """The cells of a perimeter by category, whoever handed over and whatever the workshop wrote down."""
    found: dict[str, list[int]] = {}
    for rank, category, amount in (
        *((0, cell.category, cell.devices) for cell in handed),
        *((1, cell.category, (cell.end_months - cell.start_months) * cell.devices) for cell in service),
        *((2, cell.category, cell.grams) for cell in recycled),
    ):
        found.setdefault(category.partition("@")[0], [0, 0, 0])[rank] += amount
    return tuple(Held(category, *amounts) for category, amounts in sorted(found.items()))


def over_many(method: Method, perimeter: Sequence[Held], reference: Reference, *, on: date) -> OverMany:
    """What a method of others says of a perimeter, with the values of a day.

    What grows with years or mass is asked once for all of a category, what does not once for each device. What
    stands alone (a share, a single model) is not in it.
    """
    sums: dict[str, Sum] = {}
    left_out: dict[str, Sentence] = {}
    devices = grams = 0
    for one in perimeter:
        by_mass = method.subject == "recycling"
        if not (one.recycled_g if by_mass else one.devices or one.months):
            continue
        mass_g, years = (one.recycled_g, None) if by_mass else (None, Decimal(one.months) / MONTHS)
        answer = method.answer(Asked(one.category, on, mass_g=mass_g, years=years), reference)
        if answer.does_not_answer is not None:
            left_out[one.category] = answer.does_not_answer
            continue
        added = [claim for claim in answer.claims if claim.main and claim.per != "alone"]
        if by_mass and not added and answer.notes:  # it answers, but not for what was recycled
            left_out[one.category] = answer.notes[0]
            continue
        devices += one.devices
        grams += one.recycled_g
        for claim in added:
            sums[claim.id] = _added(sums.get(claim.id), claim, method, one.devices)
    return OverMany(method, tuple(sums.values()), devices, grams, left_out)


def _added(before: Sum | None, claim: Claim, method: Method, devices: int) -> Sum:
    quantity = claim.quantity
    if claim.per == "device":
        times = Decimal(devices)
        low, high = (None if bound is None else bound * times for bound in (quantity.low, quantity.high))
        quantity = Estimate(quantity.central * times, low, high, quantity.unit, quantity.sources)
    if before is not None:
        quantity = before.quantity + quantity
    return Sum(claim.id, claim.label, claim.subject or method.subject, quantity)
