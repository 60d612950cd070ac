"""What is expected to come back as waste, year by year, from how long things were seen to last."""

from __future__ import annotations

from lifecycle.reports.forecast.report import forecast

__all__ = ["forecast"]
