"""One association, and what is told of it on purpose."""

from __future__ import annotations

from datetime import date

from lifecycle.demonstration.cards.bench import BenchCard
from lifecycle.demonstration.cards.desk import DeskCard
from lifecycle.demonstration.cards.money import Money
from lifecycle.demonstration.cards.table import Card, Span
from lifecycle.demonstration.cards.taking_part import Arrivals
from lifecycle.demonstration.cards.waste import Waste


class Stories(Card):
    """What is told on purpose; ranks count from 1 in each association."""

    unwiped_machines: tuple[int, ...]
    lots_without_mass: tuple[int, ...]
    late_lots: tuple[int, ...]
    missing_lots: tuple[int, ...]
    withdrawn_lots: tuple[int, ...]
    refused_lots: tuple[int, ...]
    refused_reason: str
    regrouped_from: tuple[int, ...]
    unpacked_lots: tuple[int, ...] = ()
    wrong_scale_from: tuple[date, ...]
    wrong_scale_g: int
    wrong_scale_machines: int
    corrected_after: int
    mistyped: tuple[int, ...] = ()
    mistyped_times: int = 1000
    paid_twice: tuple[int, ...]
    relabelled: tuple[int, ...]
    label_lost: tuple[int, ...] = ()
    label_found_days: int = 0
    same_serial: tuple[int, ...] = ()
    missing_at_count: int
    found_after_days: int
    stolen: tuple[int, ...]
    stolen_after_days: int
    recovered_after_days: int
    sold_days: tuple[date, ...]
    sold_to: tuple[str, ...]
    """To whom, in turn."""
    sold_count: int
    sold_category: str
    sold_cents: int
    taken_up: int
    taken_up_days: Span
    ended_waste_days: tuple[date, ...]
    ended_waste_count: int
    ended_waste_category: str
    crate_days: tuple[date, ...]
    crate_count: int
    crate_g: int
    crate_donor: str
    school: str
    school_days: tuple[date, ...]
    school_count: int
    school_category: str
    borrower: str
    loan_days: tuple[date, ...]
    loan_count: int
    loan_length: int


class House(Card):
    """One refurbishing association: how big it is, when it works, what its habits are."""

    code: str
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    """0 is Monday."""
    closed_weeks: tuple[int, ...] = ()
    """ISO weeks of the year in which nobody is there."""
    pace: tuple[int, ...] = ()
    """In percent, year by year: how much it does of what its tables say; as they say where no year is named."""
    arrivals: Arrivals
    bench: BenchCard
    desk: DeskCard
    waste: Waste
    association: Money
    stories: Stories
