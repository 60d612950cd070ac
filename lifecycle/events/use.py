"""Use: hand-over, after-sales, return, transfer, loss."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from lifecycle.events.envelope import (
    THINGS,
    Cents,
    Code,
    Custody,
    Fact,
    Minutes,
    OfLines,
    Pseudonym,
    Reference,
    Sha256,
    Slug,
)
from lifecycle.words import N_, say


class OfUse(Fact):
    group = "use"


class OfThings(OfLines):
    group = "use"


class HandedOver(OfThings):
    """It goes into the use of a person or an organisation: gift, sale or loan (remis)."""

    kind = "handed_over"
    label = N_("handed over")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_lot")
    becomes = "in_use"
    changes_machine = True
    stage = 20

    handover_id: Reference | None = Field(None, description="Number of the hand-over; the fact's own if absent")
    terms: Literal["gift", "sale", "loan"] = Field(description="gift, sale or loan")
    due_back: date | None = Field(None, description="Day on which a loan ends")
    recipient: Pseudonym = Field(description="Pseudonym of the person, or code of the organisation")
    recipient_kind: Literal[
        "person", "person_in_precarity", "association", "school", "company", "public_body", "unknown"
    ] = Field("unknown", description="Kind of recipient")
    charter_version: Reference | None = Field(None, description="Version of the charter signed")
    charter_hash: Sha256 | None = Field(None, description="SHA-256 of the charter signed")
    replaces: Code | None = Field(None, description="Device that comes back in exchange")

    def others(self) -> Iterator[str]:
        if self.replaces is not None:
            yield f"device:{self.replaces}"

    @property
    def handover(self) -> str:
        """Its number, else the fact's own identity."""
        return self.handover_id or self.event_id

    @model_validator(mode="after")
    def _only_a_loan_is_due_back(self) -> HandedOver:
        if self.due_back is not None and self.terms != "loan":
            raise ValueError(say("due_back is for a loan only"))
        return self


class OfHandOver(OfUse):
    """Told of a hand-over: the one named, else the device's latest."""

    subjects: ClassVar[tuple[str, ...]] = THINGS
    stage = 30

    handover_id: Reference | None = Field(None, description="Number of the hand-over; the latest if absent")


class ContributionReceived(OfHandOver):
    """The recipient's contribution is received (participation reçue)."""

    kind = "contribution_received"
    label = N_("contribution received")

    cents: Cents = Field(description="Amount in euro cents, all taxes included")


class SubstitutionAnswered(OfHandOver):
    """What the recipient would have done without it (question de substitution)."""

    kind = "substitution_answered"
    label = N_("substitution answered")

    answer: Literal["new", "second_hand", "borrowed_or_none", "does_not_know"] = Field(
        description="Without this device: new, second_hand, borrowed_or_none, does_not_know"
    )


class SupportGiven(OfHandOver):
    """A recipient is helped (accompagnement)."""

    kind = "support_given"
    label = N_("support given")

    minutes: Minutes = Field(description="Time spent, in minutes")
    channel: Literal["visit", "phone", "desk", "remote"] = Field("desk", description="How")
    topic: Slug | None = Field(None, description="Coded topic")


class TakenIn(OfThings):
    """It comes to after-sales; it stays its holder's (pris en SAV)."""

    kind = "taken_in"
    label = N_("taken in for after-sales")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_use",)
    becomes = "in_support"
    day_start = True
    stage = 20

    fault: Slug | None = Field(None, description="Coded fault")


class GivenBack(OfThings):
    """It goes back from after-sales to its holder (rendu après SAV)."""

    kind = "given_back"
    label = N_("given back after after-sales")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_support",)
    becomes = "in_use"
    stage = 10


class UseConfirmed(OfUse):
    """Someone confirms that it is still in use (usage confirmé)."""

    kind = "use_confirmed"
    label = N_("use confirmed")
    subjects: ClassVar[tuple[str, ...]] = THINGS
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_use", "in_support")
    stage = 30

    channel: Literal["visit", "phone", "mail", "message", "desk"] = Field(description="How it was confirmed")


class Returned(OfThings):
    """It comes back from use into stock (rendu)."""

    kind = "returned"
    label = N_("returned")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_use", "in_support")
    becomes = "in_stock"
    work = "new"
    day_start = True
    changes_machine = True
    stage = 20

    reason: Slug = Field(description="Coded reason: broken, loan_ended, no_longer_needed, …")


class Transferred(OfThings):
    """It goes to another organisation, which may hand it over in turn: never re-use by itself (cédé)."""

    kind = "transferred"
    label = N_("transferred")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_lot")
    changes_machine = True
    stage = 40

    to: Code = Field(description="Organisation it goes to")
    ownership: bool = Field(True, description="Ownership goes with it")
    custody: bool = Field(True, description="The thing itself goes; false where only ownership changes")
    price_cents: Cents | None = Field(None, description="Price in euro cents, all taxes included")

    @model_validator(mode="after")
    def _something_is_transferred(self) -> Transferred:
        if not (self.ownership or self.custody):
            raise ValueError(say("a transfer moves ownership, custody or both"))
        return self


class Lost(OfThings):
    """It is lost or stolen (perdu, volé)."""

    kind = "lost"
    label = N_("lost")
    needs: ClassVar[tuple[Custody, ...] | None] = ("in_stock", "in_lot", "in_use", "in_support", "in_transit")
    becomes = "lost"
    changes_machine = True
    stage = 50

    reason: Slug = Field("unknown", description="Coded reason: stolen, missing_at_count, unknown, …")


class Found(OfThings):
    """It is found again (retrouvé)."""

    kind = "found"
    label = N_("found")
    needs: ClassVar[tuple[Custody, ...] | None] = ("lost",)
    day_start = True
    stage = 10

    where: Literal["holder", "stock"] = Field(description="With its holder, or in stock")
