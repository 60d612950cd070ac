"""What hand-overs gave: service, what it took to refurbish, what recipients answered, what was recycled."""

from __future__ import annotations

from lifecycle.reports.service.beside import Beside, beside_of
from lifecycle.reports.service.cells import Cells, SurvivalCell, cells_of, months
from lifecycle.reports.service.told import Recycled, answers_of, recycled_of, whose_rate
from lifecycle.reports.service.uses import Later, Uses, uses_of
from lifecycle.reports.service.walk import CLAIMED, Use

__all__ = [
    "CLAIMED",
    "Beside",
    "Cells",
    "Later",
    "Recycled",
    "SurvivalCell",
    "Use",
    "Uses",
    "answers_of",
    "beside_of",
    "cells_of",
    "months",
    "recycled_of",
    "uses_of",
    "whose_rate",
]
