"""The fleet that a public body retires, and the rate at which it is re-used."""

from __future__ import annotations

from lifecycle.reports.fleet.rate import fleet

__all__ = ["fleet"]
