"""The columns of each kind of fact: those that every fact has, then its own, as its class tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from lifecycle.documents.everything.tables import Field, Value
from lifecycle.events import VERSIONS, Fact
from lifecycle.ledger import Entry
from lifecycle.words import N_, _

ENVELOPE: tuple[tuple[str, str, str], ...] = (
    ("n", "whole", N_("Position of the fact in the ledger")),
    ("hash", "text", N_("SHA-256 of the recorded form, which holds the hash of the fact before")),
    ("void", "truth", N_("Whether a correction in force voids it: it then counts for nothing")),
    ("event_id", "text", N_("Identity of the fact (UUID)")),
    ("kind", "text", N_("Kind of the fact")),
    ("kind_version", "whole", N_("Version of the form of this kind")),
    ("subject", "text", N_("What it happened to: device, part, lot or organisation, and its code")),
    ("also", "json", N_("Other things whose state it changes")),
    ("acting", "text", N_("Code of the organisation that did it")),
    ("occurred_on", "text", N_("Civil day on which it happened, in Paris")),
    ("occurred_at", "text", N_("Exact time, where it was told")),
    ("place", "text", N_("INSEE code of the commune where it happened")),
    ("evidence", "json", N_("Digests of the papers that prove it")),
    ("batch", "whole", N_("Position of the last fact of the batch that it came in")),
    ("recorded_at", "text", N_("When it was recorded (UTC)")),
    ("recorded_by", "text", N_("Account that recorded it, by its pseudonym")),
    ("recorded_for", "text", N_("Organisation for which it was recorded")),
    ("edition", "text", N_("Edition of the reference values by which it was judged")),
    ("breach", "json", N_("Rules that it was known to break when it was recorded")),
    ("breach_reason", "text", N_("Coded reason why it was recorded all the same")),
    ("previous_hash", "text", N_("Hash of the fact before")),
    ("origin", "json", N_("Ledger, position and hash, where it was recorded elsewhere first")),
)
"""Name, sort and meaning of the columns that every fact has."""


def fields_of(kind: str) -> tuple[Field, ...]:
    """Every column of a kind, of all its versions."""
    common = tuple(Field(name, sort, _(what)) for name, sort, what in ENVELOPE)
    return (*common, *_own(kind, {field.name for field in common}))


def _own(kind: str, taken: set[str]) -> Iterator[Field]:
    seen: dict[str, Field] = {}
    for (name, _version), known in VERSIONS.items():
        if name == kind:
            for field, told in known.model_fields.items():
                if field not in Fact.model_fields:
                    column = f"fact_{field}" if field in taken else field
                    seen[column] = Field(
                        column, _sort(told.annotation), _(told.description) if told.description else ""
                    )
    yield from seen.values()


def _sort(annotation: Any) -> str:
    """What a field holds: a truth, a whole number, text; or JSON, where it is a list or a group of fields."""
    leaves = set(_leaves(annotation)) - {type(None)}
    if any(getattr(leaf, "model_fields", None) is not None for leaf in leaves) or _is_list(annotation):
        return "json"
    if leaves == {bool}:
        return "truth"
    return "whole" if leaves == {int} else "text"


def _leaves(annotation: Any) -> Iterator[Any]:
    inside = [one for one in get_args(annotation) if isinstance(one, type) or get_args(one)]
    if not inside:
        yield annotation if isinstance(annotation, type) else str
    for one in inside:
        yield from _leaves(one)


def _is_list(annotation: Any) -> bool:
    if getattr(annotation, "__origin__", None) in {tuple, list, dict, frozenset}:
        return True
    return any(_is_list(one) for one in get_args(annotation))


def row_of(entry: Entry, said: Mapping[str, Any], fields: tuple[Field, ...], *, void: bool) -> list[Value]:
    """The cells of a fact; what nobody told stays empty."""
    outside: Mapping[str, Value] = {"hash": entry.hash, "void": void}
    own: Mapping[str, Any] = said["facts"]
    common = len(ENVELOPE)
    cells: list[Value] = [outside.get(field.name, said.get(field.name)) for field in fields[:common]]
    return cells + [own.get(field.name, own.get(field.name.removeprefix("fact_"))) for field in fields[common:]]
