"""A factor in force, and the shape of what the files say of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from lifecycle.quantity import Estimate
from lifecycle.reference.cards import Card, Dated, Day, EditionText, Labelled, Text
from lifecycle.words import _
from lifecycle.words import language as readers_language

Shape = Literal["point", "triangular", "lognormal"]
SharedBy = Literal["fleet", "source", "category"]
Keys = Literal["category", "part_kind", "country", "word", "owner", "none"]
FamilyName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")]


def _decimal(value: object) -> object:
    """A TOML number as it is written, without a detour by binary; anything else is refused."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value)
    raise ValueError(_("must be a number"))


Number = Annotated[Decimal, BeforeValidator(_decimal), Field(allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Factor:
    """A published or chosen value of a formula, with bounds only where a source gives them."""

    name: str
    """Its family: ``embodied``, or ``epa_warm_v16.recycled`` for a table of the owner of a method."""
    key: str
    """Our category, kind of part, country or vehicle; the owner's own key; or nothing."""
    unit: str
    central: Decimal
    low: Decimal | None
    high: Decimal | None
    shape: Shape
    """How draws spread it; ``point`` where no bound is published."""
    shared_by: SharedBy
    """What is drawn together: all of the fleet, all values of one source, or one category alone."""
    source: str
    bounds_sources: tuple[str, ...]
    where: str | None
    """Page, table, or file and line in the source."""
    edition: str
    valid_from: date
    valid_to: date | None
    """First day on which it no longer holds."""
    note: str | None = None
    correction: Correction | None = None
    """What is wrong with the source here, where something was put in its place or is kept knowingly."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of every source it rests on, that of the central value first."""
        return (self.source, *self.bounds_sources)

    @property
    def estimate(self) -> Estimate[Decimal]:
        """The value with its bounds.

        Where only one bound is published, nothing published lies beyond the central value on the
        other side: it is its own bound there.
        """
        if self.low is None and self.high is None:
            return Estimate(self.central, None, None, self.unit, self.sources)
        low = self.central if self.low is None else self.low
        high = self.central if self.high is None else self.high
        return Estimate(self.central, low, high, self.unit, self.sources)


class Family(Labelled):
    """What all values of one name have in common. One of an owner's table is named ``<method>.<what>``."""

    id: FamilyName
    unit: Text | None = None
    """Of all its values; absent where each has its own."""
    keys: Keys
    """Whose names its keys are; ``owner``: those of the owner of the method, ``none``: it has a single value."""
    among: tuple[Text, ...] = ()
    """The only keys it may have, where the files name no others."""
    shared_by: SharedBy


class FactorBlock(Dated):
    """A value of a source, or the bounds of a value that another file gives."""

    name: FamilyName
    key: str = ""
    unit: Text
    valid_from: Day
    low: Number | None = None
    central: Number | None = None
    high: Number | None = None
    shape: Literal["triangular", "lognormal"] | None = None
    bounds: Literal["none"] | None = None
    """Said where an edition gives up the bounds that an older one had; else they are restated with the value."""
    shared_by: SharedBy | None = None
    where: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> FactorBlock:
        if self.low is None and self.central is None and self.high is None:
            raise ValueError(_("gives neither a central value nor a bound"))
        if self.bounds == "none" and (self.low is not None or self.high is not None):
            raise ValueError(_("gives a bound, and says that there is none"))
        return self


class FactorTable(Dated):
    """Many central values of one family, by key."""

    name: FamilyName
    unit: Text
    valid_from: Day
    central: Mapping[str, Number] = Field(min_length=1)
    bounds: Literal["none"] | None = None
    """As in a block, for all of its values."""
    where: Text | None = None
    note: Text | None = None

    def blocks(self) -> list[FactorBlock]:
        """One block a key."""
        shared = self.model_dump(exclude={"central"})
        return [
            FactorBlock.model_validate({**shared, "key": key, "central": value}) for key, value in self.central.items()
        ]


class Correction(Card):
    """A known fault of a source: what is done about it, why, and what would show that it is repaired.

    The guard is compared with what the source itself says. It holds while the fault is there; once a newer
    value no longer meets it, the folder does not load: the correction ends with ``until``.
    """

    name: FamilyName
    key: str = ""
    edition: EditionText
    """The first edition that corrects."""
    until: EditionText | None = None
    """The first edition that no longer does."""
    effect: Literal["not_used", "replaced", "kept"]
    """Left out; another value in its place; or used as published although nobody can derive it."""
    instead: Number | None = None
    reason_fr: Text
    reason_en: Text
    status: Literal["open", "reported", "repaired"]
    expect_below: Number | None = None
    expect_above: Number | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Correction:
        if (self.effect == "replaced") != (self.instead is not None):
            raise ValueError(_("instead holds the value that replaces the source's, and stands only there"))
        if self.expect_below is None and self.expect_above is None:
            raise ValueError(_("needs a guard: expect_below or expect_above, on what the source says"))
        return self

    def reason(self, language: str | None = None) -> str:
        """What is wrong, in this language ("fr" or "en") or in the reader's."""
        return self.reason_fr if (language or readers_language()) == "fr" else self.reason_en

    def still_holds(self, value: Decimal) -> bool:
        """True while the source's own value shows the fault."""
        below = self.expect_below is None or value < self.expect_below
        return below and (self.expect_above is None or value > self.expect_above)

    def of(self, factor: Factor) -> Factor | None:
        """What is used instead of a factor of the source; None where nothing is."""
        if self.effect == "not_used":
            return None
        if self.instead is None:
            return replace(factor, correction=self)
        return replace(factor, central=self.instead, low=None, high=None, shape="point", correction=self)


class Corrected(NamedTuple):
    """A correction in force, with the value as the source gives it."""

    correction: Correction
    factor: Factor
