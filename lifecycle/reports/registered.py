"""Organisations as they were registered last, as known at a position."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask


class Registered(NamedTuple):
    """An organisation: its code, its name in the public register, what it does here, its commune."""

    code: str
    name: str
    roles: tuple[str, ...]
    commune: str
    fact: int = 0
    """Position of its last registration; 0 where nobody told it."""


def registered(engine: Engine, filter: Filter, void: frozenset[str]) -> Mapping[str, Registered]:
    """Code -> organisation, in order of code; only those of the filter's organisation and territory."""
    found = {}
    for row in ask(engine, "organisations", filter).to_pylist():
        if row["event_id"] not in void:
            said, code = json.loads(row["said"]), row["subject"].partition(":")[2]
            found[code] = Registered(code, said["name"], tuple(said["roles"]), said["commune"], row["n"])
    return {code: found[code] for code in sorted(found) if _is_asked(found[code], filter)}


def _is_asked(one: Registered, filter: Filter) -> bool:
    here = one.commune.startswith(filter.territory) if filter.territory else True
    return here and filter.organisation in {None, one.code}
