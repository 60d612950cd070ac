"""One function per question, by audience; each answers with a report that can be taken apart. Floor 8."""

from __future__ import annotations

from lifecycle.reports.actors import actors
from lifecycle.reports.answering import answer
from lifecycle.reports.awaiting import awaiting
from lifecycle.reports.balances import SLICES, Slice, balances
from lifecycle.reports.breaches import breaches
from lifecycle.reports.cells import Masses
from lifecycle.reports.device import device
from lifecycle.reports.exports import FORMATS
from lifecycle.reports.fleet import fleet
from lifecycle.reports.flows import flows
from lifecycle.reports.given import given
from lifecycle.reports.grants import grants
from lifecycle.reports.lot import lot
from lifecycle.reports.mass import mass
from lifecycle.reports.material import material
from lifecycle.reports.named import REPORTS, Question
from lifecycle.reports.perimeter import Organisation, days_covered, organisations
from lifecycle.reports.question import Filter, Unanswerable
from lifecycle.reports.report import Column, Coverage, Figure, Report, Table
from lifecycle.reports.territory import territory

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
    "actors",
    "answer",
    "awaiting",
    "balances",
    "breaches",
    "days_covered",
    "device",
    "fleet",
    "flows",
    "given",
    "grants",
    "lot",
    "mass",
    "material",
    "organisations",
    "territory",
]
