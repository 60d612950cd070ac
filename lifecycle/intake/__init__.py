"""Foreign files become facts: machine files and tables, recognised by content. Floor 8."""

from __future__ import annotations

from lifecycle.intake.draft import Context, Draft, Fault, Machine, Origin, Question, Reading, Skipped
from lifecycle.intake.formats import READERS, recognise
from lifecycle.intake.gather import Gathering, LedgerView, UnknownFormat, gather
from lifecycle.intake.importer import Importer, ImportResult, Mode
from lifecycle.intake.settle import Settled, settle
from lifecycle.intake.source import Source

__all__ = [
    "READERS",
    "Context",
    "Draft",
    "Fault",
    "Gathering",
    "ImportResult",
    "Importer",
    "LedgerView",
    "Machine",
    "Mode",
    "Origin",
    "Question",
    "Reading",
    "Settled",
    "Skipped",
    "Source",
    "UnknownFormat",
    "gather",
    "recognise",
    "settle",
]
