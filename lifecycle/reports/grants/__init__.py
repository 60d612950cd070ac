"""Who funds what, and with what result."""

from __future__ import annotations

from lifecycle.reports.grants.results import grants

__all__ = ["grants"]
