"""The small tables that questions about uses bring along: what is void, and which labels are one machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from lifecycle.engine import Engine
from lifecycle.reports.in_force import voided
from lifecycle.reports.labels import kept_labels
from lifecycle.reports.question import Filter

_SCHEMAS = {
    "void_fact": pa.schema([("name", pa.string())]),
    "label": pa.schema([("name", pa.string()), ("item", pa.string())]),
}


@dataclass(frozen=True)
class Beside:
    """As known at a position."""

    void: frozenset[str]
    """Identities of the facts that are void."""
    kept: Mapping[str, str]
    """Other label -> the subject that stands for the machine."""

    @cached_property
    def tables(self) -> Mapping[str, pa.Table]:
        """For SQL."""
        rows = {
            "void_fact": {"name": sorted(self.void)},
            "label": {"name": list(self.kept), "item": list(self.kept.values())},
        }
        return {name: pa.table(rows[name], schema=schema) for name, schema in _SCHEMAS.items()}

    def asked(self, filter: Filter) -> Filter:
        """The same question, asked of the label under which the life of its machine is kept."""
        if not filter.device:
            return filter
        subject = f"device:{filter.device}"
        return filter.model_copy(update={"device": self.kept.get(subject, subject).partition(":")[2]})


def beside_of(engine: Engine, filter: Filter) -> Beside:
    """What is void, and which labels are one machine, as known at the filter's position."""
    void = voided(engine, filter)
    return Beside(void, kept_labels(engine, filter, void))
