"""Organisations and what they are allowed to do."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from lifecycle.events.envelope import Commune, Fact, Name, Reference, Slug, WasteCode
from lifecycle.words import N_, say

Role = Literal[
    "donor", "association", "recycler", "carrier", "eco_organisme", "authority", "training", "funder", "other"
]

Siret = Annotated[str, StringConstraints(pattern=r"^\d{14}$")]
"""The number of an establishment in the French register of companies."""

Rna = Annotated[str, StringConstraints(pattern=r"^W\d{9}$")]
"""The number of a French association."""


class OfOrganisations(Fact):
    group = "organisations"
    subjects: ClassVar[tuple[str, ...]] = ("organisation",)
    day_start = True


class OrganisationRegistered(OfOrganisations):
    """An organisation takes part: association, recycler, donor, authority (organisation inscrite)."""

    kind = "organisation_registered"
    label = N_("organisation registered")
    stage = 0

    name: Name = Field(description="Its name as in the public register")
    roles: tuple[Role, ...] = Field(min_length=1, description="What it does here")
    siret: Siret | None = Field(None, description="SIRET")
    rna: Rna | None = Field(None, description="RNA number of an association")
    commune: Commune = Field(description="INSEE code of its commune")


class AuthorisationGranted(OfOrganisations):
    """An organisation holds an authorisation: it may treat, carry or collect waste (autorisation)."""

    kind = "authorisation_granted"
    label = N_("authorisation granted")
    stage = 1

    activity: Literal["treatment", "transport", "collection", "transit", "brokerage", "refurbishing"] = Field(
        description="What it allows"
    )
    reference: Reference = Field(description="Number of the deed")
    valid_from: date = Field(description="First day")
    valid_to: date | None = Field(None, description="First day on which it no longer holds")
    waste_codes: tuple[WasteCode, ...] = Field((), description="Waste codes it is limited to; none = all")
    categories: tuple[Slug, ...] = Field((), description="Categories it is limited to; none = all")
    seen: Literal["declared", "seen"] = Field("declared", description="Declared by it, or the deed was seen")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> AuthorisationGranted:
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError(say("valid_to must be after valid_from"))
        return self


class AuthorisationWithdrawn(OfOrganisations):
    """An authorisation is void from a day, which may lie in the past (autorisation retirée)."""

    kind = "authorisation_withdrawn"
    label = N_("authorisation withdrawn")
    stage = 2

    reference: Reference = Field(description="Number of the deed that falls")
    void_from: date = Field(description="First day on which it is void")
    reason: Slug | None = Field(None, description="Coded reason")
