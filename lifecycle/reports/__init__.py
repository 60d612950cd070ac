"""One function per question, by audience; each answers with a report that can be taken apart. Floor 8."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.awaiting import awaiting
from lifecycle.reports.balances import SLICES, Slice, balances
from lifecycle.reports.breaches import breaches
from lifecycle.reports.cells import Masses
from lifecycle.reports.device import device
from lifecycle.reports.exports import FORMATS
from lifecycle.reports.flows import flows
from lifecycle.reports.lot import lot
from lifecycle.reports.mass import mass
from lifecycle.reports.perimeter import Organisation, days_covered, organisations
from lifecycle.reports.question import Filter, Unanswerable
from lifecycle.reports.report import Column, Coverage, Figure, Report, Table
from lifecycle.words import N_


class Question(NamedTuple):
    """A report that a door can ask for by name."""

    label: str
    """English text, translated where it is shown."""
    answer: Callable[[Engine, Filter, Masses, Slice], Report]
    slices: bool = False
    """True where it may be cut by device, lot, organisation, …"""


REPORTS: Mapping[str, Question] = {
    "mass": Question(
        N_("Mass: what became of things"), lambda engine, filter, masses, _by: mass(engine, filter, masses)
    ),
    "balances": Question(
        N_("Balances of the accounts"), lambda engine, filter, _masses, by: balances(engine, filter, by=by), slices=True
    ),
    "flows": Question(N_("Flows by month"), lambda engine, filter, _masses, _by: flows(engine, filter)),
    "awaiting": Question(
        N_("Lots awaiting proof of their treatment"), lambda engine, filter, _masses, _by: awaiting(engine, filter)
    ),
    "breaches": Question(N_("Breaches in force"), lambda engine, filter, _masses, _by: breaches(engine, filter)),
    "device": Question(N_("Life of a device"), lambda engine, filter, _masses, _by: device(engine, filter)),
    "lot": Question(N_("Mass of a lot, step by step"), lambda engine, filter, masses, _by: lot(engine, filter, masses)),
}
"""Name -> report: ``REPORTS["mass"].answer(engine, filter, reference, "")``."""

__all__ = [
    "FORMATS",
    "REPORTS",
    "SLICES",
    "Column",
    "Coverage",
    "Figure",
    "Filter",
    "Masses",
    "Organisation",
    "Question",
    "Report",
    "Slice",
    "Table",
    "Unanswerable",
    "awaiting",
    "balances",
    "breaches",
    "days_covered",
    "device",
    "flows",
    "lot",
    "mass",
    "organisations",
]
