"""What pydantic finds wrong with a fact, said to the person who filled the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from lifecycle.events import Fact
from lifecycle.events.books import Decimal, EventId
from lifecycle.events.envelope import Code, Commune, Name, OperationCode, Reference, Sha256, Slug, Subject, WasteCode
from lifecycle.events.organisations import Rna, Siret
from lifecycle.intake.table.headers import title_of
from lifecycle.intake.table.shape import pattern_of
from lifecycle.words import N_, _

_SHAPES: Mapping[str, str] = {
    pattern_of(Code): N_("a code is 1 to 40 signs of A-Z, 0-9, point, dash and underscore, as on the label"),
    pattern_of(Subject): N_("a subject is device:CODE, part:CODE, lot:CODE or organisation:CODE"),
    pattern_of(Slug): N_("a coded word is needed: small letters, digits and _ without spaces or accents"),
    pattern_of(Name): N_("one line of at most 200 signs is needed"),
    pattern_of(Reference): N_("one line of at most 100 signs is needed"),
    pattern_of(WasteCode): N_("a waste code is written 16 02 13*"),
    pattern_of(OperationCode): N_("a treatment operation is written R 4 or D 10"),
    pattern_of(Commune): N_("an INSEE code of a commune has five signs, such as 13055 or 2A004"),
    pattern_of(Sha256): N_("a SHA-256 is 64 hexadecimal digits"),
    pattern_of(Siret): N_("a SIRET number has 14 digits"),
    pattern_of(Rna): N_("an RNA number is W and 9 digits"),
    pattern_of(Decimal): N_("a number with a point, such as 12.5, is needed"),
    pattern_of(EventId): N_("an identity is a UUID, such as 0196c0de-7000-7000-8000-000000000001"),
}


def shape_in_words(pattern: str) -> str:
    """How what must match this pattern is written."""
    return _(_SHAPES[pattern]) if pattern in _SHAPES else _("must match {pattern}").format(pattern=pattern)


def reason_of(detail: ErrorDetails, kind: type[Fact]) -> str:
    """The sentence for one fault of validation, with the field inside an item where there is one."""
    inner = ".".join(str(step + 1) if isinstance(step, int) else title_of(step) for step in detail["loc"][1:])
    reason = plainly(detail, _(kind.label))
    return f"{inner}: {reason}" if inner else reason


def plainly(detail: ErrorDetails, asked: str) -> str:
    """The sentence for one fault of validation in what was ``asked``: a kind of fact, a report."""
    context: Mapping[str, Any] = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return _("needed for {kind}").format(kind=asked)
        case "string_pattern_mismatch":
            return shape_in_words(str(context.get("pattern")))
        case "greater_than_equal":
            return _("must be at least {least}").format(least=context.get("ge"))
        case "less_than_equal":
            return _("must be at most {most}").format(most=context.get("le"))
        case "literal_error":
            return _("not one of: {choices}").format(choices=context.get("expected"))
        case "too_short":
            return _("at least one is needed")
        case "int_type" | "int_parsing":
            return _("a whole number is needed")
        case "string_type" | "string_unicode":
            return _("a text is needed")
        case "date_type" | "date_parsing" | "date_from_datetime_parsing" | "date_from_datetime_inexact":
            return _("a day is written 2026-03-01")
        case "datetime_type" | "datetime_parsing" | "datetime_from_date_parsing":
            return _("an instant is written 2026-03-01T10:30:00+01:00")
        case "tuple_type":
            return _("a list is needed")
        case "model_type":
            return _("an object with named fields is needed")
        case "bool_type" | "bool_parsing":
            return _("true or false is needed")
        case "extra_forbidden":
            return _("there is no such field")
        case "value_error":
            return _(str(context.get("error", detail["msg"])))
        case _:
            return detail["msg"]
