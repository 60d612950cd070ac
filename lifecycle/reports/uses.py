"""Devices in use, and those of them whose use something has proven since they were handed over."""

from __future__ import annotations

from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.in_force import voided, voided_at
from lifecycle.reports.question import Filter, ask, summed_upto
from lifecycle.reports.summed import cuts_its_last_month


class Uses(NamedTuple):
    """How many devices are in use, and of how many something proves it."""

    in_use: int
    proven: int


def uses(engine: Engine, filter: Filter) -> Uses:
    """The uses on the last day, as known at the filter's position, from sums where they suffice."""
    upto = summed_upto(engine, filter, "uses_summed")
    if not upto:
        return _counted(ask(engine, "proofs_of_use", filter).to_pylist(), voided(engine, filter))
    (row,) = ask(engine, "uses_summed", filter).to_pylist()
    kept = Uses(row["in_use"], row["proven"])
    if upto == filter.as_of and not cuts_its_last_month(filter.last_day):
        return kept
    void, then = voided_at(engine, filter, filter.as_of or 0, upto)
    # Of devices of which something was learnt or happened since, what sums say is taken away, what is known now put in.
    changed = " ".join(sorted(void ^ then))
    rows = ask(engine, "proofs_of_use_since", filter, changed=changed).to_pylist()
    before = _counted([row for row in rows if not row["later"]], then)
    now = _counted([row for row in rows if row["later"]], void)
    return Uses(kept.in_use - before.in_use + now.in_use, kept.proven - before.proven + now.proven)


def without_proof(engine: Engine, filter: Filter) -> frozenset[str]:
    """The devices in use on the last day of which nothing proves it."""
    rows, void = ask(engine, "proofs_of_use", filter).to_pylist(), voided(engine, filter)
    proven = {row["item"] for row in rows if row["event_id"] and row["event_id"] not in void}
    return frozenset(row["item"] for row in rows) - proven


def _counted(rows: list[dict[str, Any]], void: frozenset[str]) -> Uses:
    proven = {row["item"] for row in rows if row["event_id"] and row["event_id"] not in void}
    return Uses(len({row["item"] for row in rows}), len(proven))
