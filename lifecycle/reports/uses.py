"""Devices in use, and those of them whose use something has proven since they were handed over."""

from __future__ import annotations

from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.in_force import voided
from lifecycle.reports.question import Filter, ask, summed_upto


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
    if upto == filter.as_of:
        return kept
    void, then = voided(engine, filter), voided(engine, filter.model_copy(update={"as_of": upto}))
    # Of devices of which something was learnt since, what sums say is taken away, and what is known now put in.
    changed = " ".join(sorted(void ^ then))
    rows = ask(engine, "proofs_of_use_since", filter, summed=upto, changed=changed).to_pylist()
    before = _counted([row for row in rows if not row["later"]], then)
    now = _counted([row for row in rows if row["later"]], void)
    return Uses(kept.in_use - before.in_use + now.in_use, kept.proven - before.proven + now.proven)


def _counted(rows: list[dict[str, Any]], void: frozenset[str]) -> Uses:
    proven = {row["item"] for row in rows if row["event_id"] and row["event_id"] not in void}
    return Uses(len({row["item"] for row in rows}), len(proven))
