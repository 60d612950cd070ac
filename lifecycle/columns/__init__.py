"""The ledger as Parquet segments: derived, sealed, rebuilt at any time. Floor 6."""

from __future__ import annotations

from lifecycle.columns.duck import in_memory
from lifecycle.columns.manifest import is_pattern
from lifecycle.columns.proof import Proof, check
from lifecycle.columns.segments import Columns, folder_of, refresh
from lifecycle.columns.shape import SCHEMAS, SUMS, Entry, Position, Source
from lifecycle.columns.void import Correction, void_facts

__all__ = [
    "SCHEMAS",
    "SUMS",
    "Columns",
    "Correction",
    "Entry",
    "Position",
    "Proof",
    "Source",
    "check",
    "folder_of",
    "in_memory",
    "is_pattern",
    "refresh",
    "void_facts",
]
