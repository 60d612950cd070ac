"""What a reader of files hands on: drafts of facts, machines, faults, questions, what was skipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from lifecycle.events import Fact, HardwareRead, canonical

_SHOWN = 120


class Category(Protocol):
    """A category of the reference data, as far as intake needs it."""

    def label(self, language: str, /) -> str:
        """Its name in a language ("fr" or "en")."""


class Reference(Protocol):
    """What intake asks of the reference data."""

    @property
    def categories(self) -> Mapping[str, Category]:
        """Slug -> category."""

    def category_of_chassis(self, chassis: str, /) -> str | None:
        """The category of a shape of case, where it says enough."""

    def is_placeholder(self, text: str, /) -> bool:
        """True where a maker left a form unfilled ("To be filled by O.E.M.")."""


@dataclass(frozen=True)
class Context:
    """What a reader may need beside the file: the reference data, and who acts where a row does not say."""

    reference: Reference
    acting: str
    today: date | None = None
    """No fact lies after this day; None where nobody says which day it is."""


class Fault(NamedTuple):
    """One reason why something was not recorded: where it stands, what it says, why, what to do."""

    file: str
    row: int | None
    column: str
    value: str
    reason: str


class Skipped(NamedTuple):
    """A file, or a sheet, that holds nothing to record."""

    file: str
    reason: str


@dataclass(frozen=True)
class Question:
    """Something a person must know or decide; nothing was guessed."""

    kind: str
    text: str
    subjects: tuple[str, ...] = ()
    file: str = ""


class Origin(NamedTuple):
    """Where a fact was read. ``row`` is None for a machine file; ``sheet`` is empty outside workbooks."""

    file: str
    sheet: str = ""
    row: int | None = None


def content_of(fact: Fact) -> str:
    """What a fact says, whatever its identity: equal text, equal content."""
    return canonical({**fact.stored(), "event_id": ""})


@dataclass(frozen=True)
class Draft:
    """A fact as read, with its origin. ``stated_id``: the file itself names its ``event_id``."""

    fact: Fact
    origin: Origin
    stated_id: bool = False

    @cached_property
    def content(self) -> str:
        """What the fact says, whatever its identity."""
        return content_of(self.fact)


@dataclass(frozen=True)
class Machine:
    """A machine as a file describes it; which device it is, and since when, is settled later.

    ``digest`` is the SHA-256 of the content, ``identity`` is empty where maker, model or serial is unknown.
    """

    origin: Origin
    reader: str
    digest: bytes
    identity: str
    read: Mapping[str, object]
    """The fields of ``hardware_read``."""

    @property
    def natural_key(self) -> str:
        """The content, whatever the name of the file."""
        return self.digest.hex()

    def name(self) -> str:
        """Maker, model and serial, as far as known."""
        said = (self.read.get(part) for part in ("manufacturer", "model", "serial_number"))
        return " ".join(str(text) for text in said if text)

    def hardware(self, **envelope: object) -> HardwareRead:
        """The fact, for a subject and a day."""
        return HardwareRead.model_validate({**self.read, **envelope})


@dataclass
class Reading:
    """All that one file gave."""

    drafts: list[Draft] = field(default_factory=list)
    machines: list[Machine] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def shown(value: object) -> str:
    """A value as a fault quotes it: one line, without control signs, at most 120 signs."""
    text = "" if value is None else str(value)
    line = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[: _SHOWN + 1])
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
