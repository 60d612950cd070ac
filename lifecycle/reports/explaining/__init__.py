"""Figures and devices taken apart: from a result to its formula, to its cells, to each thing and the fact behind it."""

from __future__ import annotations

from lifecycle.reports.explaining.device import ExplainedDevice, explain_device, explained_device
from lifecycle.reports.explaining.figure import Explained, explain, explained, facts_of_ledger

__all__ = [
    "Explained",
    "ExplainedDevice",
    "explain",
    "explain_device",
    "explained",
    "explained_device",
    "facts_of_ledger",
]
