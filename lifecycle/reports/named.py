"""The reports that a door can ask for by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.reference import Reference
from lifecycle.reports.actors import actors
from lifecycle.reports.awaiting import awaiting
from lifecycle.reports.balances import Slice, balances
from lifecycle.reports.breaches import breaches
from lifecycle.reports.courses import courses
from lifecycle.reports.device import device
from lifecycle.reports.fleet import fleet
from lifecycle.reports.flows import flows
from lifecycle.reports.forecast import forecast
from lifecycle.reports.given import given
from lifecycle.reports.grants import grants
from lifecycle.reports.impact import impact
from lifecycle.reports.lot import lot
from lifecycle.reports.mass import mass
from lifecycle.reports.material import material
from lifecycle.reports.people import people
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Report
from lifecycle.reports.results import results
from lifecycle.reports.territory import territory
from lifecycle.reports.territory_public import territory_public
from lifecycle.words import N_


class Question(NamedTuple):
    """A report that a door can ask for by name."""

    label: str
    """English text, translated where it is shown."""
    answer: Callable[[Engine, Filter, Reference, Slice], Report]
    slices: bool = False
    """True where it may be cut by device, lot, organisation, …"""


REPORTS: Mapping[str, Question] = {
    "mass": Question(
        N_("Mass: what became of things"), lambda engine, filter, masses, _by: mass(engine, filter, masses)
    ),
    "material": Question(N_("Material balance"), lambda engine, filter, masses, _by: material(engine, filter, masses)),
    "balances": Question(
        N_("Balances of the accounts"), lambda engine, filter, _masses, by: balances(engine, filter, by=by), slices=True
    ),
    "given": Question(
        N_("What has been done with what was given"),
        lambda engine, filter, masses, _by: given(engine, filter, masses),
    ),
    "impact": Question(N_("Emissions avoided"), lambda engine, filter, values, _by: impact(engine, filter, values)),
    "fleet": Question(
        N_("Re-use rate of the fleet that public bodies retire"),
        lambda engine, filter, values, _by: fleet(engine, filter, values),
    ),
    "actors": Question(N_("Who does what"), lambda engine, filter, values, _by: actors(engine, filter, values)),
    "grants": Question(
        N_("Who funds what, with what result"), lambda engine, filter, values, _by: grants(engine, filter, values)
    ),
    "people": Question(
        N_("People equipped, and time given to them"),
        lambda engine, filter, values, _by: people(engine, filter, values),
    ),
    "courses": Question(N_("Courses held"), lambda engine, filter, values, _by: courses(engine, filter, values)),
    "results": Question(
        N_("The six lines of what an organisation handed over and sent"),
        lambda engine, filter, values, _by: results(engine, filter, values),
    ),
    "territory": Question(
        N_("What is traced of the territory"), lambda engine, filter, values, _by: territory(engine, filter, values)
    ),
    "territory_public": Question(
        N_("What is traced of the territory, as it may be published"),
        lambda engine, filter, values, _by: territory_public(engine, filter, values),
    ),
    "forecast": Question(
        N_("What is expected to come back as waste in ten years"),
        lambda engine, filter, values, _by: forecast(engine, filter, values),
    ),
    "flows": Question(N_("Flows by month"), lambda engine, filter, _masses, _by: flows(engine, filter)),
    "awaiting": Question(
        N_("Lots awaiting proof of their treatment"),
        lambda engine, filter, masses, _by: awaiting(engine, filter, masses),
    ),
    "breaches": Question(N_("Breaches in force"), lambda engine, filter, _masses, _by: breaches(engine, filter)),
    "device": Question(N_("Life of a device"), lambda engine, filter, _masses, _by: device(engine, filter)),
    "lot": Question(N_("Mass of a lot, step by step"), lambda engine, filter, masses, _by: lot(engine, filter, masses)),
}
"""Name -> report: ``REPORTS["mass"].answer(engine, filter, reference, "")``."""
