"""Money that organisations received: grants as they were awarded, and what recipients contributed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.question import EARLIEST, LATEST, Filter, ask


class Grant(NamedTuple):
    """A grant as it was awarded, in euro cents."""

    funder: str
    beneficiary: str
    agreement_on: date
    purpose: str
    nature: str
    cents: int
    fact: int = 0


def awarded(engine: Engine, filter: Filter, void: frozenset[str]) -> Iterator[Grant]:
    """Grants in force whose agreement lies within the days."""
    first, last = filter.first_day or EARLIEST, filter.last_day or LATEST
    for row in ask(engine, "grants", filter).to_pylist():
        said = json.loads(row["said"])
        agreed = date.fromisoformat(said["agreement_on"])
        if row["event_id"] not in void and first <= agreed <= last:
            funder = row["subject"].partition(":")[2]
            told = (said["purpose"], said["nature"], said["amount_cents"])
            yield Grant(funder, said["beneficiary"], agreed, *told, row["n"])


def contributions(engine: Engine, filter: Filter, void: frozenset[str]) -> Mapping[str, int]:
    """Organisation -> cents that its recipients contributed."""
    rows = ask(engine, "contributions", filter, void=" ".join(sorted(void))).to_pylist()
    return {row["organisation"]: row["cents"] for row in rows}
