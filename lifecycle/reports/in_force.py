"""Which facts are void, as known at a position."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask


class Correction(NamedTuple):
    """A fact that voids others and names what takes their place."""

    event_id: str
    voids: tuple[str, ...]
    replacements: tuple[str, ...]


def voided(engine: Engine, filter: Filter) -> frozenset[str]:
    """Identities of the facts that are void as known at the filter's position."""
    rows = ask(engine, "corrections", filter).to_pylist()
    said = [(row["event_id"], json.loads(row["said"])) for row in rows]
    return void_facts(
        Correction(event_id, tuple(fields["voids"]), tuple(fields.get("replacements", ()))) for event_id, fields in said
    )


def void_facts(corrections: Iterable[Correction]) -> frozenset[str]:
    """The facts that corrections, given in the order of the ledger, leave void.

    A later correction decides first: what it voids no longer voids anything itself, and
    takes its own replacements with it.
    """
    void: set[str] = set()
    for correction in reversed(list(corrections)):
        if correction.event_id in void:
            void.update(correction.replacements)
        else:
            void.update(correction.voids)
    return frozenset(void)
