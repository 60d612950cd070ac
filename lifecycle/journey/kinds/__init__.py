"""What each kind of fact does to states and books: one function a kind that does anything.

A kind without a function here moves nothing, and changes no state but what its class says of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lifecycle.journey.kinds import arrival, lots, transport, treatment, use, workshop
from lifecycle.journey.turn import Turn
from lifecycle.words import Sentence

EFFECTS: Mapping[str, Callable[[Turn], None]] = (
    arrival.EFFECTS | workshop.EFFECTS | use.EFFECTS | lots.EFFECTS | transport.EFFECTS | treatment.EFFECTS
)

CONTRADICTIONS: Mapping[str, Callable[[Turn], Iterator[Sentence]]] = lots.CONTRADICTIONS | transport.CONTRADICTIONS
"""Kinds that name several things: every one of them that is not where the fact says, before anything moves."""

STATELESS = frozenset({"paper_issued", "slip_updated"})
"""Kinds told of a thing that neither change its state nor depend on it."""
