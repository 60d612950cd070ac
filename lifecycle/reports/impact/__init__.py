"""Avoided emissions by our method: figures with their interval, what they are made of, what they rest on."""

from __future__ import annotations

from lifecycle.reports.impact.report import impact

__all__ = ["impact"]
