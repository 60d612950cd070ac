"""Workshop: from sorting to a machine that is ready."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from lifecycle.events.envelope import Code, Custody, Fact, Minutes, Name, Part, PositiveGrams, Reference, Sha256, Slug
from lifecycle.words import N_

IN_HAND: tuple[Custody, ...] = ("in_stock", "in_lot", "in_support", "at_operator")


class OfWorkshop(Fact):
    group = "workshop"
    day_start = True
    needs: ClassVar[tuple[Custody, ...] | None] = IN_HAND
    stage = 40


class Triaged(OfWorkshop):
    """Someone decides what can be done with it (trié)."""

    kind = "triaged"
    label = N_("triaged")
    work = "triaged"

    verdict: Literal["refurbish", "parts", "recycle", "wait"] = Field(description="What it is good for")
    defects: tuple[Slug, ...] = Field((), description="Coded defects, separated by |")


class Check(Part):
    """One function and whether it works."""

    check: Slug
    result: Literal["pass", "fail", "not_applicable"]


class Tested(OfWorkshop):
    """Functions are tested (testé)."""

    kind = "tested"
    label = N_("tested")

    checks: tuple[Check, ...] = Field(min_length=1, description="Functions tested: check:result | …")
    tool: Name | None = Field(None, description="Tool used")


class DataSanitised(OfWorkshop):
    """The data on a storage medium are cleared or purged (données effacées)."""

    kind = "data_sanitised"
    label = N_("data sanitised")

    medium: Reference = Field(description="The medium, as hardware_read names it")
    method: Literal["clear", "purge"] = Field(description="clear or purge, in the sense of NIST SP 800-88")
    standard: Name = Field(description="Standard and its revision, such as NIST SP 800-88r2")
    tool: Name = Field(description="Tool and version")
    verdict: Literal["pass", "fail"] = Field(description="Result of the verification")
    report_hash: Sha256 | None = Field(None, description="SHA-256 of the report")


class MediaAbsent(OfWorkshop):
    """A person states that no storage medium is left in the device (sans support de stockage)."""

    kind = "media_absent"
    label = N_("no storage medium inside")


class MediaDestroyed(OfWorkshop):
    """A storage medium is destroyed; its remains are waste with a code of their own (support détruit)."""

    kind = "media_destroyed"
    label = N_("medium destroyed")
    changes_machine = True

    medium: Reference = Field(description="The medium, as hardware_read names it")
    part: Code = Field(description="Code of the remains")
    part_kind: Slug = Field("hdd", description="Kind of part: hdd, ssd, …")
    grams: PositiveGrams = Field(description="Mass of the remains in grams")

    def others(self) -> Iterator[str]:
        yield f"part:{self.part}"


class PartRemoved(OfWorkshop):
    """A part is taken out of a device (pièce prélevée)."""

    kind = "part_removed"
    label = N_("part removed")
    changes_machine = True

    part: Code = Field(description="Code of the part")
    part_kind: Slug = Field("other", description="Kind of part: ram, ssd, battery, screen, …")
    grams: PositiveGrams | None = Field(None, description="Mass in grams; a part installed before keeps its own")
    medium: Reference | None = Field(None, description="The medium, if the part is a storage medium")

    def others(self) -> Iterator[str]:
        yield f"part:{self.part}"


class PartInstalled(OfWorkshop):
    """A part, harvested or new, is put into a device (pièce posée)."""

    kind = "part_installed"
    label = N_("part installed")
    changes_machine = True
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_support")

    part: Code = Field(description="Code of the part")
    new: bool = Field(False, description="Bought new: then kind and grams are needed")
    part_kind: Slug | None = Field(None, description="Kind of part, if new")
    grams: PositiveGrams | None = Field(None, description="Mass in grams, if new")
    medium: Reference | None = Field(None, description="Name of the medium, if the part is a storage medium")

    def others(self) -> Iterator[str]:
        yield f"part:{self.part}"


class Repaired(OfWorkshop):
    """A fault is mended (réparé)."""

    kind = "repaired"
    label = N_("repaired")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_support")
    work = "in_repair"

    fault: Slug = Field(description="Coded fault")
    minutes: Minutes = Field(description="Time spent, in minutes")


class SoftwareInstalled(OfWorkshop):
    """An operating system is installed (système installé)."""

    kind = "software_installed"
    label = N_("software installed")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_support")

    system: Name = Field(description="Operating system")
    version: Name | None = Field(None, description="Version")
    free: bool = Field(description="Free software or not")


class MadeReady(OfWorkshop):
    """It is checked and ready to be handed over (prêt à remettre)."""

    kind = "made_ready"
    label = N_("made ready")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_support")
    work = "ready"
    stage = 50

    grade: Literal["A", "B", "C", "D"] = Field(description="Grade of its look")
    checklist: Slug | None = Field(None, description="Checklist that was followed")
