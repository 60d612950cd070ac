"""What each kind of fact does to states and books: one function a kind that does anything.

A kind without a function here moves nothing and changes no state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lifecycle.journey.kinds import arrival, end, treatment, use, workshop
from lifecycle.journey.turn import Turn

EFFECTS: Mapping[str, Callable[[Turn], None]] = (
    arrival.EFFECTS | workshop.EFFECTS | use.EFFECTS | end.EFFECTS | treatment.EFFECTS
)

STATELESS = frozenset({"paper_issued", "slip_updated"})
"""Kinds told of a thing that neither change its state nor depend on it."""
