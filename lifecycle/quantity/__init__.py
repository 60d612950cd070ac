"""A quantity with its bounds, its unit and where it comes from; behind it, distributions and their draws. Floor 1."""

from __future__ import annotations

from lifecycle.quantity.estimate import ONE, Estimate, least, rounded, total
from lifecycle.quantity.unit import BadUnit, over, product

__all__ = ["ONE", "BadUnit", "Estimate", "least", "over", "product", "rounded", "total"]
