"""The shape of each entry of ``data/reference``: unknown keys are refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from lifecycle.events.envelope import OperationCode, Slug
from lifecycle.words import _
from lifecycle.words import language as readers_language

Day = Annotated[date, Field(strict=True)]
Whole = Annotated[int, Field(ge=0, strict=True)]
Text = Annotated[str, StringConstraints(min_length=1)]
WasteCodeText = Annotated[str, StringConstraints(pattern=r"^\d{2} \d{2} \d{2}\*?$")]
EditionText = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{1,2}$")]

Verified = Literal["yes", "partly", "no"]
Mode = Literal["recycling", "energy_recovery", "other_recovery", "disposal", "reuse"]
Use = Literal["professional_no_hazard", "professional_hazard", "household_no_hazard", "household_hazard"]


class Card(BaseModel):
    """One entry of a reference file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Labelled(Card):
    """An entry with a name in both languages."""

    label_fr: Text
    label_en: Text

    def label(self, language: str | None = None) -> str:
        """The name in this language ("fr" or "en"), or in the reader's."""
        return self.label_fr if (language or readers_language()) == "fr" else self.label_en


class Undated(Labelled):
    """An entry that holds for any day: what it decides never changes, in any edition that knows it."""

    id: Slug
    edition: EditionText | None = None
    """The edition that brought it; absent where the first one did."""


class Source(Card):
    """Where values come from, how far that was verified, and under which licence they may be used."""

    title: Text
    publisher: Text
    year: Text
    region: Text
    where: Text
    licence: Text
    share_alike: StrictBool = False
    verified: Literal["primary", "secondary", "own"]
    note: str | None = None


class Question(Card):
    """What must be asked of one device, because the category alone does not settle it."""

    about: Literal["weee_category", "flux", "waste_codes", "price_cap", "bears_data", "unu_key"]
    fr: Text
    en: Text


class Category(Undated):
    """A category of equipment. What is absent has no single value: then a question says what to ask."""

    sources: tuple[Slug, ...] = Field(min_length=1)
    weee_category: str | None = None
    flux: str | None = None
    unu_key: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None = None
    bears_data: StrictBool
    """True where a usual machine of the category keeps data of its user when switched off."""
    reen_in_scope: StrictBool | None = None
    """True where the REEN re-use rate of public bodies counts it; None where it depends on the device."""
    price_cap: Slug | None = None
    """The row of price_caps.toml that holds for it."""
    waste_codes: Mapping[Use, WasteCodeText] = Field(default_factory=dict)
    """Origin and presence of a hazardous component -> code of the list of waste."""
    peers: Mapping[Slug, Text] = Field(default_factory=dict)
    """Named method -> the key that its owner gives to what is in this category."""
    asked: tuple[Question, ...] = Field((), alias="questions")

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask of a device of this category, in the reader's language."""
        french = readers_language() == "fr"
        return tuple(question.fr if french else question.en for question in self.asked)


class Dated(Card):
    """A block with two axes: when it is true of the world, and in which edition we knew it."""

    edition: EditionText
    valid_from: Day | None = None
    valid_to: Day | None = None
    """First day on which it no longer holds."""
    source: Slug

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Dated:
        if self.valid_from and self.valid_to and self.valid_to <= self.valid_from:
            raise ValueError(_("valid_to must be after valid_from: it is the first day on which it no longer holds"))
        return self


class MassBlock(Dated):
    """A default mass in grams, or the bounds of one that another file gives."""

    valid_from: Day
    low: Whole | None = None
    central: Whole | None = None
    high: Whole | None = None
    note: str | None = None


class PriceCap(Labelled, Dated):
    """The most that may be asked for public equipment passed on at a solidarity price."""

    id: Slug
    valid_from: Day
    cents: Whole
    of_a_set: StrictBool = False
    legal_ref: Text
    verified: Verified = "yes"


class WasteCode(Dated):
    """A code of the European list of waste, with one wording."""

    code: WasteCodeText
    label_fr: Text
    dangerous: StrictBool
    legal_ref: Text
    verified: Verified = "yes"
    note: str | None = None

    @model_validator(mode="after")
    def _the_star_says_dangerous(self) -> WasteCode:
        if self.dangerous != self.code.endswith("*"):
            raise ValueError(_("dangerous must be true where the code has a star, and only there"))
        return self


class Operation(Dated):
    """A treatment operation (R or D code): whether it ends the life of waste, and as what it may count."""

    code: OperationCode
    label_fr: Text
    family: Literal["recovery", "disposal", "interim"]
    final: StrictBool
    modes: frozenset[Mode]
    """The modes that the validator of the national register accepts with it."""
    modes_in_public_doc: frozenset[Mode] | None = None
    """What its public page says, where it differs."""
    registers: frozenset[Literal["outgoing", "incoming", "end_of_waste"]]
    legal_ref: Text
    verified: Verified = "yes"
    note: str | None = None


class PartKind(Undated):
    """A kind of part that is taken out of a device or put into one."""

    category: Slug
    storage: StrictBool
    """True where it bears data."""


class WeeeCategory(Labelled):
    """A category of WEEE (DEEE) since 2018-08-15."""

    id: Text
    flux: Text
    reen_in_scope: StrictBool
    source: Slug
    legal_ref: Text


class Flux(Labelled):
    """A collection channel of the eco-organismes (flux)."""

    id: Text
    source: Slug
    legal_ref: Text


class GeneralBounds(Dated):
    """A mass within reason, from the category's default mass, else in grams."""

    least_percent_of_low: Whole
    least_percent_of_central: Whole
    most_percent_of_high: Whole
    most_percent_of_central: Whole
    least_g: Whole
    most_g: Whole


class CategoryBounds(Dated):
    """The mass within reason of one category, in grams."""

    category: Slug
    least_g: Whole
    most_g: Whole


class CertificateBounds(Dated):
    """How far the fractions of a certificate may be from the grams it covers."""

    least_percent: Whole
    most_percent: Whole


class Chassis(Card):
    """Words of a machine for its case, by the category it is first taken for."""

    source: Slug
    words: Mapping[Slug, tuple[Text, ...]]


class Placeholders(Card):
    """What firmware says where nobody wrote anything."""

    source: Slug
    texts: tuple[Text, ...]
    patterns: tuple[Text, ...]


class EditionCard(Card):
    """A released edition: its resolved table never changes again."""

    released: Day
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
