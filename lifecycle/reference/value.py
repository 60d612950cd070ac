"""A value in force, with its bounds and sources; a waste code on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Value:
    """A published value: a whole number of ``unit``, with bounds only where a source gives them."""

    name: str
    central: int
    low: int | None
    high: int | None
    unit: str
    source: str
    """Id of the source of the central value, which stands for the bounds too unless ``bounds_source`` is set."""
    bounds_source: str | None
    edition: str
    valid_from: date
    valid_to: date | None
    """First day on which it no longer holds."""
    note: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of every source it rests on."""
        return (self.source,) if self.bounds_source is None else (self.source, self.bounds_source)


@dataclass(frozen=True, slots=True)
class WasteCodeStatus:
    """What the list of waste says of a code on one day."""

    code: str
    status: Literal["valid", "not_valid_that_day", "unlisted"]
    label: str
    """Its wording that day (French, the wording of the law), or the nearest one; empty where it is unlisted."""
    dangerous: bool | None
    """From the list; for an unlisted code, True where it has a star, else None."""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str | None = None
    legal_ref: str | None = None
    verified: Literal["yes", "partly", "no"] | None = None
    note: str | None = None
    near: str | None = None
    """A listed code that differs by its star only, where this one is unlisted or not valid that day."""
