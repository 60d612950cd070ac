"""One scan, as the browser sends it: its identity and time, what was read, and all it was meant for.

Each scan carries its own context, the lot in hand among it: one that waited an hour in a dead
zone means what it meant when it was made.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from lifecycle.codes import uuid8_of
from lifecycle.events.envelope import Code, DonorKind, Instant, Legal, Slug

Act = Literal[
    "dispose",
    "pack",
    "take_out",
    "weigh",
    "show",
    "receive",
    "media_absent",
    "sanitised",
    "ready",
    "discard",
    "count",
    "count_done",
    "undo",
]
First = Literal["create", "take_over", "comes_back", "found", "take_out"]
ScanId = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
]
EventId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Short = Annotated[str, StringConstraints(max_length=200)]


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Presets(_Sent):
    """What a bench says of all it scans, until somebody changes it."""

    category: Slug | None = None
    legal: Legal = "PRODUCT"
    donor_kind: DonorKind = "unknown"
    waste_code: Short = ""
    cause: Slug = "unknown"
    """Why things are discarded."""
    grade: Literal["A", "B", "C", "D"] = "B"
    method: Literal["clear", "purge"] = "clear"
    standard: Short = ""
    tool: Short = ""


class Scan(_Sent):
    """What was read once, when, and what was to be done with it."""

    id: ScanId
    at: Instant
    act: Act
    text: Annotated[str, StringConstraints(max_length=4000)]
    organisation: Code
    lot: Code | None = None
    mass: Short = ""
    first: First | None = None
    """What has to happen before: the remedy that a person chose."""
    reason: Slug | None = None
    """Why a rule is broken all the same."""
    presets: Presets = Presets()
    voids: tuple[EventId, ...] = Field((), max_length=50)
    codes: tuple[Code, ...] = Field((), max_length=5000)

    def identity(self, rank: int, place: int) -> str:
        """The identity of a fact of this scan: of its code ``rank``, in the order in which they happen.

        The same scan sent again tells the same facts.
        """
        return uuid8_of("bench", f"{self.id}/{rank}/{place}")
