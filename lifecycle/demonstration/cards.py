"""The tables of a setting: who takes part, what is given, how often things happen."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from lifecycle.events import DonorKind
from lifecycle.events.organisations import Role

Grade = Literal["A", "B", "C", "D"]
Method = Literal["clear", "purge"]
Answer = Literal["new", "second_hand", "borrowed_or_none", "does_not_know"]
MediumKind = Literal["hdd", "ssd", "flash"]


class Card(BaseModel):
    """A table of the files."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Card):
    """From ``low`` to ``high``, both included."""

    low: int
    high: int


class Actor(Card):
    """An invented organisation; a donor says what it gives and how often."""

    code: str
    name: str
    roles: tuple[Role, ...]
    commune: str
    donor_kind: DonorKind = "unknown"
    gifts_a_year: int = 0
    gift: Span | None = None
    fleet: Literal["none", "counted", "numbered"] = "none"


class Model(Card):
    """An invented model; memory and media are absent where nobody can read them."""

    category: str
    maker: str
    name: str
    year: int
    weight: int
    cpu: str | None = None
    memory_gib: int | None = None
    media_kind: MediumKind | None = None
    media_gb: int = 0


class Arrivals(Card):
    """What is given, and when."""

    opening_gift: int
    opening_donor: str
    fleet_months: tuple[int, ...]
    private_months: tuple[int, ...]
    announced_days: Span
    metres: Span
    no_disk: int
    fleet_mix: dict[str, int]
    private_mix: dict[str, int]


class Standard(Card):
    """A standard of wiping, and the first day on which it applies."""

    valid_from: date
    name: str


class Wiping(Card):
    """How a kind of medium is wiped."""

    method: Method
    tool: str


class PartKind(Card):
    """A part worth taking out."""

    kind: str
    mends: str
    grams: Span
    from_categories: tuple[str, ...]
    waste_code: str | None = None
    """The code under which the worn part it replaces is waste; None where it replaces nothing."""


class BenchCard(Card):
    """What happens on the bench, in percent unless the name says otherwise."""

    a_day: Span
    weighed: int
    weighed_to_g: int
    unit_spread: int
    days_to_ready: Span
    read_dead: int
    dead_for_parts: int
    tested: int
    triage_noted: int
    software: int
    repaired: int
    repair_minutes: Span
    part_fitted: int
    wipe_fails: int
    disk_defect: str
    new_disk: MediumKind
    donor_wiped: int
    harvested: Span
    software_name: str
    software_version: str
    charter: str
    beyond_repair: dict[str, int]
    standard: tuple[Standard, ...]
    grades: dict[Grade, int]
    wiping: dict[MediumKind, Wiping]
    defects: dict[str, dict[str, int]]
    part: tuple[PartKind, ...]
    disk_grams: dict[MediumKind, Span]

    def standard_on(self, day: date) -> str:
        """The standard of wiping that applies on a day."""
        return [standard.name for standard in self.standard if standard.valid_from <= day][-1]


class After(Card):
    """What happens after a hand-over, in percent unless the name says otherwise."""

    contribution_cents: int
    exempt: int
    in_precarity: int
    substitution_asked: int
    support: int
    support_days: Span
    support_minutes: Span
    after_sales: int
    after_sales_days: Span
    swapped: int
    mended_days: Span
    returned: int
    returned_sound: int
    returned_days: Span
    confirmed: int
    confirmed_days: Span
    substitution: dict[Answer, int]
    return_reasons: dict[str, int]


class DeskCard(Card):
    """How many hand-overs a month, and of what."""

    months: tuple[int, ...]
    asked: dict[str, int]
    goes_with: dict[str, str]
    after: After


class Waste(Card):
    """How waste leaves the association."""

    recycler: str
    carrier: str
    lot_day: int
    component_code: str
    crate_category: str
    crate_codes: tuple[str, ...]
    hazardous: tuple[str, ...]
    heaviest_g: int
    least_g: int
    clear_out: tuple[int, ...]
    clear_out_g: int
    estimated_to_g: int
    scale_error: int
    pallet_g: int
    on_the_road: Span
    weighed_here: int
    crate_share: int
    crate_count: Span
    planned: str


class Treatment(Card):
    """How the recycler treats and certifies."""

    components: tuple[str, ...]
    reference: str
    valid_from: date
    valid_to: date
    treated_days: Span
    certified_days: Span
    recycled: Span
    recovered: Span
    plastics: int
    pallet_months: tuple[int, ...]
    pallet_producers: tuple[str, ...]
    pallet_category: str
    pallet_count: Span


class Grant(Card):
    """A grant, awarded by an invented funder."""

    by: str
    agreement_on: date
    purpose: str
    purpose_text: str
    cents: int


class Money(Card):
    """Counts, courses and grants of the association."""

    counted_months: tuple[int, ...]
    course: str
    course_months: tuple[int, ...]
    sessions: int
    minutes: int
    people: Span
    price_cents: int
    funded_percent: int
    funder: str
    grant: tuple[Grant, ...]


class Stories(Card):
    """What is told on purpose, once each; ranks count from 1."""

    unwiped_machine: int
    lot_without_mass: int
    late_lot: int
    late_days: Span
    late_lighter_percent: int
    missing_lot: int
    withdrawn_lot: int
    withdrawn_days: int
    refused_lot: int
    refused_reason: str
    regrouped_from: int
    wrong_scale_from: date
    wrong_scale_g: int
    wrong_scale_machines: int
    corrected_after: int
    paid_twice: int
    relabelled: int
    missing_at_count: int
    found_after_days: int
    stolen: int
    stolen_after_days: int
    recovered_after_days: int
    sold_day: date
    sold_to: str
    sold_count: int
    sold_category: str
    sold_cents: int
    taken_up: int
    taken_up_days: Span
    ended_waste_day: date
    ended_waste_count: int
    ended_waste_category: str
    crate_day: date
    crate_count: int
    crate_g: int
    crate_donor: str
    school: str
    school_days: tuple[date, ...]
    school_count: int
    borrower: str
    loan_days: tuple[date, ...]
    loan_count: int
    loan_length: int
