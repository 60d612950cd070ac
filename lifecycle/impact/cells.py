"""What the formulas are fed with: sums over devices alike, in whole numbers. One device is a cell of one."""

from __future__ import annotations

from typing import NamedTuple


class Cohort(NamedTuple):
    """Devices of one category whose workshop wrote down as much, handed over in one civil year.

    What they cost stands in that year: where a value of it has no source, they are left out of every year.
    """

    category: str
    record: str
    begun: int


class ServiceCell(NamedTuple):
    """Devices of one category that served from one month of their service to another, within one civil year.

    Months are whole, counted from the first hand-over: of the device, or of the purchase that
    it stands for, whichever served longer before.
    """

    year: int
    category: str
    record: str
    """What its workshop wrote down: nothing (empty), or "workshop" and the kinds of new parts put in, in order,
    with a space between: "workshop battery ssd"."""
    begun: int
    """Civil year of their hand-over."""
    start_months: int
    """Service on the eve of the days asked for in that year."""
    end_months: int
    """Service on the last of these days."""
    devices: int

    @property
    def cohort(self) -> Cohort:
        """Whose service it is."""
        return Cohort(self.category, self.record, self.begun)


class BurdenCell(NamedTuple):
    """What refurbishing devices of one category took, on the days asked for of one civil year."""

    year: int
    category: str
    record: str
    begun: int
    """Civil year of their hand-over; that of what it took is another for a part put in under after-sales."""
    what: str
    """"part:ssd" (amount: new parts), "transport:van" (metres), "process" (devices whose workshop wrote down its
    work), "refurbishing" (devices of which nothing was written down: a published figure of all it takes)."""
    devices: int
    amount: int

    @property
    def cohort(self) -> Cohort:
        """Whose burden it is."""
        return Cohort(self.category, self.record, self.begun)


class HandedCell(NamedTuple):
    """Devices of one category handed over on the days asked for of one civil year, for a second life to come."""

    year: int
    category: str
    record: str
    served_months: int
    """Service before this hand-over: of the device or of the purchase it stands for, whichever is longer."""
    devices: int

    @property
    def cohort(self) -> Cohort:
        """Whose second life begins."""
        return Cohort(self.category, self.record, self.year)


class RecycledCell(NamedTuple):
    """Grams certified as recycled on the days asked for of one civil year, by whose waste they were."""

    year: int
    category: str
    origin: str
    """household, professional or unknown"""
    grams: int


class Answers(NamedTuple):
    """What recipients would have done without the device, one answer a hand-over."""

    new: int = 0
    second_hand: int = 0
    borrowed_or_none: int = 0
    does_not_know: int = 0
    not_asked: int = 0

    @property
    def known(self) -> int:
        """Answers that say something: who does not know is in the coverage, not in the rate."""
        return self.new + self.second_hand + self.borrowed_or_none


class Survival(NamedTuple):
    """How long devices of one category serve, as observed: months, with the error of the mean and the spread."""

    months: float
    error_months: float
    """Standard error of the mean."""
    spread_months: float
    """Standard deviation from device to device."""
    ended: int
    """Ends observed; the others were last seen in use."""
