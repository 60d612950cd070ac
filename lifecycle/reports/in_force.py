"""Which facts are void, as known at a position."""

from __future__ import annotations

from lifecycle.columns import Correction, void_facts
from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask

__all__ = ["Correction", "void_facts", "voided"]


def voided(engine: Engine, filter: Filter) -> frozenset[str]:
    """Identities of the facts that are void as known at the filter's position."""
    rows = ask(engine, "corrections", filter).to_pylist()
    return void_facts(Correction.told(row["event_id"], row["said"]) for row in rows)
