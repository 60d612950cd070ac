"""What happens on the bench."""

from __future__ import annotations

from datetime import date
from typing import Literal

from lifecycle.demonstration.cards.table import Card, Span
from lifecycle.demonstration.cards.taking_part import MediumKind

Grade = Literal["A", "B", "C", "D"]
Method = Literal["clear", "purge"]


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
    read_again: int = 0
    dead_for_parts: int
    tested: int
    tested_first: int = 0
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
