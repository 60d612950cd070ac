"""From words on a command line to a fact: faults are told by their options."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lifecycle.cli.doors import WrongUse
from lifecycle.events import Fact
from lifecycle.intake.table.cells import BadCell, day_of
from lifecycle.intake.told import BadField, BadFields, fact_told
from lifecycle.words import _


def option_of(field: str) -> str:
    """--due-back for due_back."""
    return "--" + field.replace("_", "-")


def fact_of(kind: type[Fact], subject: str | None, values: Mapping[str, str | None], *, acting: str, on: date) -> Fact:
    """The fact that options describe; every fault at once in the :class:`WrongUse` it raises."""
    try:
        return fact_told(kind, subject, values, acting=acting, on=on)
    except BadFields as bad:
        raise WrongUse("\n".join(_in_options(fault, kind, values) for fault in bad.faults)) from bad


def _in_options(fault: BadField, kind: type[Fact], values: Mapping[str, str | None]) -> str:
    if fault.field == "subject" and not fault.text:
        return _("needed: {options}").format(options=" / ".join(f"--{sort} CODE" for sort in kind.subjects))
    where = option_of(fault.field) if fault.field else kind.kind
    said = values.get(fault.field) is not None
    return f"{where} “{fault.text}”: {fault.reason}" if said else f"{where}: {fault.reason}"


def day_of_option(text: str | None) -> date | None:
    """A day given as 2026-03-01 or 01/03/2026."""
    if text is None:
        return None
    try:
        return day_of(text)
    except BadCell as fault:
        raise WrongUse(f"“{text}”: {fault}") from fault
