"""Days that have not come yet: at a door they are asked about. The ledger itself has no clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lifecycle.events import Fact
from lifecycle.words import _

_PAST_ONLY = ("occurred_on", "certified_on")
"""Fields that say when something happened; others, such as ``due_back``, may lie ahead."""


def future_days(fact: Fact, today: date | None) -> Iterator[tuple[str, date, str]]:
    """(field, day, reason) for each day of a fact that lies after ``today`` (civil day in Paris)."""
    for name in _PAST_ONLY:
        day = getattr(fact, name, None)
        if today is not None and isinstance(day, date) and day > today:
            yield name, day, in_the_future(today)


def in_the_future(today: date) -> str:
    """What is odd about a day, and what to do; it is recorded as it was said."""
    return _("lies in the future (today is {today}): a typing error? It is recorded as it stands").format(
        today=today.isoformat()
    )
