"""From words on a command line to a fact, read as a cell of a table is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError

from lifecycle import reference
from lifecycle.cli.doors import WrongUse
from lifecycle.codes import uuid7
from lifecycle.events import Fact
from lifecycle.intake.table.cells import BadCell, day_of, instant_of
from lifecycle.intake.table.reasons import reason_of
from lifecycle.intake.table.shape import CellReader, shapes_of
from lifecycle.words import _


def option_of(field: str) -> str:
    """--due-back for due_back."""
    return "--" + field.replace("_", "-")


def fact_of(kind: type[Fact], subject: str | None, values: Mapping[str, str | None], *, acting: str, on: date) -> Fact:
    """The fact that options describe; every fault at once in the :class:`WrongUse` it raises."""
    shapes = shapes_of(kind)
    cells = CellReader(reference.load())
    faults: list[str] = []
    filled: dict[str, object] = {"event_id": uuid7(), "acting": acting, "occurred_on": on}
    if subject is not None:
        filled["subject"] = subject
    said = {name: text for name, text in values.items() if text is not None}
    bad = set()
    for name, text in said.items():
        try:
            if shapes[name].sort == "instant":
                continue
            filled[name] = cells.value(shapes[name], text)
        except BadCell as fault:
            bad.add(name)
            faults.append(f"{option_of(name)} “{text}”: {fault}")
    if "occurred_at" in said:
        day = filled["occurred_on"]
        assert isinstance(day, date)
        try:
            filled["occurred_at"] = instant_of(said["occurred_at"], day)
        except BadCell as fault:
            faults.append(f"--occurred-at “{said['occurred_at']}”: {fault}")
    try:
        fact = kind.model_validate(filled)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            name = str(detail["loc"][0]) if detail["loc"] else ""
            if name in bad:
                continue
            if name == "subject" and detail["type"] == "missing":
                options = " / ".join(f"--{sort} CODE" for sort in kind.subjects)
                faults.append(_("needed: {options}").format(options=options))
                continue
            where = option_of(name) if name else kind.kind
            if name in said:
                where += f" “{said[name]}”"
            faults.append(f"{where}: {reason_of(detail, kind)}")
    if faults:
        raise WrongUse("\n".join(faults))
    return fact


def day_of_option(text: str | None) -> date | None:
    """A day given as 2026-03-01 or 01/03/2026."""
    if text is None:
        return None
    try:
        return day_of(text)
    except BadCell as fault:
        raise WrongUse(f"“{text}”: {fault}") from fault
