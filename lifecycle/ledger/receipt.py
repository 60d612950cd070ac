"""What the ledger gives back for facts it holds: proof of where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict


class Receipt(BaseModel):
    """Where facts stand in a ledger, and the hash at the last of them; the same on each repeat.

    Kept on paper or elsewhere, it proves later that the ledger's history up to ``last_n``
    is still the one it was then.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ledger_id: str
    event_ids: tuple[str, ...]
    """in order of position"""
    first_n: int
    last_n: int
    hash_at_last_n: str


class AppendResult(NamedTuple):
    """What became of a batch: its receipt, and how many facts were new or already there."""

    receipt: Receipt
    recorded: int
    unchanged: int
    breaches: Mapping[str, tuple[str, ...]] = {}
    """Identity of each new fact that breaks rules -> these rules, as known when it is recorded."""
