"""Arrival: from the announcement of a gift to a known, weighed machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from lifecycle.events.envelope import (
    THINGS,
    Bytes,
    Code,
    Count,
    Custody,
    DonorKind,
    Fact,
    Legal,
    Metres,
    Name,
    Part,
    PositiveGrams,
    Reference,
    Slug,
    WasteCode,
)
from lifecycle.words import N_, say

KNOWN: tuple[Custody, ...] = (
    "expected",
    "in_stock",
    "in_lot",
    "in_use",
    "in_support",
    "in_transit",
    "at_operator",
    "passed_on",
)


class OfArrival(Fact):
    group = "arrival"
    day_start = True


class AnnouncedLine(Part):
    """So many things of one category."""

    category: Slug
    count: Count


class DonationAnnounced(OfArrival):
    """A donor announces a gift that has not arrived yet (don annoncé)."""

    kind = "donation_announced"
    label = N_("donation announced")
    subjects: ClassVar[tuple[str, ...]] = ("device", "lot", "organisation")
    needs: ClassVar[tuple[Custody, ...] | None] = ("unknown",)
    becomes = "expected"
    stage = 0

    donor_kind: DonorKind = Field(description="Kind of donor: person, company, public_body, unknown")
    donor: Code | None = Field(None, description="Code of the donor, where it is an organisation")
    lines: tuple[AnnouncedLine, ...] = Field((), description="What is announced: category:count | …")


class Collected(OfArrival):
    """A gift is fetched at the donor's; the place is where it was fetched (collecté)."""

    kind = "collected"
    label = N_("collected")
    subjects: ClassVar[tuple[str, ...]] = ("device", "lot", "organisation")
    needs: ClassVar[tuple[Custody, ...] | None] = ("unknown", "expected")
    becomes = "expected"
    stage = 1

    metres: Metres = Field(description="Distance driven for it, in metres")
    vehicle: Slug = Field(description="Vehicle: van, car, cargo_bike, truck, …")


class Received(OfArrival):
    """A thing enters the stock of the acting organisation, for the first time or again (reçu)."""

    kind = "received"
    label = N_("received")
    needs: ClassVar[tuple[Custody, ...] | None] = ("unknown", "expected", "in_use", "in_support", "passed_on")
    becomes = "in_stock"
    work = "new"
    stage = 30

    category: Slug = Field(description="Category, one of `lifecycle record received --help`")
    legal: Legal = Field(description="PRODUCT (never became waste), WASTE or ENDED_WASTE")
    donor_kind: DonorKind = Field("unknown", description="Kind of donor: person, company, public_body, unknown")
    donor: Code | None = Field(None, description="Code of the donor, where it is an organisation")
    public_origin: bool = Field(False, description="Given by the State, an authority or one of their bodies")
    site: Slug | None = Field(None, description="Site that received it")
    sorted_at_intake: bool | None = Field(
        None,
        description="The sorting right was used at intake: only what will surely be re-used was accepted",
    )
    waste_code: WasteCode | None = Field(None, description="Waste code, if it is waste")
    assumed: bool = Field(
        False, description="Assumed from a machine file read here: a stated reception takes its place"
    )


class Medium(Part):
    """A storage medium inside a device (support de stockage)."""

    medium: Reference = Field(description="Name of the medium inside the device: its serial, else its rank")
    serial: Name | None = None
    model: Name | None = None
    bytes: Bytes | None = None
    kind: Literal["hdd", "ssd", "flash", "unknown"] = "unknown"


class HardwareRead(OfArrival):
    """What a machine file says of a machine; what it does not mention stays as it was (matériel lu)."""

    kind = "hardware_read"
    label = N_("hardware read")
    needs: ClassVar[tuple[Custody, ...] | None] = (
        "expected",
        "in_stock",
        "in_lot",
        "in_use",
        "in_support",
        "at_operator",
    )
    stage = 40

    reader: Slug = Field(description="Format that was read: lshw, …")
    manufacturer: Name | None = Field(None, description="Maker")
    model: Name | None = Field(None, description="Model")
    chassis: Slug | None = Field(None, description="Shape of the case, as the machine tells it")
    serial_number: Name | None = Field(None, description="Serial number of the machine")
    memory_bytes: Bytes | None = Field(None, description="Memory, in bytes")
    cpu: Name | None = Field(None, description="Processor")
    media: tuple[Medium, ...] | None = Field(
        None,
        description="Storage media: medium:serial:model:bytes:kind | …; absent = unknown, empty = none seen",
    )


class Weighed(OfArrival):
    """A thing is put on a scale, or a document states its mass (pesé)."""

    kind = "weighed"
    label = N_("weighed")
    subjects: ClassVar[tuple[str, ...]] = THINGS
    needs: ClassVar[tuple[Custody, ...] | None] = (
        "in_stock",
        "in_lot",
        "in_use",
        "in_support",
        "in_transit",
        "at_operator",
        "passed_on",
    )
    stage = 40

    grams: PositiveGrams = Field(description="Mass in grams, with the parts in it")
    source: Literal["scale", "document"] = Field("scale", description="scale, or document (delivery note, maker)")
    line: Count | None = Field(None, description="Rank of the line, in a lot of uncoded things (from 1)")

    @model_validator(mode="after")
    def _a_lot_is_weighed_line_by_line(self) -> Weighed:
        if (self.subject.partition(":")[0] == "lot") != (self.line is not None):
            raise ValueError(
                say(
                    "line goes with a lot: a line of uncoded things is weighed by its rank; "
                    "a whole lot is weighed by lot_dispatched or lot_received"
                )
            )
        return self


class Relabelled(OfArrival):
    """A device gets another label; both codes lead to it (réétiqueté)."""

    kind = "relabelled"
    label = N_("relabelled")
    needs: ClassVar[tuple[Custody, ...] | None] = KNOWN
    stage = 40

    new_code: Code = Field(description="Code on the new label")

    def others(self) -> Iterator[str]:
        yield f"device:{self.new_code}"


class SameDevice(OfArrival):
    """A person says that two codes are one machine; its life is kept under the first (même équipement)."""

    kind = "same_device"
    label = N_("same device")
    stage = 40

    same_as: Code = Field(description="The other code of the same machine")

    def others(self) -> Iterator[str]:
        yield f"device:{self.same_as}"


class DifferentDevices(OfArrival):
    """A person says that two codes are two machines (équipements différents)."""

    kind = "different_devices"
    label = N_("different devices")
    stage = 40

    different_from: Code = Field(description="The code of the other machine")

    def others(self) -> Iterator[str]:
        yield f"device:{self.different_from}"
