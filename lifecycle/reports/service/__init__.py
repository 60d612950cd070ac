"""What hand-overs gave: service, what it took to refurbish, what recipients answered, what was recycled."""

from __future__ import annotations

from lifecycle.reports.service.cells import Cells, cells_of, months
from lifecycle.reports.service.uses import Group, Later, Uses, uses_of

__all__ = ["Cells", "Group", "Later", "Uses", "cells_of", "months", "uses_of"]
