"""End: waste, lots, dispatch, reception, treatment, certificates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from lifecycle.events.envelope import (
    THINGS,
    Code,
    Count,
    Custody,
    DonorKind,
    Fact,
    Grams,
    Legal,
    OfLines,
    OperationCode,
    Part,
    PositiveGrams,
    Reference,
    Sha256,
    Slug,
    WasteCode,
)
from lifecycle.words import N_, say


class OfEnd(Fact):
    group = "end"


class OfThings(OfLines):
    group = "end"


class Discarded(OfThings):
    """From now on it is waste (mis au rebut)."""

    kind = "discarded"
    label = N_("discarded")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_lot", "in_use", "in_support")
    needs_legal: ClassVar[tuple[Legal, ...] | None] = ("PRODUCT", "ENDED_WASTE")
    legal_becomes = "WASTE"
    becomes = "in_stock"
    stage = 60

    waste_code: WasteCode | None = Field(None, description="Waste code, such as 16 02 13*")
    reason: Slug = Field("unknown", description="Coded reason: broken, obsolete, beyond_repair, …")


class WasteEnded(OfThings):
    """Prepared for re-use: it is no longer waste (sorti du statut de déchet)."""

    kind = "waste_ended"
    label = N_("end of waste")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_lot", "at_operator")
    needs_legal: ClassVar[tuple[Legal, ...] | None] = ("WASTE",)
    legal_becomes = "ENDED_WASTE"
    stage = 8

    checks: Slug | None = Field(None, description="Checks that were made")
    attestation: Reference | None = Field(None, description="Number of the attestation")
    contract: Reference | None = Field(None, description="Number of the transfer contract")


class Line(Part):
    """So many uncoded things of one category."""

    category: Slug
    count: Count
    grams: PositiveGrams | None = None
    weighed: bool = False


class LotOpened(OfEnd):
    """A lot is begun, empty or with lines of uncoded things (lot ouvert)."""

    kind = "lot_opened"
    label = N_("lot opened")
    subjects: ClassVar[tuple[str, ...]] = ("lot",)
    needs: ClassVar[tuple[Custody, ...] | None] = ("unknown", "expected")
    becomes = "in_stock"
    stage = 5

    legal: Legal = Field(description="PRODUCT, WASTE or ENDED_WASTE")
    lines: tuple[Line, ...] = Field((), description="Uncoded things: category:count:grams:weighed | …")
    donor_kind: DonorKind = Field("unknown", description="Kind of donor of the lines")
    donor: Code | None = Field(None, description="Code of the donor of the lines, where it is an organisation")
    public_origin: bool = Field(False, description="The lines were given by a public body")
    waste_code: WasteCode | None = Field(None, description="Waste code, if the lot is waste")


class OfMembers(OfEnd):
    subjects: ClassVar[tuple[str, ...]] = ("lot",)
    devices: tuple[Code, ...] = Field((), description="Devices, separated by |")
    parts: tuple[Code, ...] = Field((), description="Loose parts, separated by |")

    def others(self) -> Iterator[str]:
        yield from (f"device:{code}" for code in self.devices)
        yield from (f"part:{code}" for code in self.parts)

    @property
    def members(self) -> tuple[str, ...]:
        """Subjects of the members, devices first."""
        return tuple(self.others())

    @model_validator(mode="after")
    def _something_is_named(self) -> OfMembers:
        members = self.members
        if not members:
            raise ValueError(say("name at least one device or part"))
        if len(set(members)) < len(members):
            twice = sorted({m for m in members if members.count(m) > 1})
            raise ValueError(say("named twice: {codes}", codes=", ".join(twice)))
        return self


class LotPacked(OfMembers):
    """Devices or loose parts are put into a lot, which it opens if need be (mis en lot)."""

    kind = "lot_packed"
    label = N_("packed in a lot")
    needs: ClassVar[tuple[Custody, ...] | None] = ("unknown", "in_stock")
    changes_machine = True
    stage = 75


class LotUnpacked(OfMembers):
    """Devices or parts are taken out of a lot (sorti du lot)."""

    kind = "lot_unpacked"
    label = N_("unpacked from a lot")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "at_operator")
    changes_machine = True
    stage = 9


class Parent(Part):
    """A lot whose content goes, whole or in part, into another."""

    lot: Code
    grams: PositiveGrams | None = None
    count: Count | None = None


class LotRegrouped(OfEnd):
    """The content of lots goes into a new lot; also splits a lot (regroupement)."""

    kind = "lot_regrouped"
    label = N_("regrouped")
    subjects: ClassVar[tuple[str, ...]] = ("lot",)
    needs: ClassVar[tuple[Custody, ...] | None] = ("unknown", "in_stock", "at_operator")
    stage = 78

    parents: tuple[Parent, ...] = Field(
        min_length=1, description="Lots it comes from: lot:grams:count | …; no grams = all of it"
    )

    def others(self) -> Iterator[str]:
        yield from (f"lot:{parent.lot}" for parent in self.parents)


class LotDispatched(OfEnd):
    """A lot leaves for a destination (lot expédié)."""

    kind = "lot_dispatched"
    label = N_("dispatched")
    subjects: ClassVar[tuple[str, ...]] = ("lot",)
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock",)
    becomes = "in_transit"
    stage = 80

    destination: Code = Field(description="Organisation it goes to")
    carrier: Code | None = Field(None, description="Organisation that carries it")
    slip: Reference | None = Field(None, description="Number of the slip")
    waste_code: WasteCode | None = Field(None, description="Waste code on the slip")
    grams: PositiveGrams | None = Field(None, description="Mass in grams")
    weighed: bool = Field(True, description="The mass was weighed; false = estimated")
    planned_operation: OperationCode | None = Field(None, description="Operation planned, such as R 4")


class RefusedThing(Part):
    """A device, a part or a line that the receiver does not keep."""

    device: Code | None = None
    part: Code | None = None
    line: Count | None = None
    grams: PositiveGrams | None = None
    count: Count | None = None
    reason: Slug = "unknown"
    taken_back_by: Code | None = None

    @model_validator(mode="after")
    def _names_one_thing(self) -> RefusedThing:
        if sum(thing is not None for thing in (self.device, self.part, self.line)) != 1:
            raise ValueError(say("a refusal names one device, one part or one line"))
        return self


class LotReceived(OfEnd):
    """A lot arrives at its destination and is weighed; or arrives from nowhere we know (lot reçu)."""

    kind = "lot_received"
    label = N_("lot received")
    subjects: ClassVar[tuple[str, ...]] = ("lot",)
    needs: ClassVar[tuple[Custody, ...] | None] = ("unknown", "in_transit")
    stage = 85

    net: PositiveGrams | None = Field(
        None, description="Net mass of what is kept, in grams; gross less tare, less what is refused"
    )
    gross: PositiveGrams | None = Field(None, description="Gross mass in grams")
    tare: Grams | None = Field(None, description="Mass of the packaging in grams")
    refused: tuple[RefusedThing, ...] = Field(
        (), description="Refused: device:part:line:grams:count:reason:taken_back_by | …"
    )
    lines: tuple[Line, ...] = Field(
        (), description="From nowhere known: what is in it, category:count:grams:weighed | …"
    )
    producer: Code | None = Field(None, description="From nowhere known: code of who produced the waste")
    producer_kind: DonorKind = Field("unknown", description="From nowhere known: kind of producer")
    public_origin: bool = Field(False, description="From nowhere known: from a public body")
    slip: Reference | None = Field(None, description="Number of the slip")
    waste_code: WasteCode | None = Field(None, description="Waste code on the slip")

    def others(self) -> Iterator[str]:
        for thing in self.refused:
            if thing.device is not None:
                yield f"device:{thing.device}"
            if thing.part is not None:
                yield f"part:{thing.part}"

    @model_validator(mode="after")
    def _masses_agree(self) -> LotReceived:
        if self.gross is not None and self.tare is not None and self.tare >= self.gross:
            raise ValueError(say("the tare must be below the gross mass"))
        return self


class Depolluted(OfEnd):
    """Components are taken out that the law wants apart (dépollué)."""

    kind = "depolluted"
    label = N_("depolluted")
    subjects: ClassVar[tuple[str, ...]] = THINGS
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_lot", "at_operator")
    stage = 88

    components: tuple[Slug, ...] = Field(min_length=1, description="Components: battery, crt, lamp, board, …")


class Fraction(Part):
    """What came out of a treatment, and what becomes of it."""

    grams: PositiveGrams
    operation: OperationCode
    mode: Literal["recycling", "energy_recovery", "other_recovery", "disposal"] | None = None


class TreatmentCertified(OfEnd):
    """An operator certifies what became of a lot, or of part of it (traitement certifié).

    It happened on the last day of treatment; the certificate may be much later.
    """

    kind = "treatment_certified"
    label = N_("treatment certified")
    subjects: ClassVar[tuple[str, ...]] = ("lot",)
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_transit", "at_operator", "in_stock", "ended")
    stage = 90

    certified_on: date = Field(description="Day of the certificate")
    certificate_hash: Sha256 | None = Field(None, description="SHA-256 of the certificate")
    reference: Reference | None = Field(None, description="Number of the certificate")
    covers_grams: PositiveGrams | None = Field(None, description="Grams it covers; all that remains if absent")
    fractions: tuple[Fraction, ...] = Field(
        min_length=1, description="Fractions: grams:operation:mode | … (2000:R 4:recycling)"
    )
    proof: Literal["lot", "batch_share", "flux"] = Field(
        "lot", description="What it rests on: this lot, a share of a batch, or a yearly average (flux)"
    )

    @model_validator(mode="after")
    def _certified_after_treatment(self) -> TreatmentCertified:
        if self.certified_on < self.occurred_on:
            raise ValueError(say("certified_on is before the last day of treatment (occurred_on)"))
        return self


class CertificateWithdrawn(OfEnd):
    """A certificate is taken back: its grams await proof again (certificat retiré)."""

    kind = "certificate_withdrawn"
    label = N_("certificate withdrawn")
    subjects: ClassVar[tuple[str, ...]] = ("lot",)
    needs: ClassVar[tuple[Custody, ...] | None] = ("at_operator", "in_transit", "in_stock", "ended")
    stage = 95

    certificate: Reference = Field(description="Number of the certificate, or the event_id that recorded it")
    reason: Slug = Field("unknown", description="Coded reason")
