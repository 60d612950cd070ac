"""The identity of a row that states none: what happened to what, when, in which sheet, for the how manieth time.

The rank is only needed where something must be recorded anew: a row whose content is known
*is* the known fact, wherever the row stands and whichever sheet tells of it (``match.py``).
"""

from __future__ import annotations

from typing import NamedTuple

from lifecycle.codes import uuid8_of
from lifecycle.events import canonical

TABLE = "table"
"""The reader under which rows get their identity, and which a ``hardware_read`` of a row names."""


class Slot(NamedTuple):
    """The natural key of a row without its rank; ``day`` is ISO text, ``sheet`` is empty outside workbooks."""

    kind: str
    subject: str
    day: str
    sheet: str


def identity_of(slot: Slot, rank: int) -> str:
    """UUIDv8 of the ``rank``-th fact of a natural key, from 1."""
    return uuid8_of(TABLE, canonical([*slot, rank]))
