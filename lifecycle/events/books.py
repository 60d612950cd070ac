"""Books: counts, declared values, papers, corrections, the ledger's own acts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints, model_validator

from lifecycle.events.envelope import Fact, Name, Part, Reference, Sha256, Slug
from lifecycle.words import N_, say

EventId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Decimal = Annotated[str, StringConstraints(pattern=r"^-?\d{1,15}(\.\d{1,9})?$")]
"""A number as text: no float enters a fact."""


class OfBooks(Fact):
    group = "books"
    subjects: ClassVar[tuple[str, ...]] = ("organisation",)
    stage = 99


class ShelfCount(Part):
    """What the shelf holds of one category."""

    category: Slug
    count: Annotated[int, Field(ge=0, strict=True)]


class StockCounted(OfBooks):
    """What the shelf says, by category (inventaire)."""

    kind = "stock_counted"
    label = N_("stock counted")

    counts: tuple[ShelfCount, ...] = Field(min_length=1, description="category:count | …")
    site: Slug | None = Field(None, description="Site that was counted")


class FactorDeclared(OfBooks):
    """An organisation uses a value of its own, and says why (valeur déclarée)."""

    kind = "factor_declared"
    label = N_("factor declared")

    factor: Slug = Field(description="Name of the value")
    category: Slug | None = Field(None, description="Category it is for")
    value: Decimal = Field(description="Value")
    low: Decimal | None = Field(None, description="Lower bound")
    high: Decimal | None = Field(None, description="Upper bound")
    unit: Name = Field(description="Unit")
    reason: Slug = Field(description="Coded reason")


class PaperIssued(OfBooks):
    """A paper is issued: receipt, label, attestation (document émis)."""

    kind = "paper_issued"
    label = N_("paper issued")
    subjects: ClassVar[tuple[str, ...]] = ("organisation", "device", "lot", "part")

    paper: Slug = Field(description="Kind of paper")
    number: Reference = Field(description="Its number")
    paper_hash: Sha256 | None = Field(None, description="SHA-256 of its bytes")


class SlipUpdated(OfBooks):
    """A slip changes state at the authority's platform (bordereau mis à jour)."""

    kind = "slip_updated"
    label = N_("slip updated")
    subjects: ClassVar[tuple[str, ...]] = ("lot",)

    slip: Reference = Field(description="Number of the slip")
    status: Slug = Field(description="State of the slip")


class PublishedFigure(Part):
    """One figure as it was published."""

    figure: Slug
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Name


class Narrowing(Part):
    """One thing that narrowed what was asked: organisation, territory, category, device, lot, or how it is cut."""

    what: Slug
    which: Reference


class PublishedTable(Part):
    """A table as it was published: how many rows, and the digest of what some of its columns held."""

    table: Slug
    columns: tuple[Slug, ...]
    rows: Annotated[int, Field(ge=0, strict=True)]
    sha256: Sha256


class Publication(OfBooks):
    """What every version says of a report that was published."""

    report: Slug = Field(description="Name of the report")
    as_of: Annotated[int, Field(ge=0, strict=True)] = Field(description="Position of the ledger it knew")
    edition: Reference = Field(description="Edition of the values")
    method: Slug | None = Field(None, description="Method")
    figures: tuple[PublishedFigure, ...] = Field((), description="Its figures, as decimal text")
    supersedes: EventId | None = Field(None, description="The publication it takes the place of")


class ReportPublishedOnce(Publication):
    """Version 1 of a published report: it knew neither its perimeter nor its tables."""

    kind = "report_published"
    label = N_("report published")

    first_day: date = Field(description="First day of its period")
    last_day: date = Field(description="Last day of its period")


class ReportPublished(Publication):
    """A report is published; it can be superseded, never undone (rapport publié)."""

    kind = "report_published"
    kind_version = 2
    label = N_("report published")

    first_day: date | None = Field(None, description="First day of its period")
    last_day: date | None = Field(None, description="Last day of its period")
    perimeter: tuple[Narrowing, ...] = Field((), description="What narrowed it: organisation:CODE | territory:69 | …")
    tables: tuple[PublishedTable, ...] = Field((), description="Digests of its tables")
    values_hash: Sha256 | None = Field(None, description="SHA-256 of the table of values of its edition")
    program: Reference | None = Field(None, description="Version of the program that answered it")
    stream: Slug | None = Field(None, description="Stream of the draws that its bounds come from")


class LedgerRestored(OfBooks):
    """A backup was put back (registre restauré)."""

    kind = "ledger_restored"
    label = N_("ledger restored")

    count: Annotated[int, Field(ge=0, strict=True)] = Field(description="Facts in the backup")
    head: Sha256 = Field(description="Hash of its last fact")


class Corrected(OfBooks):
    """Facts are declared void, others may take their place; it may itself be voided (corrigé)."""

    kind = "corrected"
    label = N_("corrected")

    voids: tuple[EventId, ...] = Field(min_length=1, description="Identities of the facts that are void")
    replacements: tuple[EventId, ...] = Field(
        (), description="Identities of the facts of this batch that take their place"
    )
    reason: Slug = Field(description="Coded reason: scale_error, wrong_device, duplicate, …")

    @model_validator(mode="after")
    def _voids_others(self) -> Corrected:
        if self.event_id in self.voids or self.event_id in self.replacements:
            raise ValueError(say("a correction cannot name itself"))
        if set(self.voids) & set(self.replacements):
            raise ValueError(say("a fact cannot be both void and a replacement"))
        return self
