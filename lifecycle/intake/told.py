"""A fact that somebody tells field by field, in texts: on a command line, in a form, at the bench.

Each text is read as a cell of a table is read, so that the three doors understand the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from pydantic import ValidationError

from lifecycle import reference
from lifecycle.codes import uuid7
from lifecycle.events import Fact
from lifecycle.intake.table.cells import BadCell, instant_of, whole_number
from lifecycle.intake.table.headers import unit_of
from lifecycle.intake.table.reasons import reason_of
from lifecycle.intake.table.shape import CellReader, shapes_of
from lifecycle.words import _

_WITH_UNIT = re.compile(r"(.*\d)\s*([^\W\d_]{1,12}|€)")

_HOURS = re.compile(r"(\d{1,5})\s*(?:h|:)\s*([0-5]?\d)\s*(?:min)?", re.IGNORECASE)


class BadField(NamedTuple):
    """What is wrong with one field: its name in the class, the text that was told, and the reason in a sentence.

    Where the fault is one of the fact as a whole, ``field`` is empty.
    """

    field: str
    text: str
    reason: str


class BadFields(ValueError):
    """Texts that describe no fact, with every fault at once."""

    def __init__(self, faults: tuple[BadField, ...]) -> None:
        super().__init__("\n".join(f"{one.field} “{one.text}”: {one.reason}" for one in faults))
        self.faults = faults


def fact_told(
    kind: type[Fact],
    subject: str | None,
    values: Mapping[str, str | None],
    *,
    acting: str,
    on: date,
    event_id: UUID | str | None = None,
) -> Fact:
    """The fact that texts describe; raises :class:`BadFields` with every fault.

    ``values`` holds a text for each field that was told, by its name in the class; None is a
    field of which nothing was said. ``subject``, ``acting``, ``on`` and ``event_id`` stand where
    ``values`` says nothing else; without an identity a new one is made.
    """
    told = {name: text for name, text in values.items() if text is not None}
    filled: dict[str, object] = {"event_id": str(event_id or uuid7()), "acting": acting, "occurred_on": on}
    if subject is not None:
        sort, colon, code = subject.partition(":")
        filled["subject"] = f"{sort}{colon}{code.strip().upper()}"
    faults = list(_read(kind, told, filled))
    unread = {fault.field for fault in faults}
    try:
        fact = kind.model_validate(filled)
    except ValidationError as error:
        faults += [fault for fault in _invalid(error, kind, told) if fault.field not in unread]
        raise BadFields(tuple(faults)) from error
    if faults:
        raise BadFields(tuple(faults))
    return fact


def _read(kind: type[Fact], told: Mapping[str, str], filled: dict[str, object]) -> Iterator[BadField]:
    """Fill in what the texts say; the instants last, since a time alone needs its day."""
    shapes, cells = shapes_of(kind), CellReader(reference.load())
    for name in sorted(told, key=lambda name: shapes[name].sort == "instant"):
        try:
            if shapes[name].sort == "instant":
                day = filled["occurred_on"]
                assert isinstance(day, date)
                filled[name] = instant_of(told[name], day)
            elif shapes[name].unit:
                filled[name] = whole_told(told[name], shapes[name].unit)
            else:
                filled[name] = cells.value(shapes[name], told[name])
        except BadCell as fault:
            yield BadField(name, told[name], str(fault))


def whole_told(text: str, unit: str) -> int:
    """A whole number of grams, cents, metres or minutes, told with or without a unit: 2100, 2,1 kg, 12,50 €, 1 h 30.

    Raises :class:`BadCell` where the text is none, or names a unit of something else.
    """
    if unit == "minutes" and (clock := _HOURS.fullmatch(text.strip())):
        return int(clock[1]) * 60 + int(clock[2])
    said = _WITH_UNIT.fullmatch(text.strip())
    known = unit_of(said[2]) if said else None
    if said is None or known is None or known[0] != unit:
        return whole_number(text)
    return whole_number(said[1], known[1])


def _invalid(error: ValidationError, kind: type[Fact], told: Mapping[str, str]) -> Iterator[BadField]:
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0]) if detail["loc"] else ""
        reason = reason_of(detail, kind)
        if name == "subject" and detail["type"] == "missing":
            reason = _("needed: the code of what it happened to")
        yield BadField(name, told.get(name, ""), reason)
