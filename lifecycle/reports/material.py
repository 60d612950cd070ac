"""All that the page "Material balance" shows, as one report: what is on the screen is what is exported."""

from __future__ import annotations

from dataclasses import replace

from lifecycle.engine import Engine
from lifecycle.reference import Reference
from lifecycle.reports.awaiting import awaiting
from lifecycle.reports.breaches import breaches
from lifecycle.reports.flows import flows
from lifecycle.reports.mass import mass
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Report
from lifecycle.words import say


def material(engine: Engine, filter: Filter, masses: Reference) -> Report:
    """The figures of ``mass``, the flows by month, the lots that await proof, the breaches in force."""
    balance = mass(engine, filter, masses)
    others = (flows(engine, filter), awaiting(engine, filter, masses), breaches(engine, filter))
    return replace(
        balance,
        name="material",
        title=say("Material balance"),
        tables=(*balance.tables, *(table for other in others for table in other.tables)),
        notes=tuple({str(note): note for one in (balance, *others) for note in one.notes}.values()),
    )
