"""The fleet of a public body: what it retires, and where that goes."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from lifecycle.events.envelope import Code, Count, Fact, Name, Reference, Slug
from lifecycle.words import N_, say


class OfFleet(Fact):
    group = "fleet"
    subjects: ClassVar[tuple[str, ...]] = ("organisation",)
    stage = 20


class FleetUnitRetired(OfFleet):
    """A public body retires a unit of its fleet, or a number of them (équipement réformé)."""

    kind = "fleet_unit_retired"
    label = N_("fleet unit retired")

    inventory_number: Reference | None = Field(None, description="Its inventory number; absent for a count")
    serial_number: Name | None = Field(None, description="Serial number")
    category: Slug = Field(description="Category")
    acquired_on: date | None = Field(None, description="Day it was bought")
    retired_on: date = Field(description="Day it was retired")
    exclusion: Literal["none", "classified", "special_security"] = Field(
        "none", description="Why the law leaves it out, if it does"
    )
    count: Count = Field(1, description="How many, where units are unknown")

    @model_validator(mode="after")
    def _a_numbered_unit_is_one(self) -> FleetUnitRetired:
        if self.inventory_number is not None and self.count != 1:
            raise ValueError(say("a unit with an inventory number counts 1"))
        return self


class FleetUnitLeft(OfFleet):
    """A retired unit, or a number of them, leaves the public body (équipement sorti)."""

    kind = "fleet_unit_left"
    label = N_("fleet unit left")

    inventory_number: Reference | None = Field(None, description="Its inventory number; absent for a count")
    category: Slug | None = Field(None, description="Category, for a count")
    taker: Code | None = Field(None, description="Organisation that takes it")
    way_out: Literal["public_body", "sale", "staff_gift", "gift", "take_back", "recycling", "other"] = Field(
        description="Way out"
    )
    undertaking: bool = Field(False, description="The taker undertook beforehand to re-use or prepare for re-use")
    device: Code | None = Field(None, description="The device it became")
    lot: Code | None = Field(None, description="The lot it left in")
    count: Count = Field(1, description="How many, where units are unknown")
