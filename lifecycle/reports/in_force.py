"""Which facts are void, as known at a position."""

from __future__ import annotations

from lifecycle.columns import Correction, void_facts
from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask

__all__ = ["Correction", "void_facts", "voided", "voided_at"]


def voided(engine: Engine, filter: Filter) -> frozenset[str]:
    """Identities of the facts that are void as known at the filter's position."""
    (void,) = voided_at(engine, filter, filter.as_of or 0)
    return void


def voided_at(engine: Engine, filter: Filter, *positions: int) -> tuple[frozenset[str], ...]:
    """The same at several positions, none beyond the filter's."""
    rows = ask(engine, "corrections", filter).to_pylist()
    told = [(row["n"], Correction.told(row["event_id"], row["said"])) for row in rows]
    return tuple(void_facts(correction for n, correction in told if n <= position) for position in positions)
