"""People and money: training, grants."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from lifecycle.events.envelope import Cents, Code, Count, Fact, Minutes, Name, Reference, Slug
from lifecycle.words import N_


class OfPeople(Fact):
    group = "people_and_money"
    subjects: ClassVar[tuple[str, ...]] = ("organisation",)
    stage = 30


class TrainingHeld(OfPeople):
    """A course was held (formation)."""

    kind = "training_held"
    label = N_("training held")

    course: Slug | None = Field(None, description="Coded course")
    sessions: Count = Field(description="Number of sessions")
    minutes: Minutes = Field(description="Length of one session, in minutes")
    people: Annotated[int, Field(ge=0, strict=True)] = Field(description="People present")
    price_cents: Cents = Field(0, description="Price for a person, in euro cents")
    funder: Code | None = Field(None, description="Organisation that paid the rest")
    funded_cents: Cents = Field(0, description="What it paid, in euro cents")


class GrantAwarded(OfPeople):
    """A grant, with the fields of the SCDL schema "subventions" (subvention)."""

    kind = "grant_awarded"
    label = N_("grant awarded")

    beneficiary: Code = Field(description="Organisation that receives it")
    agreement_on: date = Field(description="Day of the agreement")
    decision_reference: Reference | None = Field(None, description="Number of the decision")
    purpose: Slug = Field(description="Coded purpose")
    purpose_text: Name | None = Field(None, description="Purpose as published")
    amount_cents: Cents = Field(description="Amount in euro cents")
    nature: Literal["cash", "in_kind", "cash_and_in_kind"] = Field("cash", description="In cash, in kind, both")
    conditions: Slug | None = Field(None, description="Coded conditions of payment")
    paid_from: date | None = Field(None, description="First day of payment")
    paid_to: date | None = Field(None, description="Last day of payment")
    rae_reference: Reference | None = Field(None, description="Number in the register of aid (idRAE)")
    ue_notified: bool = Field(False, description="Notified to the European Union")
    percentage: Annotated[int, Field(ge=1, le=100, strict=True)] | None = Field(
        None, description="Share of the project, in percent"
    )
    scheme: Slug | None = Field(None, description="Scheme of aid")
