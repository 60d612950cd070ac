"""The order of life: where a fact stands among the facts of the things it tells of.

A life is ordered by civil day, time, stage of the kind, and position in the ledger. The
key of a fact depends on that fact alone, so that any two facts always compare the same way.
"""

from __future__ import annotations

from lifecycle.events import Fact
from lifecycle.events.envelope import PARIS

_SECOND = 1_000_000
_DAY = 24 * 3600 * _SECOND

BEGINNING = ""
"""Before every key."""
END = "~"
"""After every key."""


def time_of_day(fact: Fact) -> int:
    """Microseconds since midnight in Paris: the hour given, else 00:00 or 24:00 by kind."""
    if fact.occurred_at is None:
        return 0 if fact.day_start else _DAY
    there = fact.occurred_at.astimezone(PARIS)
    return ((there.hour * 60 + there.minute) * 60 + there.second) * _SECOND + there.microsecond


def life_key(fact: Fact, n: int) -> str:
    """Text that sorts as life does: ``day|microseconds|stage|position``."""
    return f"{fact.occurred_on.isoformat()}|{time_of_day(fact):011d}|{fact.stage:02d}|{n:012d}"
