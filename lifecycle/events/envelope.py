"""What every fact has: the envelope, the small types its fields are made of, and its stored form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from lifecycle.words import say

PARIS = ZoneInfo("Europe/Paris")

# --- small types -----------------------------------------------------------------------------------

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9._-]{0,39}$")]
"""What is written on the label of a device, a part, a lot or an organisation."""

Subject = Annotated[str, StringConstraints(pattern=r"^(device|part|lot|organisation):[A-Z0-9][A-Z0-9._-]{0,39}$")]
"""A thing that has a life: ``device:CODE``, ``part:CODE``, ``lot:CODE`` or ``organisation:CODE``."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
"""A coded word: a category, a reason, a defect. Free text never enters the chain."""

Name = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,200}$")]
"""What a maker or a public register calls a thing: one line, no control sign."""

Reference = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,100}$")]
"""The number of a paper: slip, certificate, receipt."""

Pseudonym = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9._-]{0,39}$")]
"""A person's random pseudonym or an organisation's code, never a name."""

WasteCode = Annotated[str, StringConstraints(pattern=r"^\d{2} \d{2}( \d{2})?\*?$")]
"""A code of the European list of waste, written ``16 02 13*``."""

OperationCode = Annotated[str, StringConstraints(pattern=r"^[RD] \d{1,2}( F)?$")]
"""A treatment operation of Directive 2008/98/EC annexes I and II, written ``R 4``."""

Commune = Annotated[str, StringConstraints(pattern=r"^(\d{2}|2[AB])\d{3}$")]
"""A commune's INSEE code."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

_MOST = 2**53 - 1  # RFC 8785 writes integers as IEEE doubles: past this they would lose digits

Grams = Annotated[int, Field(ge=0, le=_MOST, strict=True)]
"""Whole grams."""
PositiveGrams = Annotated[int, Field(ge=1, le=_MOST, strict=True)]
Cents = Annotated[int, Field(ge=0, le=_MOST, strict=True)]
"""Whole euro cents, all taxes included."""
Count = Annotated[int, Field(ge=1, le=10_000_000, strict=True)]
Minutes = Annotated[int, Field(ge=0, le=_MOST, strict=True)]
Metres = Annotated[int, Field(ge=0, le=_MOST, strict=True)]
Bytes = Annotated[int, Field(ge=0, le=_MOST, strict=True)]


def _instant(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(say("an instant needs its offset, as in 2026-03-01T10:30:00+01:00"))
    return moment


Instant = Annotated[datetime, AfterValidator(_instant)]

Custody = Literal[
    "unknown",
    "expected",
    "in_stock",
    "in_lot",
    "in_use",
    "in_support",
    "in_transit",
    "at_operator",
    "passed_on",
    "lost",
    "ended",
]
"""Who holds a thing. "unknown" is before its first fact."""

Work = Literal["new", "triaged", "in_repair", "ready"]
Data = Literal["unknown", "sanitised", "destroyed", "removed"]
Legal = Literal["PRODUCT", "WASTE", "ENDED_WASTE"]

DonorKind = Literal["person", "company", "public_body", "unknown"]


class Part(BaseModel):
    """A group of fields inside a fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Part):
    """A paper or a picture, known here by its digest only; its bytes are kept beside the ledger."""

    sha256: Sha256
    media_type: Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9.+-]{1,80}$")]


ENVELOPE = (
    "event_id",
    "kind",
    "kind_version",
    "subject",
    "also",
    "acting",
    "occurred_on",
    "occurred_at",
    "place",
    "evidence",
)


class Fact(BaseModel):
    """Something that happened to a device, a part, a lot or an organisation.

    A subclass names a kind: its docstring says what happened, its fields what must be
    known of it, and its class variables where it stands in a life.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind_version: ClassVar[int] = 1
    group: ClassVar[str]
    subjects: ClassVar[tuple[str, ...]] = ("device",)
    """The sorts of subject this kind may be told of."""
    needs: ClassVar[tuple[Custody, ...] | None] = None
    """The custodies in which it is possible; None where custody does not matter."""
    needs_legal: ClassVar[tuple[Legal, ...] | None] = None
    becomes: ClassVar[Custody | None] = None
    """The custody it leads to, where that is always the same."""
    work: ClassVar[Work | None] = None
    """The state of work it leads to."""
    legal_becomes: ClassVar[Legal | None] = None
    day_start: ClassVar[bool] = False
    """True where a fact without an hour counts from 00:00, False where it counts from 24:00."""
    stage: ClassVar[int]
    """Order among facts of one hour; kinds that may follow each other either way share it."""
    changes_machine: ClassVar[bool] = False
    """True where a weighing after it no longer says what the machine weighed on entry."""

    event_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")] = Field(
        description="Identity of the fact (UUID): the same fact sent twice is recorded once"
    )
    subject: Subject = Field(description="What it happened to: device:CODE, part:CODE, lot:CODE")
    acting: Code = Field(description="Code of the organisation that did it")
    occurred_on: date = Field(description="Civil day on which it happened (Europe/Paris)")
    occurred_at: Instant | None = Field(None, description="Exact time, where the order within a day matters")
    place: Commune | None = Field(None, description="INSEE code of the commune where it happened")
    evidence: tuple[Evidence, ...] = Field((), description="Digests of papers that prove it")

    kind: ClassVar[str]
    label: ClassVar[str]
    """The French word is this label's translation."""

    def others(self) -> Iterator[str]:
        """The other subjects whose state this fact changes."""
        yield from ()

    @property
    def also(self) -> tuple[str, ...]:
        """The other subjects whose state this fact changes, each once, in order of code."""
        if type(self).others is Fact.others:
            return ()
        return tuple(sorted(set(self.others()) - {self.subject}))

    @property
    def code(self) -> str:
        """The code of the subject, without its sort."""
        return self.subject.partition(":")[2]

    @model_validator(mode="after")
    def _subject_is_of_a_sort_this_kind_tells_of(self) -> Fact:
        sort = self.subject.partition(":")[0]
        if sort not in self.subjects:
            raise ValueError(
                say(
                    "{kind} is told of {sorts}, not of {sort}",
                    kind=self.kind,
                    sorts=", ".join(self.subjects),
                    sort=sort,
                )
            )
        return self

    @model_validator(mode="after")
    def _the_instant_lies_on_the_day(self) -> Fact:
        if self.occurred_at is not None:
            there = self.occurred_at.astimezone(PARIS).date()
            if there != self.occurred_on:
                raise ValueError(
                    say(
                        "occurred_at lies on {there} in Paris, occurred_on says {day}",
                        there=there,
                        day=self.occurred_on,
                    )
                )
        return self

    def stored(self) -> dict[str, Any]:
        """The stored form: the envelope, and the fields of the kind under ``facts``; unknown stays absent."""
        said = self.model_dump(mode="json", exclude_none=True)
        form: dict[str, Any] = {
            "event_id": said.pop("event_id"),
            "kind": self.kind,
            "kind_version": self.kind_version,
            "subject": said.pop("subject"),
            "also": list(self.also),
            "acting": said.pop("acting"),
            "occurred_on": said.pop("occurred_on"),
            "evidence": said.pop("evidence"),
        }
        for name in ("occurred_at", "place"):
            if name in said:
                form[name] = said.pop(name)
        form["facts"] = said
        return form


THINGS = ("device", "part", "lot")
"""The sorts of subject that weigh something."""


class OfLines(Fact):
    """Told of a device, a part, a lot, or one line of a lot of uncoded things."""

    subjects: ClassVar[tuple[str, ...]] = THINGS

    line: Count | None = Field(None, description="Rank of the line, in a lot of uncoded things (from 1); all if absent")

    @model_validator(mode="after")
    def _a_line_is_of_a_lot(self) -> OfLines:
        if self.line is not None and not self.subject.startswith("lot:"):
            raise ValueError(say("line is for a lot of uncoded things only"))
        return self


def canonical(form: object) -> str:
    """RFC 8785 JSON of a form made of text, whole numbers, true, false, lists and ASCII names.

    Python's own writer gives exactly the canonical form of such values (a test compares
    it with an independent implementation); floats, which it would not, never enter a fact.
    """
    return _CANONICAL.encode(form)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
